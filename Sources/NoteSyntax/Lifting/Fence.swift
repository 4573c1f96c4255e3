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

  private var isLifted: Bool { ["net", "math", "latex", "tex"].contains(language) }

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
      guard let formula = language == "math" ? content : content.formulaOfLaTeX else { return }
      element = .math(
        MathSpan(source: formula, range: range, display: true, isBlock: true, isEnvironment: false))
    }
    lifts.add(Lift(range: info.range, form: .info(element)))
  }
}

extension Excerpt {
  /// Adds a line and its line ending, which is always `\n` here.
  mutating func appendLine(of text: ByteText, _ start: Int, _ end: Int, _ next: Int) {
    if next == end + 1, text[end] == newline { return append(text.bytes[start..<next], at: start) }
    append(text.bytes[start..<end], at: start)
    if next > end { append([newline], at: next - 1) }
  }
}

extension Excerpt {
  /// The formula that a block of LaTeX consists of, without the delimiters of a display around it;
  /// nil where the block is a piece of a document.
  fileprivate var formulaOfLaTeX: Excerpt? {
    let text = ByteText(bytes: bytes)
    var inner = text.trimmed(bytes.indices)
    for (opening, closing) in [("$$", "$$"), ("\\[", "\\]"), ("$", "$")]
    where text.has(word: opening, at: inner.lowerBound) && inner.count > 2 * opening.utf8.count {
      let end = inner.upperBound - closing.utf8.count
      guard text.has(word: closing, at: end) else { return nil }
      inner = text.trimmed((inner.lowerBound + opening.utf8.count)..<end)
      break
    }
    let formula = excerpt(inner)
    let isDocument =
      ["$", "%", "\\[", "\\(", "\n\n"].contains { word in
        let text = ByteText(bytes: formula.bytes)
        return text.find(word, in: formula.bytes.indices) != nil
      }
      || Self.documentCommands.contains { formula.text.contains("\\" + $0) }
    return isDocument || inner.isEmpty ? nil : formula
  }

  /// Commands that stand in documents, not in formulas.
  private static let documentCommands = [
    "documentclass", "usepackage", "newcommand", "renewcommand", "def", "section", "subsection",
    "chapter", "item", "begin{document}", "begin{figure}", "begin{table}", "begin{tabular}",
    "begin{tikzpicture}", "begin{itemize}", "begin{enumerate}", "begin{theorem}", "begin{proof}",
    "textbf", "emph", "cite", "includegraphics", "DeclareMathOperator",
  ]
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
