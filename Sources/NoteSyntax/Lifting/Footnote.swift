import Diagnostics

/// `[^label]:` at the beginning of a block: what follows is the text of a footnote.
struct FootnoteMarker {
  let label: String
  /// With the blanks behind it.
  let range: Range<Int>

  /// The lines of a footnote are indented by so many columns.
  static let width = 4

  init?(at cursor: LineCursor) {
    let text = cursor.text
    guard let label = FootnoteLabel(text, at: cursor.offset),
      text[label.range.upperBound] == UInt8(ascii: ":")
    else { return nil }
    self.label = label.name
    var end = label.range.upperBound + 1
    while end < cursor.end, isBlank(text[end]) { end += 1 }
    range = cursor.offset..<end
  }
}

/// `[^label]`.
struct FootnoteLabel {
  let name: String
  let range: Range<Int>

  /// As for labels of links (CommonMark 0.30, section 6.3).
  private static let longest = 999

  init?(_ text: ByteText, at start: Int) {
    guard text.has("[^", at: start) else { return nil }
    var end = start + 2
    while end - start < Self.longest, Self.mayContain(text[end]) { end += 1 }
    guard end > start + 2, text[end] == UInt8(ascii: "]") else { return nil }
    name = String(decoding: text.bytes[(start + 2)..<end], as: UTF8.self).lowercased()
    range = start..<end + 1
  }

  private static func mayContain(_ byte: UInt8) -> Bool {
    byte > space && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
  }
}

extension BlockScanner {
  /// Writes the marker of a footnote as that of a list item whose content begins in the same column.
  mutating func lift(_ marker: FootnoteMarker, at cursor: inout LineCursor) {
    lifts.add(
      Lift(
        range: marker.range, form: .mark(.footnote(label: marker.label)), lead: Array("1)  ".utf8),
        trail: [space]))
    while cursor.offset < marker.range.upperBound { cursor.advance() }
  }
}
