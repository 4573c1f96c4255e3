import NoteSyntax
import Pages

/// What the search knows of a note, as a piece of the script that is its index: `[path, title, [[id, heading, text,
/// TeX], …]]`.
enum SearchEntry {
  static func script(_ link: PageLink, _ sections: [TextSection]) -> [UInt8] {
    var bytes = Array("[".utf8)
    // A few signs are escaped.
    bytes.reserveCapacity(sections.reduce(512) { $0 + $1.text.count + $1.tex.count } * 9 / 8)
    write(link.path, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    write(link.title, to: &bytes)
    bytes += ",[".utf8
    for (index, section) in sections.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "["))
      let names = [section.id ?? "", section.heading].map { Array($0.utf8) }
      for (place, text) in (names + [section.text, section.tex]).enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        write(text, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes += "]]".utf8
    return bytes
  }

  /// Whether a byte cannot stand between quotation marks as it is.
  private static func needsCare(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// A text between quotation marks.
  static func write(_ text: String, to bytes: inout [UInt8]) { write(Array(text.utf8), to: &bytes) }

  /// The same of UTF-8.
  private static func write(_ text: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    text.withUnsafeBufferPointer { text in
      var copied = 0
      for place in text.indices where needsCare(text[place]) {
        bytes.append(contentsOf: text[copied..<place])
        bytes.append(text[place] < 0x20 ? UInt8(ascii: " ") : UInt8(ascii: "\\"))
        copied = text[place] < 0x20 ? place + 1 : place
      }
      bytes.append(contentsOf: text[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
