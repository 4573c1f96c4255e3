import NoteSyntax

/// A clause of a diagnostic as HTML: what stands between backticks becomes code.
package func prose(_ text: String) -> String {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false)
  // A last backtick without a partner is itself.
  let unpaired = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
  var html = ""
  for (index, part) in parts.enumerated() {
    let text = escapedHTML(String(part))
    if index == unpaired {
      html += "`" + text
    } else {
      html += index.isMultiple(of: 2) ? text : "<code>\(text)</code>"
    }
  }
  return html
}
