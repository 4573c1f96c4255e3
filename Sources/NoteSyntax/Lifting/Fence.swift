import Diagnostics

/// An open fenced code block.
struct Fence {
  private let byte: UInt8
  private let length: Int
  /// The columns of blanks that its lines lose.
  private let indent: Int
  private let start: Int
  private let info: Excerpt
  private let language: String
  private var content = Excerpt()
  /// The end of the last line, without its line ending.
  var end: Int

  /// - Parameter cursor: At the first byte of the fence.
  init(at cursor: LineCursor, byte: UInt8, length: Int, indent: Int) {
    self.byte = byte
    self.length = length
    self.indent = indent
    start = cursor.offset
    end = cursor.end
    var info = Excerpt()
    let range = cursor.text.trimmed((cursor.offset + length)..<cursor.end)
    info.append(cursor.text.bytes[range], at: range.lowerBound)
    self.info = info
    language = String(decoding: info.bytes.prefix { !isBlank($0) }, as: UTF8.self)
  }

  private var isLifted: Bool { language == "net" || language == "math" }

  func isClosed(by cursor: LineCursor) -> Bool {
    let indent = cursor.indent
    guard indent.columns <= 3, indent.next < cursor.end else { return false }
    let run = cursor.text.run(of: byte, at: indent.next)
    return run >= length
      && cursor.text.bytes[(indent.next + run)..<cursor.end].allSatisfy(isBlank)
  }

  mutating func append(_ cursor: LineCursor, next: Int) {
    end = max(end, cursor.end)
    guard isLifted else { return }
    var cursor = cursor
    cursor.skipColumns(indent)
    content.appendLine(of: cursor.text, cursor.offset, cursor.end, next)
  }

  /// Lifts the block if it is one of ours.
  func close(_ lifts: inout LiftList) {
    guard isLifted else { return }
    let range = start..<end
    let element: NoteElement
    if language == "net" {
      let rest = info.text.utf8.dropFirst(3).drop(while: isBlank)
      let words = String(decoding: Array(rest), as: UTF8.self)
      element = .block(NetBlock(info: words, source: content, range: range))
    } else {
      element = .math(
        MathSpan(source: content, range: range, display: true, isEnvironment: false))
    }
    lifts.add(element, at: info.range, as: .info)
  }
}

extension Excerpt {
  /// Adds a line and its line ending, which is always `\n` here.
  mutating func appendLine(of text: ByteText, _ start: Int, _ end: Int, _ next: Int) {
    append(text.bytes[start..<end], at: start)
    if next > end { append([newline], at: next - 1) }
  }
}

extension ByteText {
  /// `range` without the blanks around it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, isSpace(self[lower]) { lower += 1 }
    while lower < upper, isSpace(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
