/// How clients count the characters of a line.
enum PositionEncoding: String, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
}

/// A text as clients point into it. Lines end with `\n`, `\r\n` or `\r`; whatever a client points at, there is a
/// place for it: beyond the end of a line is its end, beyond the text is its end, and inside a character is
/// before it.
struct TextLines: Sendable {
  let bytes: [UInt8]
  private let encoding: PositionEncoding
  /// Where lines begin and end, their ends apart.
  private let lines: [Range<Int>]

  init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
    (self.bytes, self.encoding) = (bytes, encoding)
    var lines: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        index += 1
        continue
      }
      lines.append(start..<index)
      let isPair =
        byte == UInt8(ascii: "\r") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "\n")
      index += isPair ? 2 : 1
      start = index
    }
    lines.append(start..<bytes.count)
    self.lines = lines
  }

  // MARK: From the client

  func offset(of position: Position) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lines.count else { return bytes.count }
    let line = lines[position.line]
    var units = max(position.character, 0)
    var offset = line.lowerBound
    while offset < line.upperBound {
      let length = length(at: offset, before: line.upperBound)
      let width = width(ofLength: length)
      guard units >= width else { break }
      units -= width
      offset += length
    }
    return offset
  }

  /// Turned round where its end stands before its start.
  func range(of range: PositionRange) -> Range<Int> {
    let (a, b) = (offset(of: range.start), offset(of: range.end))
    return min(a, b)..<max(a, b)
  }

  // MARK: To the client

  func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let index = lineIndex(of: offset)
    let line = lines[index]
    var character = 0
    var place = line.lowerBound
    while place < min(offset, line.upperBound) {
      let length = length(at: place, before: line.upperBound)
      guard place + length <= offset else { break }
      character += width(ofLength: length)
      place += length
    }
    return Position(line: index, character: character)
  }

  func positions(of range: Range<Int>) -> PositionRange {
    PositionRange(start: position(of: range.lowerBound), end: position(of: range.upperBound))
  }

  /// The bytes of the line before a place.
  func start(ofLineAt offset: Int) -> Range<Int> {
    let line = lines[lineIndex(of: min(max(offset, 0), bytes.count))]
    return line.lowerBound..<max(line.lowerBound, min(offset, line.upperBound))
  }

  /// The last line that starts at or before `offset`.
  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: Characters

  /// Bytes of the character at a place; one that is cut off or no UTF-8 counts byte by byte.
  private func length(at offset: Int, before end: Int) -> Int {
    let length =
      switch bytes[offset] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    return offset + length <= end ? length : 1
  }

  private func width(ofLength length: Int) -> Int {
    switch encoding {
    case .utf8: length
    case .utf16: length == 4 ? 2 : 1
    }
  }
}
