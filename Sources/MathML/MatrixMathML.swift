/// A number of a matrix as it is shown.
package struct NumberCell: Hashable, Sendable {
  /// Formatted already, with the spaces that align it.
  package var text: String
  /// What is behind rounded digits, for those who point at them.
  package var exact: String?
  package var isZero = false
  /// Gets the class `gw-differs`.
  package var isMarked = false
  /// From −1 to 1: how large the number is beside the largest one; nil where cells are not shaded.
  package var shade: Double?

  package init(_ text: String) { self.text = text }
}

/// A matrix of numbers in brackets.
package func matrixMathML(rows: [[NumberCell]]) -> String {
  var writer = Writer()
  writer.raw("<mrow>")
  writer.fence(0x5B, "prefix")
  writer.raw("<mtable class=\"gw-numbers\">")
  for row in rows {
    writer.raw("<mtr>")
    for cell in row {
      writer.cell(cell)
      writer.number(cell)
      writer.raw("</mtd>")
    }
    writer.raw("</mtr>")
  }
  writer.raw("</mtable>")
  writer.fence(0x5D, "postfix")
  writer.raw("</mrow>")
  return writer.string
}

/// A number on its own.
package func numberMathML(_ cell: NumberCell) -> String {
  var writer = Writer()
  writer.number(cell)
  return writer.string
}

extension Writer {
  fileprivate mutating func cell(_ cell: NumberCell) {
    switch (cell.isMarked, cell.isZero) {
    case (true, _): raw("<mtd class=\"gw-differs\"")
    case (false, true): raw("<mtd class=\"gw-zero\"")
    case (false, false):
      guard let shade = cell.shade, shade != 0 else { return raw("<mtd>") }
      raw(shade < 0 ? "<mtd class=\"gw-shade gw-minus\"" : "<mtd class=\"gw-shade gw-plus\"")
      element(" style=\"--shade:", Self.em(shade.magnitude), "\"")
    }
    raw(">")
  }

  /// A number, or dots for what was left out. MathML has no titles of its own, but HTML may stand in
  /// its tokens.
  fileprivate mutating func number(_ cell: NumberCell) {
    switch cell.text {
    case "⋯", "⋮", "⋱", "…": return element("<mo>", cell.text, "</mo>")
    default: break
    }
    guard let exact = cell.exact else { return element("<mn>", cell.text, "</mn>") }
    raw("<mn><span title=\"")
    attributeText(exact)
    element("\">", cell.text, "</span></mn>")
  }
}
