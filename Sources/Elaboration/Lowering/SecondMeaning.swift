import Calculus
import Diagnostics

/// What a sign of the statement means to some between matrices. Each is tried where the usual meaning fails.
package enum SecondMeaning: CaseIterable, Hashable, Sendable {
  /// `A - λ` with the number on the diagonal.
  case diagonal
  /// `A/B` as `A B^{-1}`.
  case inverse
  /// `A ∘ B` as the product.
  case composition
  /// `a × b` of vectors in space.
  case cross
  /// `[A, B]` as `A B - B A`.
  case commutator

  package var reading: String {
    switch self {
    case .diagonal: "with a number beside a matrix on the diagonal"
    case .inverse: "with a quotient by a matrix as a product with its inverse"
    case .composition: "with `∘` as the product of matrices"
    case .cross: "with `×` as the cross product"
    case .commutator: "with `[A, B]` as the commutator"
    }
  }
}

extension Lowering {
  /// Notes that the statement can have this meaning, and whether it is to have it.
  private mutating func takes(_ meaning: SecondMeaning, _ bindings: Bindings) -> Bool {
    guard bindings.isStatement else { return false }
    metMeanings.insert(meaning)
    return secondMeanings.contains(meaning)
  }

  /// The terms of a sum, numbers beside a square matrix as multiples of the identity.
  mutating func diagonalTerms(_ values: [Value], _ bindings: Bindings) -> [Value] {
    guard values.contains(where: \.isScalar), values.contains(where: \.isNamedSquare),
      takes(.diagonal, bindings)
    else { return values }
    return values.map { $0.isScalar ? Value($0.ref, flexible: .identity) : $0 }
  }

  /// `a b⁻¹`; nil where the quotient is one of entries.
  mutating func quotientOfMatrices(
    _ a: Value, _ b: Value, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    guard b.isNamedSquare, takes(.inverse, bindings) else { return nil }
    return try multiply(a, inverse(b, range), range)
  }

  /// The product of matrices or the cross product; nil where the sign has its usual meaning.
  mutating func secondProduct(
    _ sign: ProductSign, _ a: Value, _ b: Value, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    if sign == .circle, a.isMatrix, b.isMatrix, a.columns.value == b.rows.value,
      takes(.composition, bindings)
    {
      return try multiply(a, b, range)
    }
    let areInSpace = [a, b].allSatisfy { $0.axes.count == 1 && $0.rows.value == 3 && !$0.isOpen }
    guard sign == .cross, areInSpace, takes(.cross, bindings) else { return nil }
    pin(a.rows)
    pin(b.rows)
    let ref = try build(range) { graph throws(GraphError) in try graph.crossProduct(a.ref, b.ref) }
    return Value(ref, a.axes)
  }

  /// `A B − B A`; nil where brackets put blocks side by side.
  mutating func commutator(
    _ cells: [[Value]], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    guard cells.count == 1, cells[0].count == 2, cells[0].allSatisfy(\.isNamedSquare),
      takes(.commutator, bindings)
    else { return nil }
    let (a, b) = (cells[0][0], cells[0][1])
    return try add(multiply(a, b, range), multiply(b, a, range), negating: true, range)
  }
}

extension Graph {
  /// a × b of columns of 3.
  fileprivate mutating func crossProduct(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    var cells: [Ref] = []
    for (i, j) in [(1, 2), (2, 0), (0, 1)] {
      let first = try apply(.multiply, [entry(a, i, 0), entry(b, j, 0)])
      let second = try apply(.multiply, [entry(a, j, 0), entry(b, i, 0)])
      cells.append(try apply(.subtract, [first, second]))
    }
    return try apply(.assemble(.column(3)), cells)
  }
}
