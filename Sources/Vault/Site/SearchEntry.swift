import NoteSyntax
import Pages

/// What the search knows of a note, as a piece of the script that is its index: `[path, title, [[id, heading, text,
/// TeX], …]]`.
enum SearchEntry {
  static func script(_ link: PageLink, _ sections: [TextSection]) -> [UInt8] {
    var bytes = Array("[".utf8)
    write(link.path, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    write(link.title, to: &bytes)
    bytes += ",[".utf8
    for (index, section) in sections.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "["))
      for (place, text) in [section.id ?? "", section.heading, section.text, section.tex]
        .enumerated()
      {
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
  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var copied = 0
      for (place, byte) in source.enumerated() where needsCare(byte) {
        bytes += source[copied..<place]
        bytes.append(byte < 0x20 ? UInt8(ascii: " ") : UInt8(ascii: "\\"))
        copied = byte < 0x20 ? place + 1 : place
      }
      bytes += source[copied...]
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
