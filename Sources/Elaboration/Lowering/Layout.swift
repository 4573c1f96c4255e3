/// Which way derivatives by arrays lie. Gradients (`∇_v u`) have the shape of `v` in all of them.
package enum Layout: String, Hashable, Sendable, CaseIterable {
  /// The derivative of a number has the shape of the variable; of a vector by a vector, rows are the
  /// numerator.
  case mixed
  /// Rows are the numerator throughout: the derivative of a number by a column is a row.
  case numerator
  /// Columns are the numerator throughout: the derivative of a column by a number is a row.
  case denominator
  /// As `mixed`, but the derivative of a number by a column is a row: Jacobians multiply from the left
  /// to the right, and gradients of matrices keep their shape.
  case rows

  /// Whether ∂u/∂v lies the other way than in the mixed layout.
  func transposes(_ u: Value, by v: Lowering.Variable) -> Bool {
    switch self {
    case .mixed: false
    case .numerator: u.isScalar && !v.isNumber
    case .denominator: !u.isScalar
    case .rows: u.isScalar && v.isColumn
    }
  }
}
