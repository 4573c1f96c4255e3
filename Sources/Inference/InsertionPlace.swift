import Compiler
import Diagnostics

/// Where a block goes: before the first paragraph, or display, of those that it governs.
struct InsertionPlace {
  private let file: SourceFile

  init(_ file: SourceFile) { self.file = file }

  /// The offset of the start of a line between two blocks of Markdown, at or above `offset`.
  func place(before offset: Int) -> Int {
    var line = file.location(of: offset).line
    while line > 1, !begins(line) { line -= 1 }
    return file.range(ofLine: line).lowerBound
  }

  /// Whether a block of its own begins with this line, and no list, quote or table that goes on.
  private func begins(_ line: Int) -> Bool {
    let text = self.text(line)
    guard let first = text.first, !first.isWhitespace, ![">", "|", "<"].contains(first),
      !isItem(text)
    else {
      return false
    }
    let above = self.text(line - 1)
    if above.hasPrefix("#") || above.allSatisfy({ $0 == "-" }) && above.count > 2 { return true }
    // What an instruction says is said of the next line.
    return isBlank(above) && !isDirective(above: line - 1)
  }

  private func isDirective(above line: Int) -> Bool {
    var line = line
    while line > 1, isBlank(text(line)) { line -= 1 }
    return text(line).hasPrefix("<!-- net:")
  }

  private func isBlank(_ text: Substring) -> Bool { text.allSatisfy(\.isWhitespace) }

  /// `- x`, `2. x`.
  private func isItem(_ text: Substring) -> Bool {
    let digits = text.prefix(while: \.isNumber)
    if !digits.isEmpty { return text.dropFirst(digits.count).hasPrefix(". ") }
    return ["- ", "* ", "+ "].contains { text.hasPrefix($0) }
  }

  private func text(_ line: Int) -> Substring { file.text(of: file.range(ofLine: line))[...] }
}

/// A note with a block put into it.
struct NoteWithBlock {
  let bytes: [UInt8]
  /// Where the block stands.
  let range: SourceRange

  init(_ file: SourceFile, _ block: String, at offset: Int) {
    let usesReturns = file.bytes.contains(UInt8(ascii: "\r"))
    let text =
      usesReturns
      ? block.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      : block
    let end = Array((usesReturns ? "\r\n" : "\n").utf8)
    let before = Array(file.bytes[..<offset])
    let line = file.location(of: offset).line
    let isApart = line == 1 || file.range(ofLine: line - 1).isEmpty
    let inserted = (isApart ? [] : end) + Array(text.utf8) + end
    bytes = before + inserted + Array(file.bytes[offset...])
    range = before.count..<(before.count + inserted.count)
  }
}
