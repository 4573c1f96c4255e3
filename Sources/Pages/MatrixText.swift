import Calculus
import MathML
import NoteSyntax

/// A number matrix as it is shown: aligned columns, the middle of a large one left out.
package struct MatrixText {
  /// Cells in rows; a scalar is one cell.
  private(set) var cells: [[NumberCell]] = []
  let isScalar: Bool
  /// `12×30`
  let shape: String
  /// Whether rows or columns are left out.
  let isElided: Bool

  package var rows: [[String]] { cells.map { $0.map(\.text) } }

  /// The cells that are marked, by place in `rows`.
  package var marked: Set<[Int]> {
    var places: Set<[Int]> = []
    for (row, cells) in cells.enumerated() {
      for (column, cell) in cells.enumerated() where cell.isMarked { places.insert([row, column]) }
    }
    return places
  }

  /// More rows or columns than this do not fit beside text.
  static let largestSide = 12

  /// - Parameters:
  ///   - differing: An entry to mark; it is shown whatever else is left out.
  ///   - isShaded: Whether cells tell by their shade how large they are.
  package init(
    _ matrix: Matrix<Double>, differing: (row: Int, column: Int)? = nil, isShaded: Bool = false
  ) {
    let height = matrix.shape.rows
    let width = matrix.shape.columns
    shape = matrix.shape.description
    isScalar = matrix.shape.isScalar
    isElided = max(height, width) > Self.largestSide
    let shownRows = Self.shown(height, keeping: differing?.row)
    let shownColumns = Self.shown(width, keeping: differing?.column)
    let largest = isShaded ? matrix.elements.lazy.map(\.magnitude).filter(\.isFinite).max() : nil
    let columns = shownColumns.map { column in
      column.map { Self.column(matrix, shownRows, $0, largest: largest) }
        ?? shownRows.map { NumberCell($0 == nil ? "⋱" : "⋯") }
    }
    cells = shownRows.indices.map { row in columns.map { $0[row] } }
    if let differing, let row = shownRows.firstIndex(of: differing.row),
      let column = shownColumns.firstIndex(of: differing.column)
    {
      cells[row][column].isMarked = true
    }
  }

  /// One column, with `⋮` where rows are left out.
  private static func column(
    _ matrix: Matrix<Double>, _ rows: [Int?], _ column: Int, largest: Double?
  ) -> [NumberCell] {
    let numbers = rows.compactMap { row in row.map { NumberText(matrix[$0, column] ?? .nan) } }
    var texts = NumberText.aligned(numbers)[...]
    return rows.map { row in
      guard let row, let text = texts.popFirst() else { return NumberCell("⋮") }
      var cell = NumberCell(matrix[row, column] ?? .nan, text)
      if let largest, largest > 0 { cell.shade = (matrix[row, column] ?? 0) / largest }
      return cell
    }
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

  /// `1, 0; −2, 0.3333`: for those who do not see the matrix.
  var words: String {
    rows.map { row in
      // Without the spaces that align numbers.
      row.map { $0.filter { $0 != "\u{2007}" && $0 != "\u{2008}" } }.joined(separator: ", ")
    }.joined(separator: "; ") + (isElided ? " (\(shape))" : "")
  }

  /// The matrix, in brackets, or the number, as an element of its own.
  var html: String { "<math alttext=\"\(escapedHTML(words))\">\(mathMLWithShape)</math>" }

  /// With the shape of what is not shown whole.
  var mathMLWithShape: String {
    guard isElided else { return mathML }
    return "<msub>\(mathML)<mtext class=\"gw-shape\">\(shape)</mtext></msub>"
  }

  /// The matrix, in brackets, or the number, as MathML to stand in a formula.
  var mathML: String {
    if isScalar, let cell = cells.first?.first { return numberMathML(cell) }
    return matrixMathML(rows: cells)
  }
}

extension NumberCell {
  /// `value`, written as `text`.
  init(_ value: Double, _ text: String) {
    self.init(text)
    isZero = value == 0
    let plain = NumberText(value)
    exact = plain.isExact(value) ? nil : NumberText.allDigits(of: value)
  }
}

/// A number as HTML outside formulas: with the digits behind it for those who point at it.
func numberHTML(_ value: Double, _ text: String? = nil) -> String {
  let cell = NumberCell(value, text ?? NumberText(value).text)
  let html = escapedHTML(cell.text)
  if cell.isZero { return "<span class=\"gw-zero\">\(html)</span>" }
  return cell.exact.map { "<span title=\"\(escapedHTML($0))\">\(html)</span>" } ?? html
}
