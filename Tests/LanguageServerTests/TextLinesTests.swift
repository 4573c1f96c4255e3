import Testing

@testable import LanguageServer

// MARK: Places

private let text = "a\tb\r\nπ𝐖x\rlast\n"

@Test(arguments: [
  (0, 0, 0), (0, 2, 2), (0, 3, 3), (0, 99, 3), (1, 0, 5), (1, 1, 7), (1, 3, 11), (1, 4, 12),
  (1, 5, 12), (2, 0, 13), (2, 4, 17), (3, 0, 18), (4, 0, 18), (99, 99, 18), (-1, 5, 0), (2, -7, 13),
])
func findsPlacesInUTF16(line: Int, character: Int, offset: Int) {
  let lines = TextLines(Array(text.utf8), .utf16)
  #expect(lines.offset(of: Position(line: line, character: character)) == offset)
}

@Test(arguments: [(1, 0, 5), (1, 2, 7), (1, 6, 11), (1, 7, 12), (1, 100, 12)])
func findsPlacesInUTF8(line: Int, character: Int, offset: Int) {
  let lines = TextLines(Array(text.utf8), .utf8)
  #expect(lines.offset(of: Position(line: line, character: character)) == offset)
}

/// Between the halves of a character outside the first plane.
@Test func takesThePlaceBeforeACharacterForOneInsideIt() {
  #expect(TextLines(Array(text.utf8), .utf16).offset(of: Position(line: 1, character: 2)) == 7)
  #expect(TextLines(Array(text.utf8), .utf8).offset(of: Position(line: 1, character: 4)) == 7)
}

@Test func turnsRangesRound() {
  let lines = TextLines(Array(text.utf8), .utf16)
  let range = PositionRange(
    start: Position(line: 2, character: 1), end: Position(line: 0, character: 1))
  #expect(lines.range(of: range) == 1..<14)
}

@Test(arguments: [PositionEncoding.utf8, .utf16])
func comesBackToEveryPlace(encoding: PositionEncoding) {
  for text in [text, "", "\n", "\r", "\r\n", "𝐖", "e\u{301}\n\u{1F468}\u{200D}\u{1F469}\r\rx"] {
    let lines = TextLines(Array(text.utf8), encoding)
    var offset = 0
    for scalar in text.unicodeScalars {
      let isInside = scalar == "\n" && offset > 0 && lines.bytes[offset - 1] == 0x0D
      if !isInside { #expect(lines.offset(of: lines.position(of: offset)) == offset) }
      offset += scalar.utf8.count
    }
  }
}

@Test func takesWhatIsNoUTF8ByteByByte() {
  let lines = TextLines([0xFF, 0xF0, 0x9D, 0x0A, 0x41], .utf16)
  for offset in 0...5 { _ = lines.position(of: offset) }
  #expect(lines.offset(of: Position(line: 1, character: 1)) == 5)
}

// MARK: Messages

private func parts(_ stream: String, by size: Int) -> [MessageFraming.Part] {
  var framing = MessageFraming()
  var found: [MessageFraming.Part] = []
  let bytes = Array(stream.utf8)
  for start in stride(from: 0, to: bytes.count, by: size) {
    framing.add(.init(bytes[start..<min(start + size, bytes.count)]))
    while let part = framing.next() { found.append(part) }
  }
  return found
}

@Test(arguments: [1, 2, 7, 1_000])
func cutsAStreamIntoMessages(size: Int) {
  let stream =
    "Content-Length: 2\r\n\r\n{}content-length:4\r\nContent-Type: x\r\n\r\n\"ä\"Content-Length: 0\r\n\r\n"
  #expect(
    parts(stream, by: size) == [
      .message(.init("{}".utf8)), .message(.init("\"ä\"".utf8)), .message(.init()),
    ])
}

@Test func saysWhatIsNoHeader() {
  let found = parts("Length: 2\r\n\r\nContent-Length: 2\r\n\r\n{}", by: 3)
  #expect(found == [.broken("a header has no Content-Length"), .message(.init("{}".utf8))])
  let negative = parts("Content-Length: -2\r\n\r\nContent-Length: 2\r\n\r\n{}", by: 3)
  #expect(negative.last == .message(.init("{}".utf8)))
  let noise = String(repeating: "x", count: 5_000) + "Content-Length: 2\r\n\r\n{}"
  #expect(parts(noise, by: 10_000).last == .message(.init("{}".utf8)))
}

@Test func skipsMessagesThatAreTooLong() {
  var framing = MessageFraming()
  framing.add(.init("Content-Length: 99999999\r\n\r\n".utf8))
  #expect(framing.next() == .broken("a message of 99999999 bytes is too long"))
  for _ in 0..<99 {
    framing.add(.init(repeating: 0x41, count: 1_000_000))
    #expect(framing.next() == nil)
  }
  framing.add(.init(repeating: 0x41, count: 999_999))
  framing.add(.init("Content-Length: 2\r\n\r\n{}".utf8))
  #expect(framing.next() == .message(.init("{}".utf8)))
  framing.add(.init("Content-Length: 9999999999999999999999\r\n\r\n".utf8))
  #expect(framing.next() == .broken("a header has no Content-Length"))
}
