import Calculus
import Testing

/// Values of the constructions, computed by their definitions.
@Suite struct ConstructionTests {
  private let image: [Double] = [3, -1, 2, 0, 5, 1, -2, 4, 1, 0, 6, -3]

  private func value(
    _ shapes: [Shape], _ values: [[Double]],
    _ build: (inout Graph, [Graph.Ref]) throws -> Graph.Ref
  ) throws -> Matrix<Double> {
    var graph = Graph()
    let inputs = try shapes.map { try graph.input($0) }
    let y = try build(&graph, inputs)
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [y]))
    for (input, values) in zip(inputs, values) { evaluator.set(input, to: values) }
    evaluator.run()
    return evaluator.value(y)
  }

  @Test func convolutionsFollowTheirSums() throws {
    let (shape, kernel) = (Shape(3, 4), [1.0, 2, -1, 0.5])
    let correlated = try value([shape, Shape(2, 2)], [image, kernel]) {
      try $0.crossCorrelation($1[0], $1[1])
    }
    let convolved = try value([shape, Shape(2, 2)], [image, kernel]) {
      try $0.convolution($1[0], $1[1])
    }
    #expect(correlated.shape == Shape(2, 3) && convolved.shape == Shape(2, 3))
    for i in 0..<2 {
      for j in 0..<3 {
        func x(_ p: Int, _ q: Int) -> Double { image[(i + p) * 4 + j + q] }
        let sum = x(0, 0) + 2 * x(0, 1) - x(1, 0) + 0.5 * x(1, 1)
        #expect(correlated[i, j] == sum)
        let turned = x(1, 1) + 2 * x(1, 0) - x(0, 1) + 0.5 * x(0, 0)
        #expect(convolved[i, j] == turned)
      }
    }
  }

  @Test func windowsStepOverTheBorder() throws {
    let padded = try value([Shape(3, 4), Shape(3, 3)], [image, Array(repeating: 1, count: 9)]) {
      try $0.crossCorrelation($1[0], $1[1], stride: 2, padding: 1)
    }
    #expect(padded.shape == Shape(2, 2))
    // 3 − 1 + 5 + 1, and 1 − 2 + 4 + 0 + 6 − 3 at the opposite corner.
    #expect(padded[0, 0] == 8)
    #expect(padded[1, 1] == 6)
    #expect(throws: GraphError.self) {
      try value([Shape(2, 2), Shape(3, 1)], [[1, 2, 3, 4], [1, 1, 1]]) {
        try $0.crossCorrelation($1[0], $1[1])
      }
    }
  }

  @Test func poolingTakesMeansAndLargest() throws {
    let window = Graph.Window(Shape(2, 2), stride: 2)
    let values = image + [7, 7, -1, -1]
    let mean = try value([Shape(4, 4)], [values]) { try $0.averagePooling($1[0], window) }
    #expect(mean.elements == [2, 1, 3.75, 0.25])
    let largest = try value([Shape(4, 4)], [values]) { try $0.maxPooling($1[0], window) }
    #expect(largest.elements == [5, 4, 7, 6])
  }

  @Test func lossesFollowTheirFormulas() throws {
    let (x, y) = ([0.25, 0.75, 0.5], [1.0, 0, 1])
    func loss(
      _ x: [Double], _ build: (inout Graph, Graph.Ref, Graph.Ref) throws -> Graph.Ref
    ) throws -> Double {
      try value([.column(3), .column(3)], [x, y]) { try build(&$0, $1[0], $1[1]) }.elements[0]
    }
    #expect(try loss(x) { try $0.squaredError($1, $2) } == 1.375)
    #expect(agree(try loss(x) { try $0.meanSquaredError($1, $2) }, 1.375 / 3))
    let hinge = try loss([2, 0.5, -1]) { try $0.hingeLoss($1, $2) }
    #expect(hinge == 3)
    let huber = try loss([3, 0.5, 1]) { try $0.huberLoss($1, $2, delta: $0.constant(.one)) }
    #expect(huber == 1.625)
    // ln 4 + ln 2, and ln 4 twice with ln 2.
    let entropy = try loss(x) { try $0.crossEntropy(probabilities: $1, $2) }
    #expect(agree(entropy, 3 * 0.693147180559945309))
    let binary = try loss(x) { try $0.binaryCrossEntropy(probabilities: $1, $2) }
    #expect(agree(binary, 5 * 0.693147180559945309))
    let fair = try loss([0, 0, 0]) { try $0.binaryCrossEntropy(logits: $1, $2) }
    #expect(agree(fair, 3 * 0.693147180559945309))
    let uniform = try loss([7, 7, 7]) { try $0.crossEntropy(logits: $1, $2) }
    #expect(agree(uniform, 2 * 1.098612288668109691))
  }

  @Test func normsAndOneHotVectors() throws {
    let norm = try value([.column(2)], [[-3, 4]]) {
      try $0.norm($1[0], order: $0.constant(ExactDecimal(2)))
    }
    #expect(agree(norm.elements[0], 5))
    var graph = Graph()
    let hot = try graph.oneHot(1, of: 3)
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [hot]))
    evaluator.run()
    #expect(evaluator.value(hot).elements == [0, 1, 0])
    #expect(throws: GraphError.self) { try graph.oneHot(3, of: 3) }
  }

  @Test(arguments: [2, 3, 4])
  func singularMatricesHaveDeterminantDerivatives(n: Int) throws {
    var graph = Graph()
    let a = try graph.input(Shape(n, n))
    let gradient = try #require(
      graph.gradients(of: graph.apply(.determinant, [a]), by: [a])[0])
    var evaluator = Evaluator<Interval>(Plan(graph, outputs: [gradient]))
    // The identity without its last 1: only the last cofactor is not 0.
    evaluator.set(
      a, to: (0..<(n * n)).map { Interval(exactly: $0 % (n + 1) == 0 && $0 != n * n - 1 ? 1 : 0) })
    evaluator.run()
    let expected = (0..<(n * n)).map { Interval(exactly: $0 == n * n - 1 ? 1 : 0) }
    #expect(evaluator.value(gradient).elements == expected)
  }

  @Test func domainErrorsNameTheNode() throws {
    var graph = Graph()
    let x = try graph.input(.column(2))
    let log = try graph.apply(.map(.log), [x])
    let y = try graph.apply(.map(.exp), [graph.apply(.multiply, [log, x])])
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [y]))
    evaluator.set(x, to: [1, -1])
    evaluator.run()
    #expect(evaluator.domainError?.node == log)
    #expect(evaluator.domainError?.message == "`log` has no value at row 2, column 1")
    evaluator.set(x, to: [1000, 1])
    evaluator.run()
    #expect(evaluator.domainError?.node == y)
    #expect(evaluator.domainError?.isUndefined == false)
    evaluator.set(x, to: [1, 2])
    evaluator.run()
    #expect(evaluator.domainError == nil)
  }
}
