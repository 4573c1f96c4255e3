import Diagnostics
import MathML
import MathSyntax
import NoteSyntax
import Pages

extension NoteCompiler {
  /// Reads all labels of the note: a reference may stand before what it names.
  mutating func readLabels() {
    let spans = note.elements.compactMap { element -> MathSpan? in
      if case .math(let span) = element { span } else { nil }
    }
    hasLabels = spans.contains(where: \.mayHaveLabel)
    guard hasLabels else { return }
    var macros = macros
    var numbers = EquationNumbers()
    for span in spans {
      let formula = parseMathTree(span.source, dialect: .tex, macros: &macros).0
      if span.display { _ = numbers.number(formula) }
    }
    labels = numbers.byLabel
  }

  /// The `<math>` element; a link where the formula is a reference and nothing else.
  mutating func markup(of formula: MathTree, _ span: MathSpan) -> [UInt8] {
    let tags = span.display ? withNamesOnce(equations.number(formula)) : nil
    if !span.display, !formula.annotations.isEmpty, let link = link(formula.mathNode) {
      return Array(link.utf8)
    }
    return mathMLBytes(
      described(formula), display: span.display, tex: span.source.bytes,
      numbering: Numbering(tags: tags, labels: labels))
  }

  /// Without the labels that something on the page has already: no two elements may have one id.
  private mutating func withNamesOnce(_ tags: EquationTags?) -> EquationTags? {
    switch tags {
    case .whole(let tag): .whole(withNameOnce(tag))
    case .lines(let tags): .lines(tags.map { tag in tag.map { withNameOnce($0) } })
    case nil: nil
    }
  }

  private mutating func withNameOnce(_ tag: EquationTag) -> EquationTag {
    guard let label = tag.label, !namedAnchors.insert(Numbering.anchor(of: label)).inserted else {
      return tag
    }
    var unnamed = tag
    unnamed.label = nil
    return unnamed
  }

  /// A link where the formula is a reference and nothing else.
  private func link(_ formula: MathNode) -> String? {
    guard formula.row.count == 1, let reference = formula.row[0].references.first,
      let number = labels[reference.label]
    else { return nil }
    let isBare = reference.node.kind == .annotation(.bareReference(reference.label))
    return ReferenceHTML.link(
      foreignLinks[reference.label] ?? "#" + NotePath.url(Numbering.anchor(of: reference.label)),
      title: "",
      content: escapedHTML(isBare ? number : "(\(number))"))
  }

  /// Reports references to labels that no display of the note has.
  mutating func reportUnknownLabels(in formula: MathTree, _ span: MathSpan) {
    guard !formula.annotations.isEmpty else { return }
    for (label, node) in formula.mathNode.references where labels[label] == nil {
      if findForeignLabel(label) { continue }
      let nearest = guesses.nearest(to: label, among: labels.keys.sorted())
      diagnostics.append(.unknownLabel(label, nearest: nearest, at: node.range))
    }
  }
}
