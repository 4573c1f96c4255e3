import Diagnostics

/// How a note is read.
package struct NoteOptions: Hashable, Sendable {
  /// Whether anything but CommonMark is understood: front matter, math, `net` blocks, wikilinks.
  package var extensions: Bool
  /// Whether raw HTML is kept.
  package var allowHTML: Bool

  package init(extensions: Bool = true, allowHTML: Bool = false) {
    self.extensions = extensions
    self.allowHTML = allowHTML
  }
}

/// A note as it was read: its front matter, what it is made of besides Markdown, and its HTML.
package struct Note: Sendable {
  /// The text that all ranges are about: that of the file, with invalid UTF-8 replaced.
  package let file: SourceFile
  package let frontMatter: FrontMatter
  /// In source order.
  package let elements: [NoteElement]
  /// In source order.
  package let headings: [Heading]
  /// What links to this note may name.
  package let anchors: Anchors
  private let template: Template

  init(_ file: SourceFile, _ frontMatter: FrontMatter, _ body: Body) {
    self.file = file
    self.frontMatter = frontMatter
    elements = body.elements
    headings = body.headings
    anchors = body.anchors
    template = body.template
  }

  /// The text of the first heading, if there is one.
  package var firstHeading: String? { headings.first?.text }

  /// The HTML of the body, in UTF-8. `render` gives what stands for an element, by its place in `elements`;
  /// `below` what stands below the paragraph or heading that a formula is in.
  package func html(
    _ render: (Int, NoteElement) -> [UInt8], below: (Int, NoteElement) -> [UInt8] = { _, _ in [] }
  ) -> [UInt8] {
    filled(template, render, below)
  }

  /// The content of a heading as HTML, with formulas as `render` gives them.
  package func html(of heading: Heading, _ render: (Int, NoteElement) -> [UInt8]) -> [UInt8] {
    filled(heading.content, render) { _, _ in [] }
  }

  private func filled(
    _ template: Template, _ render: (Int, NoteElement) -> [UInt8],
    _ below: (Int, NoteElement) -> [UInt8]
  ) -> [UInt8] {
    template.filled { index, isBelow in
      guard elements.indices.contains(index) else { return [] }
      return isBelow ? below(index, elements[index]) : render(index, elements[index])
    }
  }
}

package struct Heading: Sendable {
  /// From 1 to 6.
  package let level: Int
  /// Without marks; formulas as they were written.
  package let text: String
  package let id: String
  /// The text as HTML, with holes for formulas.
  let content: Template
}

/// Bytes that a note may have: what is larger is not read.
package let largestNote = 10_000_000

/// Reads a note. Never fails: what is wrong becomes a diagnostic, and the rest is read on.
package func parseNote(_ file: SourceFile, options: NoteOptions) -> (Note, [Diagnostic]) {
  guard file.bytes.count <= largestNote else {
    let (empty, _) = parseNote(SourceFile(path: file.path, bytes: []), options: options)
    return (empty, [.noteTooLarge])
  }
  let (file, invalid) = repaired(file)
  var diagnostics = invalid
  guard options.extensions else {
    let body = plainBody(file.bytes, allowHTML: options.allowHTML)
    return (Note(file, FrontMatter(), body), diagnostics)
  }
  let (frontMatter, bodyStart, problems) = parseFrontMatter(file)
  diagnostics += problems
  var scanner = BlockScanner(file, from: bodyStart)
  scanner.run()
  diagnostics += scanner.lifts.diagnostics
  let lifts = undoingEscapes(scanner.lifts.all, in: file)
  let lifted = LiftedText(file, from: bodyStart, lifts)
  let body = body(of: lifted, allowHTML: options.allowHTML)
  return (Note(file, frontMatter, body), diagnostics + body.diagnostics)
}
