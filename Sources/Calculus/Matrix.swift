/// Numbers in rows and columns, row by row.
package struct Matrix<N: Sendable>: Sendable {
  package let shape: Shape
  /// Row-major; as many as the shape has entries.
  package let elements: [N]

  /// Nil where the shape has another number of entries.
  package init?(_ shape: Shape, _ elements: [N]) {
    guard shape.count == elements.count else { return nil }
    self.init(unchecked: shape, elements)
  }

  package init(scalar: N) { self.init(unchecked: .scalar, [scalar]) }

  init(unchecked shape: Shape, _ elements: [N]) {
    self.shape = shape
    self.elements = elements
  }

  /// The entry, counted from 0; nil outside the matrix.
  package subscript(row: Int, column: Int) -> N? {
    guard row >= 0, row < shape.rows, column >= 0, column < shape.columns else { return nil }
    return elements[row * shape.columns + column]
  }

  package func map<T: Sendable>(_ transform: (N) -> T) -> Matrix<T> {
    Matrix<T>(unchecked: shape, elements.map(transform))
  }
}

extension Matrix: Equatable where N: Equatable {}
extension Matrix: Hashable where N: Hashable {}
