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

  /// What stands before and behind the entries.
  static let opening = Array("window.gradweaveIndex = [\n".utf8)
  static let separator = Array(",\n".utf8)
  static let closing = Array("\n];\n".utf8)

  /// A text between quotation marks.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
