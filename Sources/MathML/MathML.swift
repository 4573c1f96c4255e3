import MathSyntax

/// The `<math>` element of a formula, in MathML Core. `tex` is its source, kept for copying
/// (`<annotation>`) and for readers that do not know MathML (`alttext`).
package func mathML(
  _ node: MathNode, display: Bool, tex: String, numbering: Numbering = Numbering()
) -> String {
  let bytes = mathMLBytes(
    MathTree(node), display: display, tex: Array(tex.utf8), numbering: numbering)
  return String(decoding: bytes, as: UTF8.self)
}

/// The same as UTF-8.
package func mathMLBytes(
  _ tree: MathTree, display: Bool, tex: [UInt8], numbering: Numbering = Numbering()
) -> [UInt8] {
  // Markup is eight times as long as TeX, as a rule.
  var writer = Writer(tree, size: 256 + 10 * tex.count)
  writer.numbering = numbering
  writer.formula(display: display, tex: tex)
  return writer.bytes
}

/// The elements that show `node`, as one element: to stand in a `<math>` or one of its children.
package func mathML(_ node: MathNode) -> String {
  let tree = MathTree(node)
  var writer = Writer(tree)
  writer.slot(tree.root)
  return writer.string
}

extension Writer {
  fileprivate mutating func formula(display: Bool, tex: [UInt8]) {
    raw(display ? "<math display=\"block\"" : "<math")
    raw(numbering.tags == nil ? " alttext=\"" : " class=\"gw-tagged\" alttext=\"")
    source(tex, inAttribute: true)
    raw("\"><semantics>")
    if let tags = numbering.tags { numbered(tree.root, tags) } else { slot(tree.root) }
    raw("<annotation encoding=\"application/x-tex\">")
    source(tex, inAttribute: false)
    raw("</annotation></semantics></math>")
  }
}
