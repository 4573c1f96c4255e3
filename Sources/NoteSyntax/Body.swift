import Diagnostics

/// What became of the body of a note.
struct Body {
  let elements: [NoteElement]
  let headings: [Heading]
  let template: Template
}

/// The body as cmark renders it, with nothing of ours. Safe mode leaves a comment where it drops
/// HTML.
func plainBody(_ bytes: [UInt8], allowHTML: Bool) -> Body {
  let html = CommonMark.html(bytes, allowHTML: allowHTML)
  return Body(
    elements: [], headings: [], template: Template(html, Marker(avoiding: html)))
}

/// The body of a note out of which our elements were lifted.
func body(of text: LiftedText, allowHTML: Bool) -> Body {
  var tree = CommonMark(text, allowHTML: allowHTML)
  let html = tree.render()
  var numbering = Numbering(tree.elements, text.marker)
  let template = numbering.renumber(html)
  return Body(elements: numbering.elements, headings: tree.headings, template: template)
}

/// Brings elements into source order, and gives links their content.
private struct Numbering {
  private(set) var elements: [NoteElement] = []
  private let marker: Marker
  /// New numbers by old ones.
  private var numbers: [Int: Int] = [:]

  init(_ elements: [Int: NoteElement], _ marker: Marker) {
    self.marker = marker
    let sorted = elements.sorted {
      ($0.value.range.lowerBound, $0.key) < ($1.value.range.lowerBound, $1.key)
    }
    for (new, old) in sorted.enumerated() {
      self.elements.append(old.value)
      numbers[old.key] = new
    }
  }

  mutating func renumber(_ html: [UInt8]) -> Template {
    var output: [UInt8] = []
    output.reserveCapacity(html.count)
    var copied = 0
    /// Where the content of the open link starts in the output.
    var contentStart: Int?
    for place in marker.places(in: html) {
      output += html[copied..<place.range.lowerBound]
      copied = place.range.upperBound
      guard let number = numbers[place.number] else { continue }
      if place.isEnd, case .math = elements[number] {
        output += marker.end(number)
      } else if place.isEnd {
        guard let start = contentStart, case .link(var link) = elements[number] else { continue }
        link.content = String(decoding: output[start...], as: UTF8.self)
        elements[number] = .link(link)
        output.removeSubrange(start...)
        contentStart = nil
      } else {
        output += marker.standIn(number)
        if case .link(let link) = elements[number], !link.isWikilink { contentStart = output.count }
      }
    }
    output += html[copied...]
    return Template(output, marker)
  }
}
