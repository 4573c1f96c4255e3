import Calculus

/// Operations and whole networks with values and gradients, for another engine to compare: each case is
/// a line of JSON with the name of the formula, its inputs, its value and the gradient of the sum of all
/// entries, weighted by 1, 2, 3, …, by each input.
struct Case: Sendable {
  let name: String
  let shapes: [Shape]
  var range = -2.0...2.0
  let build: @Sendable (inout Graph, [Graph.Ref]) throws -> Graph.Ref

  func line() throws -> String {
    var graph = Graph()
    let inputs = try shapes.map { try graph.input($0) }
    let y = try build(&graph, inputs)
    let shape = graph[y].shape
    let weights = try graph.input(shape)
    let gradients = try graph.gradients(of: graph.inner(weights, y), by: inputs)
    let outputs = [y] + gradients.compactMap { $0 }
    var evaluator = Evaluator<Double>(Plan(graph, outputs: outputs + inputs))
    var seed = UInt64(name.utf8.reduce(7) { ($0 &* 31 &+ UInt64($1)) })
    for (input, shape) in zip(inputs, shapes) {
      evaluator.set(
        input,
        to: (0..<shape.count).map { _ in
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let unit = Double(seed >> 40) / Double(1 << 24)
          return range.lowerBound + unit * (range.upperBound - range.lowerBound)
        })
    }
    evaluator.set(weights, to: (0..<shape.count).map { Double($0 + 1) })
    evaluator.run()
    let values = inputs.map { json(evaluator.value($0)) }
    let slopes = zip(inputs, gradients).map { input, gradient in
      gradient.map { json(evaluator.value($0)) }
        ?? json(evaluator.value(input).map { _ in 0 })
    }
    return """
      {"name": "\(name)", "inputs": [\(values.joined(separator: ", "))], \
      "value": \(json(evaluator.value(y))), "gradients": [\(slopes.joined(separator: ", "))]}
      """
  }

  private func json(_ matrix: Matrix<Double>) -> String {
    let columns = max(matrix.shape.columns, 1)
    let rows = stride(from: 0, to: matrix.elements.count, by: columns).map { start in
      "[" + matrix.elements[start..<(start + columns)].map { "\($0)" }.joined(separator: ", ") + "]"
    }
    return "[" + rows.joined(separator: ", ") + "]"
  }
}

private let matrix = Shape(3, 4)
private let square = Shape(3, 3)

extension Case {
  static let all = entrywise + binary + reductions + matrices + losses + networks

  private static func map(_ name: String, _ f: Elementwise, _ range: ClosedRange<Double> = -2...2)
    -> Case
  {
    Case(name: name, shapes: [matrix], range: range) { try $0.apply(.map(f), $1) }
  }

  static let entrywise: [Case] = [
    map("negate", .negate), map("exp", .exp), map("log", .log, 0.1...3),
    map("sqrt", .sqrt, 0.1...3), map("abs", .abs), map("sin", .sin), map("cos", .cos),
    map("tan", .tan, -1.2...1.2), map("sinh", .sinh), map("cosh", .cosh), map("tanh", .tanh),
    map("arctan", .arctan), map("erf", .erf), map("sigmoid", .sigmoid),
    map("softplus", .softplus), map("elu", .elu), map("gelu", .gelu), map("silu", .silu),
    map("relu", .relu), map("step", .step), map("sign", .sign),
    map("leaky_relu", .leakyRelu(slope: ExactDecimal(significand: 1, exponent: -2))),
    map("cube", .power(3)), map("inverse_square", .power(-2), 0.5...2),
  ]

  private static func pair(_ name: String, _ op: Op, _ range: ClosedRange<Double> = -2...2) -> Case
  {
    Case(name: name, shapes: [matrix, matrix], range: range) { try $0.apply(op, $1) }
  }

  static let binary: [Case] = [
    pair("add", .add), pair("subtract", .subtract), pair("multiply", .multiply),
    pair("divide", .divide, 0.5...2), pair("power", .power, 0.5...2),
    pair("maximum", .maximum), pair("minimum", .minimum),
    Case(name: "clamp", shapes: [matrix]) {
      try $0.clamp($1[0], $0.constant(ExactDecimal(-1)), $0.constant(.one))
    },
    Case(name: "where", shapes: [matrix, matrix, matrix]) {
      try $0.apply(.choose(.positive), $1)
    },
  ]

  static let reductions: [Case] =
    reductions("all", .all) + reductions("down", .down) + reductions("across", .across)

  private static func reductions(_ suffix: String, _ axis: Axis) -> [Case] {
    func reduce(
      _ name: String, _ build: @escaping @Sendable (inout Graph, Graph.Ref) throws -> Graph.Ref
    ) -> Case {
      Case(name: name + "_" + suffix, shapes: [matrix]) { graph, x in try build(&graph, x[0]) }
    }
    return [
      reduce("sum") { try $0.apply(.sum(axis), [$1]) },
      reduce("mean") { try $0.mean($1, over: axis) },
      reduce("prod") { try $0.product($1, over: axis) },
      reduce("max") { try $0.largest($1, over: axis) },
      reduce("logsumexp") { try $0.apply(.logSumExp(axis), [$1]) },
      reduce("softmax") { try $0.apply(.softmax(axis), [$1]) },
      reduce("log_softmax") { try $0.logSoftmax($1, over: axis) },
    ]
  }

  static let matrices: [Case] = [
    Case(name: "matmul", shapes: [matrix, Shape(4, 2)]) { try $0.apply(.matmul, $1) },
    Case(name: "transpose", shapes: [matrix]) { try $0.apply(.transpose, $1) },
    Case(name: "kron", shapes: [Shape(2, 3), Shape(2, 2)]) { try $0.apply(.kronecker, $1) },
    Case(name: "outer", shapes: [.column(3), .column(4)]) { try $0.outer($1[0], $1[1]) },
    Case(name: "inner", shapes: [matrix, matrix]) { try $0.inner($1[0], $1[1]) },
    Case(name: "trace", shapes: [square]) { try $0.trace($1[0]) },
    Case(name: "det", shapes: [square]) { try $0.apply(.determinant, $1) },
    Case(name: "det5", shapes: [Shape(5, 5)]) { try $0.apply(.determinant, $1) },
    Case(name: "logdet_gram", shapes: [square]) { graph, x in
      let gram = try graph.apply(.matmul, [x[0], graph.apply(.transpose, x)])
      return try graph.logDeterminant(graph.apply(.add, [gram, graph.identity(3)]))
    },
    Case(name: "inv", shapes: [square]) { try $0.apply(.inverse, $1) },
    Case(name: "solve", shapes: [square, Shape(3, 2)]) { try $0.solve($1[0], $1[1]) },
    Case(name: "diagonal", shapes: [square]) { try $0.apply(.diagonal, $1) },
    Case(name: "diag", shapes: [.column(3)]) { try $0.apply(.diagonalMatrix, $1) },
    Case(name: "vec", shapes: [matrix]) { try $0.vec($1[0]) },
    Case(name: "reshape", shapes: [matrix]) { try $0.apply(.reshape(Shape(2, 6)), $1) },
    Case(name: "hstack", shapes: [matrix, Shape(3, 2)]) { try $0.apply(.beside, $1) },
    Case(name: "vstack", shapes: [matrix, Shape(1, 4)]) { try $0.apply(.stacked, $1) },
    Case(name: "slice", shapes: [matrix]) {
      try $0.apply(.slice(Block(rows: 1..<3, columns: 0..<2)), $1)
    },
    Case(name: "select_rows", shapes: [matrix]) { try $0.selectRows($1[0], [2, 0, 2]) },
    Case(name: "repeat", shapes: [.column(3)]) { try $0.apply(.repeated(matrix), $1) },
    Case(name: "norm", shapes: [matrix]) { try $0.norm($1[0]) },
    Case(name: "norm1", shapes: [matrix]) { try $0.norm1($1[0]) },
    Case(name: "norm_max", shapes: [matrix]) { try $0.maxNorm($1[0]) },
    Case(name: "correlate", shapes: [Shape(6, 5), Shape(3, 2)]) {
      try $0.crossCorrelation($1[0], $1[1], stride: 2, padding: 1)
    },
    Case(name: "convolve", shapes: [Shape(5, 5), square]) { try $0.convolution($1[0], $1[1]) },
    Case(name: "avg_pool", shapes: [Shape(4, 6)]) {
      try $0.averagePooling($1[0], Graph.Window(Shape(2, 2), stride: 2))
    },
    Case(name: "max_pool", shapes: [Shape(4, 6)]) {
      try $0.maxPooling($1[0], Graph.Window(Shape(2, 3), stride: 1))
    },
  ]

  static let losses: [Case] = [
    Case(name: "squared_error", shapes: [matrix, matrix]) { try $0.squaredError($1[0], $1[1]) },
    Case(name: "mse", shapes: [matrix, matrix]) { try $0.meanSquaredError($1[0], $1[1]) },
    Case(name: "cross_entropy_probabilities", shapes: [matrix, matrix], range: 0.1...0.9) {
      try $0.crossEntropy(probabilities: $1[0], $1[1])
    },
    Case(name: "cross_entropy_logits", shapes: [matrix, matrix]) {
      try $0.crossEntropy(logits: $1[0], $1[1])
    },
    Case(name: "bce", shapes: [matrix, matrix], range: 0.1...0.9) {
      try $0.binaryCrossEntropy(probabilities: $1[0], $1[1])
    },
    Case(name: "bce_logits", shapes: [matrix, matrix]) {
      try $0.binaryCrossEntropy(logits: $1[0], $1[1])
    },
    Case(name: "hinge", shapes: [matrix, matrix]) { try $0.hingeLoss($1[0], $1[1]) },
    Case(name: "huber", shapes: [matrix, matrix]) {
      try $0.huberLoss($1[0], $1[1], delta: $0.constant(.one))
    },
  ]

  /// Dense networks of two and of three layers with several activations.
  static let networks: [Case] = [[4, 5, 3], [3, 6, 5, 2]].flatMap { widths in
    activations.map { network("network_\($0)_\(widths.count - 1)", $1, widths) }
  }

  private static let activations: [(String, Elementwise)] = [
    ("sigmoid", .sigmoid), ("tanh", .tanh), ("relu", .relu), ("gelu", .gelu), ("silu", .silu),
    ("softplus", .softplus),
  ]

  private static func network(_ name: String, _ function: Elementwise, _ widths: [Int]) -> Case {
    let batch = 7
    var shapes = [Shape(widths[0], batch)]
    for (n, m) in zip(widths, widths.dropFirst()) { shapes += [Shape(m, n), .column(m)] }
    return Case(name: name, shapes: shapes, range: -1...1) { graph, x in
      var h = x[0]
      for layer in 1..<widths.count {
        let bias = try graph.apply(.repeated(Shape(widths[layer], batch)), [x[2 * layer]])
        h = try graph.apply(.add, [graph.apply(.matmul, [x[2 * layer - 1], h]), bias])
        if layer < widths.count - 1 { h = try graph.apply(.map(function), [h]) }
      }
      return try graph.mean(graph.apply(.logSumExp(.down), [h]), over: .all)
    }
  }
}
