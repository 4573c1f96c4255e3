import Execution
import NoteSyntax

/// Values in running text.
package enum InlineValueHTML {
  /// What has no value: its source, with a sign that says so.
  package static func missing(_ source: String) -> String {
    "<span class=\"gw-checked\"><code class=\"gw-missing\">\(escapedHTML("net: " + source))</code>"
      + "<span class=\"gw-sign gw-fails\" role=\"img\" aria-label=\"no value\" title=\"no value\">"
      + "✗</span></span>"
  }

  /// One number or matrix; of a family, all in their order.
  package static func values(_ values: [ShownValue]) -> String {
    values.map { value in
      let text = MatrixText(value.value)
      return "<span class=\"\(text.isScalar ? "gw-inline" : "gw-wide")\">\(text.html)</span>"
    }.joined(separator: ", ")
  }
}
