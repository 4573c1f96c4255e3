/// What work costs, in the units of an `Allowance`.
package enum Price {
  /// Making a node of a graph.
  static let node = 400
  /// Visiting a node on the way through a graph.
  static let visit = 10
  /// Giving a node its place in a plan.
  static let place = 80
  /// What a step takes beside its arithmetic.
  static let step = 16
  /// A function of one entry, beside the four operations.
  static let function = 16
  /// Giving a part of a formula its meaning.
  package static let reading = 400
  /// Making the nodes of a part of a formula, the nodes themselves apart.
  package static let lowering = 200
}

extension Op {
  /// Multiplications and the like for a result of `shape`; `Int.max` where they cannot be counted. `inner`
  /// is the shape of the first input.
  func cost(of shape: Shape, _ inner: Shape?) -> Int {
    let inner = inner ?? .scalar
    let (entries, factor) =
      switch self {
      case .matmul: (shape.count, inner.columns)
      case .determinant, .inverse: (inner.count, inner.rows)
      case .sum, .logSumExp: (inner.count, 1)
      default: (shape.count, 1)
      }
    let (product, overflow) = entries.multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }

  /// What a step of it costs in numbers that cost 1.
  func price(of shape: Shape, _ inner: Shape?) -> Int {
    Price.step + cost(of: shape, inner) * factor
  }

  private var factor: Int {
    switch self {
    case .map(.negate), .map(.relu), .map(.abs), .map(.step), .map(.sign), .map(.power): 1
    case .map, .power, .softmax, .logSumExp, .abstract, .field: Price.function
    case .inverse: 2
    default: 1
    }
  }
}
