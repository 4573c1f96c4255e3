/// What stands under a heading, as plain text; what may be long is UTF-8.
package struct TextSection: Hashable, Sendable {
  /// The id of the heading; nil above the first one.
  package let id: String?
  package let heading: String
  /// Without formulas, blanks between words once.
  package let text: [UInt8]
  /// The formulas as they were written, a blank between them.
  package let tex: [UInt8]
}

extension Note {
  /// The text of the note by its headings.
  ///
  /// - Parameter links: The HTML of a link, by its place among the elements.
  package func sections(links: (Int) -> [UInt8]) -> [TextSection] {
    let html = html { index, element in
      switch element {
      case .math: FormulaMark.bytes(of: index)
      case .link: links(index)
      default: [space]
      }
    }
    var reader = TextReader(note: self)
    reader.read(html)
    return reader.sections
  }
}

/// A formula in HTML: a zero, which no HTML has that came from text, and its number in bytes of six bits, so that it is
/// ASCII; four are enough for more formulas than a note has bytes.
private enum FormulaMark {
  static let length = 5

  static func bytes(of number: Int) -> [UInt8] {
    [0, digit(number >> 18), digit(number >> 12), digit(number >> 6), digit(number)]
  }

  private static func digit(_ number: Int) -> UInt8 { 0x40 | UInt8(number & 0x3F) }

  static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.dropFirst().reduce(0) { $0 << 6 | Int($1 & 0x3F) }
  }
}

/// Takes the text out of HTML that cmark wrote.
private struct TextReader {
  let note: Note
  var sections: [TextSection] = []
  private var headings = 0
  private var text: [UInt8] = []
  private var tex: [UInt8] = []

  init(note: Note) { self.note = note }

  mutating func read(_ html: [UInt8]) {
    var position = 0
    while position < html.count {
      switch html[position] {
      case UInt8(ascii: "<"): position = readTag(html, at: position)
      case 0: position = readFormula(html, at: position)
      case UInt8(ascii: "&"): position = readEntity(html, at: position)
      case let byte where byte <= space:
        add(byte)
        position += 1
      default: position = readWords(html, at: position)
      }
    }
    close()
  }

  /// Takes words up to the next sign of HTML, or up to more than a blank between two of them.
  private mutating func readWords(_ html: [UInt8], at start: Int) -> Int {
    html.withUnsafeBufferPointer { html in
      var end = start + 1
      var isBehindBlank = false
      while end < html.count {
        let isBlank = html[end] == space
        guard isBlank ? !isBehindBlank : Self.isOfWord(html[end]) else { break }
        isBehindBlank = isBlank
        end += 1
      }
      text.append(contentsOf: html[start..<end])
      return end
    }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte > space && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&")
  }

  private mutating func add(_ byte: UInt8) {
    if byte > space {
      text.append(byte)
    } else if text.last != space, !text.isEmpty {
      text.append(space)
    }
  }

  /// Ends the section that is open, if there is anything in it.
  private mutating func close() {
    if text.last == space { text.removeLast() }
    let heading = headings > 0 ? note.headings[headings - 1] : nil
    if heading != nil || !text.isEmpty || !tex.isEmpty {
      sections.append(
        TextSection(id: heading?.id, heading: heading?.text ?? "", text: text, tex: tex))
    }
    text = []
    tex = []
  }

  private mutating func readTag(_ html: [UInt8], at start: Int) -> Int {
    let end = html[start...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1
    let name = html[(start + 1)...end]
    if name.first == UInt8(ascii: "h"), let level = name.dropFirst().first, isDigit(level),
      headings < note.headings.count
    {
      close()
      headings += 1
    } else if name.first == UInt8(ascii: "/"), name.dropFirst().first == UInt8(ascii: "h"),
      name.count == 4, headings > 0
    {
      // The heading says its own text.
      text = []
    } else if name.first != UInt8(ascii: "/"), !Self.isInline(name.prefix { isAlphanumeric($0) }) {
      add(space)
    }
    return end + 1
  }

  private static func isInline(_ name: ArraySlice<UInt8>) -> Bool {
    inline.contains { $0.elementsEqual(name) }
  }

  /// Elements that stand inside words.
  private static let inline = ["em", "strong", "code", "a", "del", "mark", "span"].map {
    Array($0.utf8)
  }

  private mutating func readFormula(_ html: [UInt8], at start: Int) -> Int {
    let end = start + FormulaMark.length
    guard end <= html.count else { return start + 1 }
    let index = FormulaMark.number(html[start..<end])
    guard note.elements.indices.contains(index), case .math(let span) = note.elements[index]
    else { return start + 1 }
    if !tex.isEmpty { tex.append(space) }
    tex.appendWithSingleBlanks(span.source.bytes)
    text += "…".utf8
    return end
  }

  private mutating func readEntity(_ html: [UInt8], at start: Int) -> Int {
    for (entity, byte) in Self.entities where html[start...].starts(with: entity) {
      add(byte)
      return start + entity.count
    }
    add(html[start])
    return start + 1
  }

  /// The ones that cmark writes.
  private static let entities: [([UInt8], UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }
}
