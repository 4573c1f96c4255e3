import Calculus
import Testing

@Suite struct GraphTests {
  private func value(_ graph: Graph, _ ref: Graph.Ref, _ inputs: [Graph.Ref: [Double]]) -> [Double]
  {
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [ref]))
    for (input, values) in inputs { evaluator.set(input, to: values) }
    evaluator.run()
    return evaluator.value(ref).elements
  }

  @Test func equalFormulasAreOneNode() throws {
    var graph = Graph()
    let (a, b) = (try graph.input(Shape(2, 3)), try graph.input(Shape(3, 2)))
    #expect(try graph.input(Shape(2, 3)) != a)
    #expect(try graph.apply(.matmul, [a, b]) == graph.apply(.matmul, [a, b]))
    #expect(try graph.apply(.matmul, [a, b]) != graph.apply(.matmul, [b, a]))
    let half = try #require(ExactDecimal("0.5"))
    #expect(try graph.constant(half) == graph.constant(#require(ExactDecimal("0.50"))))
    #expect(try graph.constant(half) != graph.constant(half, Shape(1, 2)))
  }

  @Test func applySimplifiesNothing() throws {
    var graph = Graph()
    let a = try graph.input(Shape(2, 3))
    let twice = try graph.apply(.transpose, [graph.apply(.transpose, [a])])
    #expect(twice != a)
    #expect(try graph.apply(.add, [a, graph.zeros(Shape(2, 3))]) != a)
  }

  @Test func namesAreVariablesOfTheirOwn() throws {
    var graph = Graph()
    let x = try graph.input(.scalar)
    let square = try graph.apply(.multiply, [x, x])
    let (a, b) = (try graph.named(square, key: 1), try graph.named(square, key: 2))
    #expect(a != b && a != square)
    let y = try graph.apply(.multiply, [a, b])
    let gradients = try graph.gradients(of: y, by: [a, b, square, x])
    let values = try gradients.map { value(graph, try #require($0), [x: [3]])[0] }
    #expect(values == [9, 9, 18, 108])
    let bare = try graph.stripped(y)
    #expect(try graph.stripped(graph.apply(.multiply, [square, square])) == bare)
    #expect(try graph.stripped(bare) == bare)
  }

  /// c = a b with b = 2a, y = c + b: ∂y/∂b holds a fixed, ∂y/∂a does not hold b fixed.
  @Test func derivativesByIntermediateNodesAreTotal() throws {
    var graph = Graph()
    let a = try graph.input(.scalar)
    let b = try graph.named(graph.apply(.multiply, [graph.constant(ExactDecimal(2)), a]), key: 0)
    let y = try graph.apply(.add, [graph.apply(.multiply, [a, b]), b])
    let gradients = try graph.gradients(of: y, by: [b, a])
    #expect(value(graph, try #require(gradients[0]), [a: [5]]) == [6])
    #expect(value(graph, try #require(gradients[1]), [a: [5]]) == [22])
    #expect(graph.depends(y, on: b) && graph.depends(b, on: a) && !graph.depends(a, on: b))
    #expect(try graph.gradients(of: y, by: [y]).first == graph.constant(.one))
  }

  @Test func independentIsNotZero() throws {
    var graph = Graph()
    let (x, z) = (try graph.input(Shape(2, 1)), try graph.input(.scalar))
    let y = try graph.apply(.sum(.all), [graph.apply(.map(.step), [x])])
    #expect(try graph.gradients(of: y, by: [z, x]) == [nil, graph.zeros(Shape(2, 1))])
    #expect(try graph.jacobian(of: y, by: z) == nil)
    #expect(try graph.pushforward(of: y, by: z, along: z) == nil)
  }

  /// The gradient of −log softmax(W h)_i by W is the outer product of δ and h, in a few more nodes.
  @Test func aGradientCostsASmallMultipleOfItsFunction() throws {
    var graph = Graph()
    var h = try graph.input(Shape(4, 1))
    var weights: [Graph.Ref] = []
    for _ in 0..<20 {
      let w = try graph.input(Shape(4, 4))
      weights.append(w)
      h = try graph.apply(.map(.sigmoid), [graph.apply(.matmul, [w, h])])
    }
    let y = try graph.apply(.sum(.all), [graph.logSoftmax(h, over: .all)])
    let forward = graph.count
    let gradients = try graph.gradients(of: y, by: weights)
    #expect(!gradients.contains(nil))
    #expect(graph.count <= 4 * forward)
    let again = graph.count
    #expect(try graph.gradients(of: y, by: weights) == gradients && graph.count == again)
  }

  @Test func manyEntriesOfOneMatrixShareOneAdjoint() throws {
    var graph = Graph()
    let n = 12
    let w = try graph.input(Shape(n, n))
    var sum = try graph.constant(.zero)
    for i in 0..<n {
      for j in 0..<n {
        let entry = try graph.entry(w, i, j)
        sum = try graph.apply(.add, [sum, graph.apply(.multiply, [entry, entry])])
      }
    }
    let forward = graph.count
    let gradient = try #require(try graph.gradients(of: sum, by: [w])[0])
    #expect(graph.count < 3 * forward)
    let point = (0..<(n * n)).map { Double($0) }
    #expect(value(graph, gradient, [w: point]) == point.map { 2 * $0 })
  }

  @Test func hessianOfAQuadraticFormIsItsMatrix() throws {
    var graph = Graph()
    let (a, x) = (try graph.input(Shape(3, 3)), try graph.input(Shape(3, 1)))
    let y = try graph.apply(
      .matmul, [graph.apply(.transpose, [x]), graph.apply(.matmul, [a, x])])
    let gradient = try #require(try graph.gradients(of: y, by: [x])[0])
    let hessian = try #require(try graph.jacobian(of: gradient, by: x))
    let entries: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 10]
    let expected: [Double] = [2, 6, 10, 6, 10, 14, 10, 14, 20]
    #expect(value(graph, hessian, [a: entries, x: [1, 2, 3]]) == expected)
  }

  /// x ← x − ½ ∂(x²)/∂x · ½, fifty times: x₅₀ = x₀/2⁵⁰, so its derivative is 2⁻⁵⁰.
  @Test func fiftyStepsOfDescentDifferentiate() throws {
    var graph = Graph()
    let start = try graph.input(.scalar)
    let rate = try graph.constant(try #require(ExactDecimal("0.25")))
    var x = start
    for step in 0..<50 {
      x = try graph.named(x, key: step)
      let loss = try graph.apply(.map(.power(2)), [x])
      let gradient = try #require(try graph.gradients(of: loss, by: [x])[0])
      x = try graph.apply(.subtract, [x, graph.apply(.multiply, [rate, gradient])])
    }
    let derivative = try #require(try graph.gradients(of: x, by: [start])[0])
    #expect(value(graph, x, [start: [3]]) == [3 * 0x1p-50])
    #expect(value(graph, derivative, [start: [3]]) == [0x1p-50])
    #expect(graph.count < 1_000)
  }
}
