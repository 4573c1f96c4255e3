import Calculus
import Diagnostics

/// Derivatives by what is no name: `∂ℓ/∂σ^2`, `∂L/∂(Wx + b)`, `∂vec(Y)/∂vec(X)`.
extension Lowering {
  /// nil where `variable` is a name, or a formula that is a node of the net.
  mutating func derivative(
    of operand: Expression, byFormula variable: Expression, _ sign: DerivativeSign?,
    _ layout: Layout, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    if let (array, isTransposed) = variable.vectorized {
      return try derivative(of: operand, byEntriesOf: array, isTransposed, sign, bindings, range)
    }
    guard let number = soleNumber(in: variable, bindings) else { return nil }
    // By the chain rule, wherever the formula is strictly monotonic in its one number.
    let above = Expression(.derivative(of: operand, by: [number], sign ?? .partial), at: range)
    let below = Expression(
      .derivative(of: variable, by: [number], .straight), at: variable.range)
    return try quotient(lower(above, bindings), lower(below, bindings), range)
  }

  /// The one number that a formula is made of: `σ` in `σ^2`, `\log σ`.
  private mutating func soleNumber(in formula: Expression, _ bindings: Bindings) -> Expression? {
    switch formula.kind {
    case .power, .call, .quotient, .negated, .product, .sum: break
    default: return nil
    }
    let names = formula.names
    guard let name = names.first, names.allSatisfy({ $0.kind == name.kind }),
      (try? nodeDefined(as: formula, bindings)) == .some(nil),
      (try? lower(name, bindings))?.isScalar ?? false,
      (try? lower(formula, bindings))?.isScalar ?? false
    else { return nil }
    return name
  }

  /// The array that the net defines by this formula: `z` for `W x + b`.
  mutating func nodeDefined(
    as formula: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> Value? {
    let value = try lower(formula, bindings)
    guard value.flexible == nil else { return nil }
    let found = members.values.filter { member in
      if case .named = graph.op(of: member.value.ref) {
        return graph[member.value.ref].inputs.first == value.ref
      }
      return false
    }
    return found.count == 1 ? found[0].value : nil
  }

  /// By the entries of a matrix, its columns below one another.
  private mutating func derivative(
    of operand: Expression, byEntriesOf array: Expression, _ isTransposed: Bool,
    _ sign: DerivativeSign?, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let (u, v) = (try lower(operand, bindings), try variable(array, bindings))
    guard u.flexible == nil, !v.isTransposed, v.position == nil, v.parts.isEmpty,
      v.whole.axes.count == 2, u.axes.count < 2, let length = v.whole.rows * v.whole.columns
    else { throw .notUnderstood("this derivative is not understood", at: range) }
    let way = try way(from: v, to: u, operand, array, sign, bindings, range)
    guard let jacobian = try jacobian(u, along: way, range) else { throw independent(range) }
    let (rows, columns) = (v.whole.rows.value, v.whole.columns.value)
    let ordered = try (0..<(rows * columns)).map { ($0 % rows) * columns + $0 / rows }.mapEach {
      (place) throws(ElaborationError) in
      try node(.slice(.column(place, of: graph.shape(of: jacobian))), [jacobian], range)
    }
    let sides = ordered.count == 1 ? ordered[0] : try node(.beside, ordered, range)
    guard u.isScalar else { return Value(sides, rows: u.rows, columns: length) }
    if isTransposed { return Value(sides, rows: .one, columns: length) }
    return Value(try node(.transpose, [sides], range), [length])
  }
}

extension Expression {
  /// `vec(X)`, lying or standing.
  fileprivate var vectorized: (array: Expression, isTransposed: Bool)? {
    switch kind {
    case .call(.vec, let arguments) where arguments.count == 1: return (arguments[0], false)
    case .transpose(let inner): return inner.vectorized.map { ($0.array, !$0.isTransposed) }
    default: return nil
    }
  }

  /// The uses of names in it.
  fileprivate var names: [Expression] {
    switch kind {
    case .reference, .formal: [self]
    case .entries(let inner, _):
      if case .reference = inner.kind { [self] } else { inner.names }
    default: children.flatMap(\.names)
    }
  }
}
