import Calculus
import Diagnostics

/// Sums, and what takes its shape from the other terms.
extension Lowering {
  mutating func negated(_ x: Value, _ range: SourceRange) throws(ElaborationError) -> Value {
    Value(try map(.negate, x.ref, range), x.axes, flexible: x.flexible)
  }

  mutating func sum(
    _ terms: [Expression.Term], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let lowered = try terms.mapEach { (term) throws(ElaborationError) in
      try lower(term.value, bindings)
    }
    var values = zip(diagonalTerms(lowered, bindings), terms).map {
      (value: $0, isNegative: $1.isNegative)
    }
    // What has a shape gives it to the rest: `I − 1 1ᵀ/n − u uᵀ`.
    values = values.filter { !$0.value.isOpen } + values.filter(\.value.isOpen)
    var total: Value?
    for (value, isNegative) in values {
      if let sum = total {
        total = try add(sum, value, negating: isNegative, range)
      } else {
        total = isNegative ? try negated(value, range) : value
      }
    }
    guard let total else { throw .notUnderstood("an empty sum", at: range) }
    return total
  }

  /// a + b or a − b; a scalar goes with every entry, an identity takes the other's shape.
  mutating func add(
    _ a: Value, _ b: Value, negating: Bool = false, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let op: Op = negating ? .subtract : .add
    let (a, b) = try broadcasting(a, b, range)
    if a.flexible == b.flexible {
      guard a.isScalar || b.isScalar || a.flexible != nil || a.hasSameShape(as: b) else {
        let verb =
          negating
          ? "subtract \(b.shapeText) from \(a.shapeText)" : "add \(a.shapeText) and \(b.shapeText)"
        throw ElaborationError(
          .illShaped, "cannot \(verb)", at: range, hint: broadcastHint(a, b))
      }
      pinLiterals(a, b)
      let axes = a.axes.isEmpty ? b.axes : a.axes
      return Value(try node(op, [a.ref, b.ref], range), axes, flexible: a.flexible)
    }
    let (x, y) = (try shaped(a, like: b, range), try shaped(b, like: a, range))
    guard x.flexible == nil, y.flexible == nil else {
      throw .notUnderstood("the shape of this sum is left open", at: range)
    }
    return try add(x, y, negating: negating, range)
  }

  /// An identity or a vector of ones in the shape that `other` asks for.
  mutating func shaped(
    _ value: Value, like other: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let flexible = value.flexible, other.flexible == nil else { return value }
    switch flexible {
    case .ones, .onesRow, .allOnes: return Value(value.ref)
    case .columns, .rows: return try spread(value, over: other, range)
    case .identity:
      guard other.axes.count == 2, other.rows.value == other.columns.value else {
        throw .illShaped("an identity stands beside \(other.shapeText)", at: range)
      }
      let identity = try build(range) { graph throws(GraphError) in
        try graph.identity(other.rows.value)
      }
      return Value(try node(.multiply, [value.ref, identity], range), other.axes)
    }
  }

  /// An identity, ones or zeros of this size.
  mutating func sized(
    _ inner: Expression, _ size: IndexTerm, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let axis = size.dimension(bindings.letters, sizes), axis.value >= 1 else {
      throw ElaborationError(.nonexistent, "a size that does not exist is used", at: range)
    }
    let value = try lower(inner, bindings)
    if value.flexible == .identity {
      let identity = try build(range) { graph throws(GraphError) in
        try graph.identity(axis.value)
      }
      return Value(identity, [axis, axis])
    }
    return Value(try node(.repeated(.column(axis.value)), [value.ref], range), [axis])
  }
}
