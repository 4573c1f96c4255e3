/// A heading: its place in the table of contents.
struct HeadingEntry {
  let level: Int
  let text: String
  let id: String
  /// With stand-ins for formulas.
  let html: [UInt8]
}

/// A heading whose text is being read.
struct OpenHeading {
  /// Without marks; formulas as they were written.
  private(set) var text = ""
  /// The same as HTML, with stand-ins for formulas.
  private(set) var html: [UInt8] = []

  mutating func add(_ more: String) {
    text += more
    html += escapedHTML(more.utf8)
  }

  mutating func add(_ source: String, as html: [UInt8]) {
    text += source
    self.html += html
  }
}

extension CommonMark {
  /// Gives a heading its place in the table of contents, and an id: `{#id}` at its end, or one made
  /// of its text.
  mutating func leaveHeading(_ node: Tree) {
    guard var open = heading else { return }
    let written = takeID(of: node)
    if let written { open.removeLast(written.count + 3) }
    if let written { reportIfTaken(written, by: node) }
    let id = anchors.add(written ?? Anchors.slug(of: open.text))
    headings.append(HeadingEntry(level: node.level, text: open.text, id: id, html: open.html))
    addAttribute("id", id, to: node)
    addHolesBelow(node)
  }

  /// Writes an attribute into the tag of a block, by a stand-in right behind it.
  mutating func addAttribute(_ name: String, _ value: String, to node: Tree) {
    let number = newNumber()
    attributes[number] = " \(name)=\"".utf8 + escapedHTML(value.utf8) + "\"".utf8
    guard let hole = Tree.inline(text.marker.standIn(number)) else { return }
    node.prepend(hole)
    attributeHoles.insert(hole)
  }

  /// Takes `{#id}` off the end of a heading.
  private func takeID(of node: Tree) -> String? {
    guard let last = node.lastChild, last.kind == .text else { return nil }
    let literal = last.literal
    guard literal.last == UInt8(ascii: "}"),
      let start = literal.lastIndex(of: UInt8(ascii: "{")),
      literal[(start + 1)...].first == UInt8(ascii: "#")
    else { return nil }
    let id = literal[(start + 2)..<(literal.count - 1)]
    guard !id.isEmpty,
      id.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A || $0 == 0x2E })
    else { return nil }
    var rest = literal[..<start]
    while let byte = rest.last, isSpace(byte) { rest.removeLast() }
    last.literal = Array(rest)
    return String(decoding: id, as: UTF8.self)
  }
}

extension OpenHeading {
  /// Takes so many bytes and the blanks before them off the end.
  fileprivate mutating func removeLast(_ count: Int) {
    text = trimmed(String(decoding: text.utf8.dropLast(count), as: UTF8.self))
    html = Array(trimmed(String(decoding: html.dropLast(count), as: UTF8.self)).utf8)
  }

  private func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
