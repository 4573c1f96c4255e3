import Calculus
import Testing

/// A formula to hold against every interpretation of its operations.
struct OpCase: Sendable, CustomTestStringConvertible {
  typealias Build = @Sendable (inout Graph, [Graph.Ref]) throws -> Graph.Ref

  let name: String
  let shapes: [Shape]
  /// Where the entries of the inputs are drawn from.
  let domain: ClosedRange<Double>
  let build: Build

  init(
    _ name: String, _ shapes: [Shape], in domain: ClosedRange<Double> = -2...2,
    _ build: @escaping Build
  ) {
    (self.name, self.shapes, self.domain, self.build) = (name, shapes, domain, build)
  }

  init(
    _ name: String, _ op: Op, _ shapes: [Shape], in domain: ClosedRange<Double> = -2...2
  ) {
    self.init(name, shapes, in: domain) { try $0.apply(op, $1) }
  }

  var testDescription: String { name }

  static let all = entrywise + binary + matrices + reductions + arrangements + constructions
}

private let column = Shape(3, 1)
private let matrix = Shape(2, 3)
private let square = Shape(3, 3)
private let scalar = Shape.scalar

extension OpCase {
  static let entrywise: [OpCase] =
    [
      .negate, .exp, .abs, .sin, .cos, .sinh, .cosh, .tanh, .arctan, .erf, .sigmoid, .softplus,
      .relu, .elu, .gelu, .silu, .step, .sign,
      .leakyRelu(slope: ExactDecimal(significand: 1, exponent: -1)),
      .power(0), .power(1), .power(2), .power(3), .power(6), .abstract(id: 1, order: 0),
    ].map { (f: Elementwise) in OpCase(f.name, .map(f), [matrix]) }
    + [.log, .sqrt, .power(-1), .power(-2)].map { f in
      OpCase(f.name, .map(f), [matrix], in: 0.25...3)
    } + [OpCase("tan", .map(.tan), [matrix], in: -1.25...1.25)]

  static let binary: [OpCase] = [
    OpCase("add", .add, [matrix, matrix]),
    OpCase("add scalar", .add, [scalar, matrix]),
    OpCase("subtract", .subtract, [matrix, matrix]),
    OpCase("subtract from scalar", .subtract, [scalar, matrix]),
    OpCase("subtract scalar", .subtract, [matrix, scalar]),
    OpCase("multiply", .multiply, [matrix, matrix]),
    OpCase("multiply by scalar", .multiply, [matrix, scalar]),
    OpCase("square by multiplying", [matrix]) { try $0.apply(.multiply, [$1[0], $1[0]]) },
    OpCase("divide", .divide, [matrix, matrix], in: 0.5...2),
    OpCase("divide by scalar", .divide, [matrix, scalar], in: -2...(-0.5)),
    OpCase("divide scalar", .divide, [scalar, matrix], in: 0.5...2),
    OpCase("power", .power, [matrix, matrix], in: 0.5...2),
    OpCase("power of scalar", .power, [scalar, matrix], in: 0.5...2),
    OpCase("square of anything", [matrix]) { graph, x in
      try graph.apply(.power, [x[0], graph.constant(ExactDecimal(2))])
    },
    OpCase("maximum", .maximum, [matrix, matrix]),
    OpCase("maximum with scalar", .maximum, [scalar, matrix]),
    OpCase("minimum", .minimum, [matrix, matrix]),
    OpCase("minimum with scalar", .minimum, [matrix, scalar]),
    OpCase("choose positive", .choose(.positive), [matrix, matrix, matrix]),
    OpCase("choose nonnegative", .choose(.nonnegative), [matrix, scalar, matrix]),
    OpCase("choose zero", .choose(.zero), [scalar, matrix, scalar]),
    OpCase("choose by itself", [matrix]) { graph, x in
      try graph.apply(.choose(.positive), [x[0], graph.apply(.multiply, [x[0], x[0]]), x[0]])
    },
    OpCase("clamp", [matrix, scalar]) { graph, x in
      try graph.clamp(x[0], x[1], graph.constant(.one))
    },
  ]

  static let matrices: [OpCase] = [
    OpCase("matmul", .matmul, [matrix, Shape(3, 4)]),
    OpCase("matmul row column", .matmul, [Shape(1, 3), column]),
    OpCase("matmul with itself", [square]) { try $0.apply(.matmul, [$1[0], $1[0]]) },
    OpCase("transpose", .transpose, [matrix]),
    OpCase("kronecker", .kronecker, [matrix, Shape(3, 2)]),
    OpCase("outer", [column, Shape(2, 1)]) { try $0.outer($1[0], $1[1]) },
    OpCase("inner", [matrix, matrix]) { try $0.inner($1[0], $1[1]) },
    OpCase("trace", [square]) { try $0.trace($1[0]) },
    OpCase("diagonal", .diagonal, [square]),
    OpCase("diagonal matrix", .diagonalMatrix, [column]),
    OpCase("determinant 1", .determinant, [scalar]),
    OpCase("determinant 2", [Shape(2, 2)]) { try $0.apply(.determinant, [dominant(&$0, $1[0])]) },
    OpCase("determinant 3", [square]) { try $0.apply(.determinant, [dominant(&$0, $1[0])]) },
    OpCase("determinant 4", [Shape(4, 4)]) { try $0.apply(.determinant, [dominant(&$0, $1[0])]) },
    OpCase("log determinant", [square]) { try $0.logDeterminant(dominant(&$0, $1[0])) },
    OpCase("inverse", [square]) { try $0.apply(.inverse, [dominant(&$0, $1[0])]) },
    OpCase("solve", [square, column]) { try $0.solve(dominant(&$0, $1[0]), $1[1]) },
  ]

  /// `a` + 8 I, which no elimination finds singular.
  private static func dominant(_ graph: inout Graph, _ a: Graph.Ref) throws -> Graph.Ref {
    let identity = try graph.identity(graph[a].shape.rows)
    return try graph.apply(
      .add, [a, graph.apply(.multiply, [graph.constant(ExactDecimal(8)), identity])])
  }

  static let reductions: [OpCase] = [Axis.all, .down, .across].flatMap { axis in
    [
      OpCase("sum \(axis)", .sum(axis), [matrix]),
      OpCase("logsumexp \(axis)", .logSumExp(axis), [matrix]),
      OpCase("softmax \(axis)", .softmax(axis), [matrix]),
      OpCase("log softmax \(axis)", [matrix]) { try $0.logSoftmax($1[0], over: axis) },
      OpCase("mean \(axis)", [matrix]) { try $0.mean($1[0], over: axis) },
      OpCase("product \(axis)", [Shape(5, 3)]) { try $0.product($1[0], over: axis) },
      OpCase("largest \(axis)", [Shape(5, 3)]) { try $0.largest($1[0], over: axis) },
      OpCase("smallest \(axis)", [Shape(4, 2)]) { try $0.smallest($1[0], over: axis) },
    ]
  }

  static let arrangements: [OpCase] = [
    OpCase("named", .named(7), [matrix]),
    OpCase("repeat a scalar", .repeated(matrix), [scalar]),
    OpCase("repeat a row", .repeated(matrix), [Shape(1, 3)]),
    OpCase("repeat a column", .repeated(matrix), [Shape(2, 1)]),
    OpCase("reshape", .reshape(Shape(3, 2)), [matrix]),
    OpCase("vec", [matrix]) { try $0.vec($1[0]) },
    OpCase("entry", [matrix]) { try $0.entry($1[0], 1, 2) },
    OpCase("row", [matrix]) { try $0.row($1[0], 1) },
    OpCase("column", [matrix]) { try $0.column($1[0], 2) },
    OpCase("slice", .slice(Block(rows: 0..<2, columns: 1..<3)), [matrix]),
    OpCase("place", .place(row: 1, column: 2, in: Shape(4, 5)), [matrix]),
    OpCase("assemble", .assemble(Shape(2, 1)), [scalar, scalar]),
    OpCase("entries put together", [matrix, scalar]) { graph, x in
      let (a, b) = (try graph.entry(x[0], 0, 1), try graph.entry(x[0], 1, 1))
      let product = try graph.apply(.multiply, [a, b])
      return try graph.apply(.assemble(Shape(2, 2)), [a, x[1], product, a])
    },
    OpCase("entry of a function", [matrix]) { graph, x in
      let (square, entry) = (try graph.apply(.map(.power(2)), x), try graph.entry(x[0], 0, 2))
      return try graph.apply(.multiply, [entry, square])
    },
    OpCase("beside", .beside, [matrix, Shape(2, 1), matrix]),
    OpCase("stacked", .stacked, [matrix, Shape(1, 3)]),
    OpCase("blocks", [matrix, column, Shape(2, 1), Shape(3, 3)]) {
      try $0.blocks([[$1[0], $1[2]], [$1[3], $1[1]]])
    },
  ]

  static let constructions: [OpCase] = [
    OpCase("squared norm", [matrix]) { try $0.squaredNorm($1[0]) },
    OpCase("norm", [matrix]) { try $0.norm($1[0]) },
    OpCase("norm 1", [matrix]) { try $0.norm1($1[0]) },
    OpCase("max norm", [matrix]) { try $0.maxNorm($1[0]) },
    OpCase("cross-correlation", [Shape(4, 5), Shape(2, 3)]) {
      try $0.crossCorrelation($1[0], $1[1])
    },
    OpCase("cross-correlation with stride", [Shape(4, 5), Shape(3, 2)]) {
      try $0.crossCorrelation($1[0], $1[1], stride: 2, padding: 1)
    },
    OpCase("convolution", [Shape(3, 4), Shape(2, 2)]) {
      try $0.convolution($1[0], $1[1], padding: 1)
    },
    OpCase("average pooling", [Shape(4, 6)]) {
      try $0.averagePooling($1[0], Graph.Window(Shape(2, 3), stride: 2))
    },
    OpCase("max pooling", [Shape(4, 4)]) {
      try $0.maxPooling($1[0], Graph.Window(Shape(2, 2), stride: 2))
    },
    OpCase("select rows", [Shape(4, 2)]) { try $0.selectRows($1[0], [2, 0, 2]) },
    OpCase("norm of order 3", [matrix]) { try $0.norm($1[0], order: $0.constant(ExactDecimal(3))) },
    OpCase("squared error", [matrix, matrix]) { try $0.squaredError($1[0], $1[1]) },
    OpCase("mean squared error", [matrix, matrix]) { try $0.meanSquaredError($1[0], $1[1]) },
    OpCase("cross-entropy", [matrix, matrix], in: 0.125...0.875) {
      try $0.crossEntropy(probabilities: $1[0], $1[1])
    },
    OpCase("cross-entropy of logits", [matrix, matrix]) {
      try $0.crossEntropy(logits: $1[0], $1[1])
    },
    OpCase("binary cross-entropy", [matrix, matrix], in: 0.125...0.875) {
      try $0.binaryCrossEntropy(probabilities: $1[0], $1[1])
    },
    OpCase("binary cross-entropy of logits", [matrix, matrix]) {
      try $0.binaryCrossEntropy(logits: $1[0], $1[1])
    },
    OpCase("hinge loss", [matrix, matrix]) { try $0.hingeLoss($1[0], $1[1]) },
    OpCase("Huber loss", [matrix, matrix]) {
      try $0.huberLoss($1[0], $1[1], delta: $0.constant(.one))
    },
    OpCase("an abstract function", .abstract(id: 2, orders: []), [matrix, scalar]),
    OpCase("an abstract function of itself", [scalar]) {
      try $0.apply(.abstract(id: 2, orders: [1]), [$1[0], $1[0]])
    },
    OpCase("a small network", [Shape(4, 3), Shape(4, 1), Shape(3, 1), Shape(2, 4)]) { graph, x in
      let a = try graph.apply(.add, [x[1], graph.apply(.matmul, [x[0], x[2]])])
      let h = try graph.apply(.map(.sigmoid), [a])
      let logits = try graph.apply(.matmul, [x[3], h])
      return try graph.apply(.map(.negate), [graph.logSoftmax(logits, over: .all)])
    },
  ]
}
