/// Raw HTML and autolinks inside a paragraph (CommonMark 0.30, sections 6.5 and 6.6). Each function
/// gives the end of what begins with the `<` at `start`, or nil.
enum InlineHTML {
  /// An opening or closing tag.
  static func tagEnd(_ text: ByteText, at start: Int, limit: Int) -> Int? {
    let isClosing = text[start + 1] == UInt8(ascii: "/")
    var position = start + (isClosing ? 2 : 1)
    guard isLetter(text[position]) else { return nil }
    while isAlphanumeric(text[position]) || text[position] == UInt8(ascii: "-") { position += 1 }
    if !isClosing { attributes(text, &position, limit: limit) }
    skipSpaces(text, &position)
    if !isClosing, text[position] == UInt8(ascii: "/") { position += 1 }
    guard position < limit, text[position] == UInt8(ascii: ">") else { return nil }
    return position + 1
  }

  /// `<https://example.org>` or `<me@example.org>`.
  static func autolinkEnd(_ text: ByteText, at start: Int) -> Int? {
    var position = start + 1
    guard isAlphanumeric(text[position]) || isPunctuation(text[position]) else { return nil }
    var isAddress = false
    var scheme: Int?
    while true {
      switch text[position] {
      case UInt8(ascii: ">"):
        let isLink = scheme.map { (2...32).contains($0) } ?? isAddress
        return isLink ? position + 1 : nil
      case 0...0x20, UInt8(ascii: "<"): return nil
      case UInt8(ascii: ":"):
        if scheme == nil, isScheme(text.bytes[(start + 1)..<position]) {
          scheme = position - start - 1
        }
      case UInt8(ascii: "@"): isAddress = position > start + 1
      default: break
      }
      position += 1
    }
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isLetter(first), bytes.count <= 32 else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }

  private static func attributes(_ text: ByteText, _ position: inout Int, limit: Int) {
    while position < limit {
      var next = position
      skipSpaces(text, &next)
      guard next > position, isNameStart(text[next]) else { return }
      while isNamePart(text[next]) { next += 1 }
      position = next
      skipSpaces(text, &next)
      guard text[next] == UInt8(ascii: "=") else { continue }
      next += 1
      skipSpaces(text, &next)
      guard let end = valueEnd(text, at: next, limit: limit) else { return }
      position = end
    }
  }

  private static func valueEnd(_ text: ByteText, at start: Int, limit: Int) -> Int? {
    let quote = text[start]
    var position = start
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      while position < limit, text[position] != quote { position += 1 }
      return position < limit ? position + 1 : nil
    }
    while position < limit, !isSpace(text[position]), !"\"'=<>`".utf8.contains(text[position]) {
      position += 1
    }
    return position > start ? position : nil
  }

  private static func skipSpaces(_ text: ByteText, _ position: inout Int) {
    while isSpace(text[position]) { position += 1 }
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }
}
