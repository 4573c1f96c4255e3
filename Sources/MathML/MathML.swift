import MathSyntax

/// The `<math>` element of a formula, in MathML Core. `tex` is its source, kept for copying
/// (`<annotation>`) and for readers that do not know MathML (`alttext`).
package func mathML(_ node: MathNode, display: Bool, tex: String) -> String {
  var writer = Writer()
  writer.raw(display ? "<math display=\"block\" alttext=\"" : "<math alttext=\"")
  writer.attributeText(tex)
  writer.raw("\"><semantics>")
  writer.slot(node)
  writer.raw("<annotation encoding=\"application/x-tex\">")
  writer.text(tex)
  writer.raw("</annotation></semantics></math>")
  return writer.string
}

/// The elements that show `node`, as one element: to stand in a `<math>` or one of its children.
package func mathML(_ node: MathNode) -> String {
  var writer = Writer()
  writer.slot(node)
  return writer.string
}
