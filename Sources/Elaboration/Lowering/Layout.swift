/// Which way derivatives by arrays lie. Gradients (`∇_v u`) have the shape of `v` in all of them.
package enum Layout: String, Hashable, Sendable, CaseIterable {
  /// The derivative of a number has the shape of the variable; of a vector by a vector, rows are the
  /// numerator.
  case mixed
  /// Rows are the numerator throughout: the derivative of a number by a column is a row.
  case numerator
  /// Columns are the numerator throughout: the derivative of a column by a number is a row.
  case denominator
  /// As mixed, but the derivative of a number by a column is a row.
  case rows

  /// Whether ∂u/∂v lies the other way than in the mixed layout; `v` has so many axes.
  func transposes(_ u: Value, isByNumber: Bool, axes: Int) -> Bool {
    switch self {
    case .mixed: false
    case .numerator: u.isScalar && !isByNumber
    case .rows: u.isScalar && !isByNumber && axes == 1
    case .denominator: !u.isScalar
    }
  }
}
