import Calculus
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The kernels of `Double` against the rules of all kinds of number.
@Suite struct KernelTests {
  @Test(arguments: OpCase.all, [12])
  func valuesAreThoseOfTheGeneralRules(_ test: OpCase, seed: UInt64) throws {
    let it = try Experiment(test, seed: seed)
    let nodes = [it.output] + it.gradients.compactMap { $0 }
    let fast: Evaluator<Double> = it.evaluator(nodes)
    let general: Evaluator<Dual<Double>> = it.evaluator(nodes)
    for node in nodes {
      for (a, b) in zip(fast.value(node).elements, general.value(node).elements) {
        #expect(agree(a, b.value, tolerance: 1e-13), "\(a) is not \(b.value)")
      }
    }
  }

  /// Sizes around those at which the product changes its ways, both factors as they are or transposed.
  static let sizes = [
    (1, 1, 1), (1, 9, 4), (4, 1, 9), (3, 4, 5), (2, 17, 3), (8, 16, 4), (6, 8, 200), (7, 9, 300),
    (12, 16, 513), (97, 33, 40), (5, 1030, 9), (100, 101, 102), (3, 5, 0),
  ]

  @Test(arguments: sizes, [(false, false), (true, false), (false, true), (true, true)])
  func multipliesMatricesOfAnySize(
    _ size: (Int, Int, Int), _ transposed: (a: Bool, b: Bool)
  ) throws {
    let (m, n, k) = size
    var graph = Graph()
    let a = try graph.input(transposed.a ? Shape(k, m) : Shape(m, k))
    let b = try graph.input(transposed.b ? Shape(n, k) : Shape(k, n))
    let left = transposed.a ? try graph.apply(.transpose, [a]) : a
    let right = transposed.b ? try graph.apply(.transpose, [b]) : b
    let product = try graph.apply(.matmul, [left, right])
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [product]))
    var draw = Draw(seed: 5)
    let (x, y) = (draw.numbers(m * k, in: -2...2), draw.numbers(k * n, in: -2...2))
    evaluator.set(a, to: x)
    evaluator.set(b, to: y)
    evaluator.run()
    let result = evaluator.value(product).elements
    #expect(result.count == m * n)
    // Multiples of 1/64 below 2: sums of their products are exact in any order.
    for i in 0..<m {
      for j in 0..<n {
        let terms = (0..<k).map { l in
          x[transposed.a ? l * m + i : i * k + l] * y[transposed.b ? j * k + l : l * n + j]
        }
        #expect(result[i * n + j] == terms.reduce(0, +))
      }
    }
  }

  @Test func exponentialIsThatOfTheLibrary() throws {
    var draw = Draw(seed: 6)
    let points = [0, -0.0, 1e-300, 709.7, 709.79, 710, -708.5, -740, -745.2, -800, 1e308, -1e308]
    let x = points + draw.numbers(500, in: -700...700) + draw.numbers(501, in: -1...1)
    let values = try value(of: .exp, at: x + [.infinity, -.infinity, .nan])
    for (x, y) in zip(x, values) {
      let expected = exp(x)
      let error = (y - expected).magnitude
      #expect(y == expected || error <= 2 * expected.ulp, "exp \(x) is \(expected), not \(y)")
    }
    #expect(values[x.count] == .infinity && values[x.count + 1] == 0 && values[x.count + 2].isNaN)
  }

  @Test func sigmoidIsFiniteEverywhere() throws {
    let x = [-1e308, -800, -1, 0, 1, 40, 800, -.infinity, .infinity]
    for (x, y) in zip(x, try value(of: .sigmoid, at: x)) {
      #expect((y - 1 / (1 + exp(-x))).magnitude <= 2 * y.ulp + 0x1p-1060)
    }
    #expect(try value(of: .sigmoid, at: [.nan])[0].isNaN)
    #expect(try value(of: .relu, at: [.nan, -1, 2, -.infinity]).dropFirst() == [0, 2, 0])
  }

  private func value(of function: Elementwise, at x: [Double]) throws -> [Double] {
    var graph = Graph()
    let input = try graph.input(.column(x.count))
    let y = try graph.apply(.map(function), [input])
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [y]))
    evaluator.set(input, to: x)
    evaluator.run()
    return evaluator.value(y).elements
  }

  @Test(arguments: OpCase.constructions, [13])
  func checksGradientsEntryByEntry(_ test: OpCase, seed: UInt64) throws {
    let it = try Experiment(test, seed: seed)
    var evaluator: Evaluator<Double> = it.evaluator([it.scalar] + it.gradients.compactMap { $0 })
    for (input, gradient) in zip(it.inputs, it.gradients) {
      guard let gradient else { continue }
      let exact = evaluator.value(gradient).elements
      let before = evaluator.value(it.scalar)
      #expect(evaluator.worstDifference(of: it.scalar, by: input, from: exact) < 1e-7)
      var wrong = exact
      wrong[0] += 0.5
      #expect(evaluator.worstDifference(of: it.scalar, by: input, from: wrong) > 0.4)
      #expect(evaluator.value(it.scalar) == before)
    }
  }
}
