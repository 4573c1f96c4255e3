import Diagnostics

/// What became of the body of a note.
struct Body {
  let elements: [NoteElement]
  let headings: [Heading]
  let anchors: Anchors
  let template: Template
  var diagnostics: [Diagnostic] = []
}

/// The body as cmark renders it, with nothing of ours. Safe mode leaves a comment where it drops
/// HTML.
func plainBody(_ bytes: [UInt8], allowHTML: Bool) -> Body {
  let html = CommonMark.html(bytes, allowHTML: allowHTML)
  return Body(
    elements: [], headings: [], anchors: Anchors(), template: Template(html, Marker(avoiding: html))
  )
}

/// The body of a note out of which our elements were lifted.
func body(of text: LiftedText, allowHTML: Bool) -> Body {
  var tree = CommonMark(text, allowHTML: allowHTML)
  let html = tree.render()
  var numbering = Numbering(tree, text.marker)
  let template = numbering.renumber(html)
  let headings = tree.headings.map { heading in
    Heading(
      level: heading.level, text: heading.text, id: heading.id,
      content: numbering.renumber(heading.html))
  }
  return Body(
    elements: numbering.elements, headings: headings, anchors: tree.anchors, template: template,
    diagnostics: tree.diagnostics)
}

/// Brings elements into source order, and puts links' content, HTML and attributes in their places.
private struct Numbering {
  private(set) var elements: [NoteElement]
  private let fragments: NumberTable<[UInt8]>
  private let attributes: NumberTable<[UInt8]>
  private let marker: Marker
  /// New numbers by old ones.
  private var numbers: NumberTable<Int>
  private var output: [UInt8] = []
  /// Where the content of the open link starts in the output.
  private var contentStart: Int?

  init(_ tree: CommonMark, _ marker: Marker) {
    self.marker = marker
    fragments = tree.fragments
    attributes = tree.attributes
    let sorted = tree.elements.numbers
      .map { (start: tree.elements[$0]?.range.lowerBound ?? 0, number: $0) }
      .sorted { ($0.start, $0.number) < ($1.start, $1.number) }
    elements = sorted.compactMap { tree.elements[$0.number] }
    numbers = NumberTable(count: tree.text.lifts.count)
    for (new, old) in sorted.enumerated() { numbers[old.number] = new }
  }

  mutating func renumber(_ html: [UInt8]) -> Template {
    output = []
    output.reserveCapacity(html.count)
    var copied = 0
    for place in marker.places(in: html) {
      output += html[copied..<place.range.lowerBound]
      copied = place.range.upperBound
      if let number = numbers[place.number] {
        write(number, isEnd: place.isEnd)
      } else if let fragment = fragments[place.number] {
        output += fragment
      } else if let attribute = attributes[place.number] {
        write(attribute)
      }
    }
    output += html[copied...]
    return Template(output, marker)
  }

  private mutating func write(_ number: Int, isEnd: Bool) {
    if isEnd {
      guard case .link(var link) = elements[number] else {
        // What is said about a formula or a value, below its paragraph.
        output += marker.end(number)
        return
      }
      guard let start = contentStart else { return }
      link.content = String(decoding: output[start...], as: UTF8.self)
      elements[number] = .link(link)
      output.removeSubrange(start...)
      contentStart = nil
    } else {
      marker.appendStandIn(number, to: &output)
      if case .link(let link) = elements[number], !link.isWikilink { contentStart = output.count }
    }
  }

  /// Writes an attribute into the tag before it; in a tight list a paragraph has none.
  private mutating func write(_ attribute: [UInt8]) {
    if output.last == UInt8(ascii: ">") {
      output.removeLast()
      output += attribute + [UInt8(ascii: ">")]
    } else {
      output += Array("<span".utf8) + attribute + "></span>".utf8
    }
  }
}
