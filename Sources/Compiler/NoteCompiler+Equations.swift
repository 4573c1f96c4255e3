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
    hasLabels = spans.contains { $0.source.bytes.contains("\\label") }
    guard hasLabels else { return }
    var macros = macros
    var numbers = EquationNumbers()
    for span in spans {
      let formula = parseMath(span.source, dialect: .tex, macros: &macros).0
      if span.display { _ = numbers.number(formula) }
    }
    labels = numbers.byLabel
  }

  /// The `<math>` element; a link where the formula is a reference and nothing else.
  mutating func markup(of formula: MathNode, _ span: MathSpan) -> [UInt8] {
    let tags = span.display ? equations.number(formula) : nil
    if !span.display, formula.row.count == 1, let reference = formula.row[0].references.first,
      let number = labels[reference.label]
    {
      let isBare = reference.node.kind == .annotation(.bareReference(reference.label))
      let link = ReferenceHTML.link(
        "#" + Numbering.anchor(of: reference.label), title: "",
        content: escapedHTML(isBare ? number : "(\(number))"))
      return Array(link.utf8)
    }
    return mathMLBytes(
      described(formula), display: span.display, tex: span.source.bytes,
      numbering: Numbering(tags: tags, labels: labels))
  }

  /// Reports references to labels that no display of the note has.
  mutating func reportUnknownLabels(in formula: MathNode, _ span: MathSpan) {
    guard span.source.bytes.contains("ref") else { return }
    for (label, node) in formula.references where labels[label] == nil {
      let nearest = nearestName(to: label, among: labels.keys.sorted())
      diagnostics.append(.unknownLabel(label, nearest: nearest, at: node.range))
    }
  }
}

extension [UInt8] {
  /// Whether `text`, at least one byte, stands somewhere in it.
  fileprivate func contains(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      withUnsafeBufferPointer { bytes in
        bytes.indices.contains { place in
          bytes[place] == text[0] && bytes[place...].starts(with: text)
        }
      }
    }
  }
}
