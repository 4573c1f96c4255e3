import Execution
import NoteSyntax

/// Values in running text.
package enum InlineValueHTML {
  /// One number or matrix; of a family, all in their order.
  package static func values(_ values: [ShownValue]) -> String {
    values.map { value in
      let text = MatrixText(value.value)
      let words = text.rows.map { $0.map(trimmed).joined(separator: ", ") }.joined(separator: "; ")
      return
        "<span class=\"gw-inline\"><math alttext=\"\(escapedHTML(words))\">\(text.mathML)</math></span>"
    }.joined(separator: ", ")
  }

  /// Without the spaces that align numbers.
  private static func trimmed(_ text: String) -> String {
    text.filter { $0 != "\u{2007}" && $0 != "\u{2008}" }
  }
}
