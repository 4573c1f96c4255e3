/// The few rewrites that keep derivatives short: zeros and ones vanish, double transposes cancel.
///
/// Only the rules of calculus build with these. What a note writes goes through `apply`, literally.
extension Graph {
  func constantValue(_ ref: Ref) -> ExactDecimal? {
    if case .constant(let value) = self[ref].op { value } else { nil }
  }

  func isZero(_ ref: Ref) -> Bool { constantValue(ref) == .zero }
  func isOne(_ ref: Ref) -> Bool { constantValue(ref) == .one }

  /// A derivative of that shape, zero where the rules gave none.
  mutating func orZeros(_ derivative: Ref?, _ shape: Shape) throws(GraphError) -> Ref {
    if let derivative { return derivative }
    return try constant(.zero, shape)
  }

  /// `a + b`, both of one shape.
  mutating func plus(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    if isZero(a) { return b }
    if isZero(b) { return a }
    return try apply(.add, [a, b])
  }

  /// `a − b`, both of one shape.
  mutating func minus(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    if isZero(b) { return a }
    if isZero(a) { return try negative(b) }
    return try apply(.subtract, [a, b])
  }

  mutating func negative(_ a: Ref) throws(GraphError) -> Ref {
    if let opposite = constantValue(a)?.negated { return try constant(opposite, self[a].shape) }
    if case .map(.negate) = self[a].op, let inner = self[a].inputs.first { return inner }
    return try apply(.map(.negate), [a])
  }

  /// `a ⊙ b`, where one may be 1×1.
  mutating func times(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    let shape = self[a].shape.isScalar ? self[b].shape : self[a].shape
    if isZero(a) || isZero(b) { return try constant(.zero, shape) }
    if isOne(a), self[b].shape == shape { return b }
    if isOne(b), self[a].shape == shape { return a }
    if constantValue(a) == ExactDecimal(-1), self[b].shape == shape { return try negative(b) }
    if constantValue(b) == ExactDecimal(-1), self[a].shape == shape { return try negative(a) }
    return try apply(.multiply, [a, b])
  }

  /// `a / b` entry by entry, where one may be 1×1.
  mutating func over(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    if isOne(b) { return try spread(a, to: self[b].shape) }
    return try apply(.divide, [a, b])
  }

  /// `aᵀ`.
  mutating func flipped(_ a: Ref) throws(GraphError) -> Ref {
    if case .transpose = self[a].op, let inner = self[a].inputs.first { return inner }
    if self[a].shape.isScalar { return a }
    return try apply(.transpose, [a])
  }

  mutating func map(_ function: Elementwise, _ a: Ref) throws(GraphError) -> Ref {
    try apply(.map(function), [a])
  }

  mutating func summed(_ a: Ref, _ axis: Axis) throws(GraphError) -> Ref {
    let shape = self[a].shape
    if axis.reduced(shape) == shape { return a }
    if isZero(a) { return try constant(.zero, axis.reduced(shape)) }
    return try apply(.sum(axis), [a])
  }

  /// A 1×1, row or column repeated to `shape`.
  mutating func repeated(_ a: Ref, to shape: Shape) throws(GraphError) -> Ref {
    if self[a].shape == shape { return a }
    if let value = constantValue(a) { return try constant(value, shape) }
    return try apply(.repeated(shape), [a])
  }

  mutating func reshaped(_ a: Ref, to shape: Shape) throws(GraphError) -> Ref {
    if self[a].shape == shape { return a }
    if let value = constantValue(a) { return try constant(value, shape) }
    return try apply(.reshape(shape), [a])
  }

  mutating func sliced(_ a: Ref, _ block: Block) throws(GraphError) -> Ref {
    let shape = self[a].shape
    if block.shape == shape { return a }
    if let value = constantValue(a) { return try constant(value, block.shape) }
    if case .assemble = self[a].op, block.shape.isScalar, block.fits(in: shape) {
      return self[a].inputs[block.rows.lowerBound * shape.columns + block.columns.lowerBound]
    }
    return try apply(.slice(block), [a])
  }

  mutating func chosen(_ c: Ref, _ test: SignTest, _ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    let shapes = [self[c].shape, self[a].shape, self[b].shape]
    if isZero(a), isZero(b) {
      return try constant(.zero, shapes.first { !$0.isScalar } ?? .scalar)
    }
    return try apply(.choose(test), [c, a, b])
  }

  /// The adjoint of an input that was spread over all entries: their sum.
  mutating func gathered(_ dy: Ref, to shape: Shape) throws(GraphError) -> Ref {
    shape.isScalar ? try summed(dy, .all) : dy
  }

  /// The tangent of an input that is spread over all entries: itself at each.
  mutating func spread(_ dx: Ref, to shape: Shape) throws(GraphError) -> Ref {
    self[dx].shape.isScalar ? try repeated(dx, to: shape) : dx
  }
}
