/// A matrix of numbers in brackets; the cells are formatted already. `marked` holds the
/// `[row, column]` pairs, counted from 0, that get the class `gw-differs`.
package func matrixMathML(rows: [[String]], marked: Set<[Int]> = []) -> String {
  var writer = Writer()
  writer.raw("<mrow>")
  writer.fence("[", "prefix")
  writer.raw("<mtable class=\"gw-numbers\">")
  for (rowIndex, row) in rows.enumerated() {
    writer.raw("<mtr>")
    for (column, cell) in row.enumerated() {
      let isMarked = !marked.isEmpty && marked.contains([rowIndex, column])
      writer.raw(isMarked ? "<mtd class=\"gw-differs\">" : "<mtd>")
      writer.number(cell)
      writer.raw("</mtd>")
    }
    writer.raw("</mtr>")
  }
  writer.raw("</mtable>")
  writer.fence("]", "postfix")
  writer.raw("</mrow>")
  return writer.string
}

extension Writer {
  /// A number with a proper minus sign, or dots for what was left out.
  fileprivate mutating func number(_ cell: String) {
    switch cell {
    case "⋯", "⋮", "⋱", "…": element("<mo>", cell, "</mo>")
    case _ where cell.hasPrefix("-"): element("<mn>", "−" + cell.dropFirst(), "</mn>")
    default: element("<mn>", cell, "</mn>")
    }
  }
}
