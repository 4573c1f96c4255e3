import MathSyntax

/// The `<math>` element of a formula, in MathML Core. `tex` is its source, kept for copying
/// (`<annotation>`) and for readers that do not know MathML (`alttext`).
package func mathML(
  _ node: MathNode, display: Bool, tex: String, numbering: Numbering = Numbering()
) -> String {
  // Markup is eight times as long as TeX, as a rule.
  var writer = Writer(size: 256 + 10 * tex.utf8.count)
  writer.numbering = numbering
  writer.formula(node, display: display, tex: tex)
  return writer.string
}

/// The same, put behind what `bytes` holds already.
package func appendMathML(
  _ node: MathNode, display: Bool, tex: String, to bytes: inout [UInt8]
) {
  var writer = Writer(size: 256 + 10 * tex.utf8.count)
  writer.formula(node, display: display, tex: tex)
  writer.append(to: &bytes)
}

/// The elements that show `node`, as one element: to stand in a `<math>` or one of its children.
package func mathML(_ node: MathNode) -> String {
  var writer = Writer()
  writer.slot(node)
  return writer.string
}

extension Writer {
  fileprivate mutating func formula(_ node: MathNode, display: Bool, tex: String) {
    raw(display ? "<math display=\"block\"" : "<math")
    raw(numbering.tags == nil ? " alttext=\"" : " class=\"gw-tagged\" alttext=\"")
    attributeText(tex)
    raw("\"><semantics>")
    if let tags = numbering.tags { numbered(node, tags) } else { slot(node) }
    element("<annotation encoding=\"application/x-tex\">", tex, "</annotation>")
    raw("</semantics></math>")
  }
}
