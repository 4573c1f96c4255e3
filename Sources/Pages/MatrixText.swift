import Calculus
import MathML
import NoteSyntax

/// A number matrix as it is shown: aligned columns, the middle of a large one left out.
package struct MatrixText {
  /// Cells in rows; a scalar is one cell.
  package private(set) var rows: [[String]] = []
  /// The cells to be marked, by place in `rows`.
  package private(set) var marked: Set<[Int]> = []
  let isScalar: Bool
  /// `12×30`
  let shape: String

  /// More rows or columns than this do not fit beside text.
  static let largestSide = 12

  /// - Parameter differing: An entry to mark; it is shown whatever else is left out.
  package init(_ matrix: Matrix<Double>, differing: (row: Int, column: Int)? = nil) {
    let height = matrix.shape.rows
    let width = matrix.shape.columns
    shape = matrix.shape.description
    isScalar = matrix.shape.isScalar
    let shownRows = Self.shown(height, keeping: differing?.row)
    let shownColumns = Self.shown(width, keeping: differing?.column)
    let columns = shownColumns.map { column in
      column.map { Self.cells(matrix, shownRows, column: $0) }
        ?? shownRows.map { $0 == nil ? "⋱" : "⋯" }
    }
    rows = shownRows.indices.map { row in columns.map { $0[row] } }
    if let differing, let row = shownRows.firstIndex(of: differing.row),
      let column = shownColumns.firstIndex(of: differing.column)
    {
      marked = [[row, column]]
    }
  }

  /// One column, with `⋮` where rows are left out.
  private static func cells(_ matrix: Matrix<Double>, _ rows: [Int?], column: Int) -> [String] {
    let numbers = rows.compactMap { row in row.map { NumberText(matrix[$0, column] ?? .nan) } }
    var texts = NumberText.aligned(numbers)[...]
    return rows.map { $0 == nil ? "⋮" : texts.popFirst() ?? "" }
  }

  /// The rows or columns to show; nil stands for those that are left out.
  private static func shown(_ count: Int, keeping kept: Int?) -> [Int?] {
    guard count > largestSide else { return Array(0..<count) }
    let ends = [0, 1, 2, 3, count - 2, count - 1]
    var shown: [Int?] = []
    for index in Set(ends + [kept ?? 0]).sorted() {
      if let last = shown.last ?? nil, index > last + 1 { shown.append(nil) }
      shown.append(index)
    }
    return shown
  }

  /// The matrix, in brackets, or the number, as MathML to stand in a formula.
  var mathML: String {
    if isScalar, let cell = rows.first?.first { return "<mn>\(escapedHTML(cell))</mn>" }
    return matrixMathML(rows: rows, marked: marked)
  }
}
