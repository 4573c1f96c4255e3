/// What a line begins with, after the prefixes of the blocks it stands in (CommonMark 0.30,
/// chapters 4 and 5).
enum BlockStart {
  case quote
  /// `marker` bytes of bullet or number; whether nothing follows it on the line.
  case item(marker: Int, isEmpty: Bool)
  case footnote(FootnoteMarker)
  case fence(byte: UInt8, length: Int)
  case html(HTMLBlockEnd)
  case heading
  case setextUnderline
  case thematicBreak

  /// - Parameters:
  ///   - cursor: At the first byte that is no blank, at most three columns in.
  ///   - inParagraph: Whether the line would otherwise go on with a paragraph in the same blocks.
  static func find(at cursor: inout LineCursor, inParagraph: Bool) -> BlockStart? {
    switch cursor.byte {
    case UInt8(ascii: ">"): return .quote
    case UInt8(ascii: "#"): return isHeading(cursor) ? .heading : nil
    case backtick, UInt8(ascii: "~"): return fence(cursor)
    case UInt8(ascii: "<"):
      return HTMLBlockEnd.find(at: cursor, inParagraph: inParagraph).map { .html($0) }
    case UInt8(ascii: "["): return FootnoteMarker(at: cursor).map { .footnote($0) }
    case UInt8(ascii: "="):
      return inParagraph && isSetextUnderline(cursor) ? .setextUnderline : nil
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
      if inParagraph, cursor.byte == UInt8(ascii: "-"), isSetextUnderline(cursor) {
        return .setextUnderline
      }
      return isThematicBreak(&cursor) ? .thematicBreak : item(cursor, inParagraph: inParagraph)
    default: return item(cursor, inParagraph: inParagraph)
    }
  }

  private static func isHeading(_ cursor: LineCursor) -> Bool {
    let level = cursor.text.run(of: UInt8(ascii: "#"), at: cursor.offset)
    let after = cursor.offset + level
    return level <= 6 && (after >= cursor.end || isBlank(cursor.text[after]))
  }

  private static func fence(_ cursor: LineCursor) -> BlockStart? {
    let byte = cursor.byte
    let length = cursor.text.run(of: byte, at: cursor.offset)
    guard length >= 3 else { return nil }
    let info = cursor.text.bytes[(cursor.offset + length)..<cursor.end]
    if byte == backtick, info.contains(backtick) { return nil }
    return .fence(byte: byte, length: length)
  }

  private static func isSetextUnderline(_ cursor: LineCursor) -> Bool {
    let length = cursor.text.run(of: cursor.byte, at: cursor.offset)
    return cursor.text.bytes[(cursor.offset + length)..<cursor.end].allSatisfy(isBlank)
  }

  private static func isThematicBreak(_ cursor: inout LineCursor) -> Bool {
    guard cursor.offset >= cursor.noBreakBefore else { return false }
    var count = 0
    for place in cursor.offset..<cursor.end where !isBlank(cursor.text[place]) {
      guard cursor.text[place] == cursor.byte else {
        cursor.noBreakBefore = place
        return false
      }
      count += 1
    }
    return count >= 3
  }

  /// A list marker. Inside a paragraph it must not be empty, nor begin at another number than 1.
  private static func item(_ cursor: LineCursor, inParagraph: Bool) -> BlockStart? {
    guard let marker = markerLength(cursor, inParagraph: inParagraph) else { return nil }
    let after = cursor.offset + marker
    guard after >= cursor.end || isBlank(cursor.text[after]) else { return nil }
    let isEmpty = cursor.text.bytes[after..<cursor.end].allSatisfy(isBlank)
    return isEmpty && inParagraph ? nil : .item(marker: marker, isEmpty: isEmpty)
  }

  private static func markerLength(_ cursor: LineCursor, inParagraph: Bool) -> Int? {
    switch cursor.byte {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): return 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var end = cursor.offset
      while end < cursor.end, isDigit(cursor.text[end]) { end += 1 }
      let digits = end - cursor.offset
      guard digits <= 9, end < cursor.end else { return nil }
      let closer = cursor.text[end]
      guard closer == UInt8(ascii: ".") || closer == UInt8(ascii: ")") else { return nil }
      if inParagraph, !isOne(cursor.text.bytes[cursor.offset..<end]) { return nil }
      return digits + 1
    default: return nil
    }
  }

  private static func isOne(_ digits: ArraySlice<UInt8>) -> Bool {
    digits.last == UInt8(ascii: "1") && digits.dropLast().allSatisfy { $0 == UInt8(ascii: "0") }
  }
}
