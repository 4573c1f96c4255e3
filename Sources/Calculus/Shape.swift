/// The extent of a matrix. A scalar is 1×1, a vector is a column n×1.
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  package let rows: Int
  package let columns: Int

  /// A negative extent counts as 0.
  package init(_ rows: Int, _ columns: Int) {
    self.rows = max(rows, 0)
    self.columns = max(columns, 0)
  }

  package static let scalar = Shape(1, 1)

  package static func column(_ rows: Int) -> Shape { Shape(rows, 1) }

  /// Number of entries, `Int.max` where that does not fit.
  package var count: Int {
    let (product, overflow) = rows.multipliedReportingOverflow(by: columns)
    return overflow ? .max : product
  }

  package var isScalar: Bool { rows == 1 && columns == 1 }
  package var isSquare: Bool { rows == columns }
  package var transposed: Shape { Shape(columns, rows) }

  /// `3×4`.
  package var description: String { "\(rows)×\(columns)" }
}
