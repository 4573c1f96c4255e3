import Diagnostics
import NoteSyntax

func parse(
  _ text: String, extensions: Bool = true, allowHTML: Bool = false
) -> (note: Note, diagnostics: [Diagnostic]) {
  let options = NoteOptions(extensions: extensions, allowHTML: allowHTML)
  return parseNote(SourceFile(path: "note.md", text: text), options: options)
}

/// The note with formulas and blocks as `⟨…⟩`, links and images as they were written, and headings
/// without their ids.
func html(of note: Note) -> String {
  let html = note.html { _, element in
    let text =
      switch element {
      case .math(let span): "⟨\(span.source.text)⟩"
      case .block(let block): "⟨net \(block.info)⟩"
      case .directive: "⟨directive⟩"
      case .image(let image): image.html()
      case .link(let link): link.html()
      case .embed(let embed): "⟨embed \(embed.target)⟩"
      case .value(let value): "⟨value \(value.source.text)⟩"
      }
    return Array(text.utf8)
  }
  return withoutHeadingIDs(String(decoding: html, as: UTF8.self))
}

/// `html` without the ids that headings get.
private func withoutHeadingIDs(_ html: String) -> String {
  html.replacing(/(<h[1-6]) id="[^"]*"/) { $0.output.1 }
}

/// An element as a line of text; line breaks are shown as `↵`.
func describe(_ element: NoteElement) -> String {
  let line =
    switch element {
    case .math(let span):
      (span.isEnvironment ? "environment " : span.display ? "display " : "inline ")
        + span.source.text
    case .block(let block): "net [\(block.info)] " + block.source.text
    case .directive(let directive): "directive " + directive.text
    case .image(let image):
      "image \(image.target) [\(image.alt)]" + (image.size?.attributes ?? "")
    case .link(let link):
      "link \(link.target)" + (link.fragment.map { "#" + $0 } ?? "") + " [\(link.content)]"
    case .embed(let embed):
      "embed \(embed.target)" + (embed.fragment.map { "#" + $0 } ?? "")
    case .value(let value): "value " + value.source.text
    }
  // Holes in the content of a link are numbers between two characters for private use.
  let plain = String(
    String.UnicodeScalarView(line.unicodeScalars.filter { !(0xE000...0xF8FF).contains($0.value) }))
  return plain.replacing("\n", with: "↵")
}

/// What was found in `text`, a line each: elements, then the codes of diagnostics with their lines.
func findings(in text: String) -> String {
  let (note, diagnostics) = parse(text)
  let warnings = diagnostics.map {
    "\($0.severity) \($0.code) \(note.file.location(of: $0.range.lowerBound).line)"
  }
  return (note.elements.map(describe) + warnings).map { $0 + "\n" }.joined()
}
