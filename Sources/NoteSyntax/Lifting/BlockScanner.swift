import Diagnostics

/// Walks through the lines of a note and keeps track of its blocks as CommonMark does, so far as it
/// matters for where code ends and text begins. Markdown has the last word: what is lifted here out
/// of something that cmark then takes for code is put back as it was.
struct BlockScanner {
  let text: ByteText
  var lifts = LiftList()
  /// The blocks that the last line stood in, from the outermost.
  private(set) var containers: [Container] = []
  private var leaf = Leaf.none
  /// The lines of the open paragraph or comment, without prefixes.
  var lines: [Line] = []
  /// Where the next line starts.
  var position: Int
  /// How far the rest of the text is known to lack a closing delimiter.
  var unclosed: [DisplayOpening.Kind: Int] = [:]
  /// How many cells the tables of the note may still have that nothing is written for.
  var cellsLeft = cellsOfNote
  static let cellsOfNote = 500_000

  enum Container {
    case quote
    /// A list item: its content begins that many columns in. One that begins with a blank line
    /// ends with a second one.
    case item(width: Int, isEmpty: Bool)
  }

  private enum Leaf {
    case none, paragraph, indentedCode
    case fence(Fence)
    case html(HTMLBlockEnd)
  }

  /// A line without its prefixes: where it starts, ends, and where the next one starts.
  struct Line {
    let start: Int
    let end: Int
    let next: Int
  }

  init(_ file: SourceFile, from start: Int) {
    text = ByteText(bytes: file.bytes)
    position = start
  }

  mutating func run() {
    while position < text.count { readLine() }
    while closeLeaf() { while position < text.count { readLine() } }
  }

  private mutating func readLine() {
    let (end, next) = text.line(at: position)
    var cursor = LineCursor(text, from: position, to: end)
    let matched = match(&cursor)
    let isWithin = matched == containers.count
    if isWithin, continueCode(cursor, next: next) {
      position = next
      return
    }
    var isUnderline = false
    if case .paragraph = leaf {
      switch paragraphEnd(cursor, isWithin: isWithin) {
      case .goesOn(let start):
        lines.append(Line(start: start, end: end, next: next))
        position = next
        return
      case .underline: isUnderline = true
      case .ends: break
      }
    }
    if closeLeaf() { return }
    position = next
    guard !isUnderline else { return }
    containers.removeLast(containers.count - matched)
    open(cursor, next: next)
  }

  /// Takes the prefixes of the open blocks off a line; how many of them it has.
  func match(_ cursor: inout LineCursor) -> Int {
    for (index, container) in containers.enumerated() {
      let indent = cursor.indent
      switch container {
      case .quote:
        guard indent.columns <= 3, indent.next < cursor.end,
          text[indent.next] == UInt8(ascii: ">")
        else { return index }
        cursor.skipQuoteMark()
      case .item(let width, let isEmpty):
        if indent.columns >= width {
          cursor.skipColumns(width)
        } else if indent.next >= cursor.end, !isEmpty {
          cursor.skipBlanks()
        } else {
          return index
        }
      }
    }
    return containers.count
  }

  /// Whether the line belongs to the open code or HTML block; it is taken if so.
  private mutating func continueCode(_ cursor: LineCursor, next: Int) -> Bool {
    switch leaf {
    case .none, .paragraph: return false
    case .indentedCode: return cursor.isBlankLine || cursor.indent.columns >= 4
    case .fence(var fence):
      leaf = .none
      if fence.isClosed(by: cursor) {
        fence.end = cursor.end
        fence.close(&lifts)
      } else {
        fence.append(cursor, next: next)
        leaf = .fence(fence)
      }
      return true
    case .html(let end):
      if case .blankLine = end, cursor.isBlankLine { return false }
      lines.append(Line(start: cursor.offset, end: cursor.end, next: next))
      if end.isIn(cursor) { _ = closeLeaf() }
      return true
    }
  }

  private enum ParagraphEnd {
    /// The text of the line starts here.
    case goesOn(Int)
    case underline, ends
  }

  /// What a line does to the open paragraph. A line without all prefixes may go on with it too.
  private func paragraphEnd(_ cursor: LineCursor, isWithin: Bool) -> ParagraphEnd {
    let indent = cursor.indent
    if indent.next >= cursor.end { return .ends }
    if indent.columns >= 4 { return .goesOn(indent.next) }
    var cursor = cursor
    cursor.skipBlanks()
    switch BlockStart.find(at: &cursor, inParagraph: isWithin) {
    case nil: return .goesOn(indent.next)
    case .setextUnderline: return .underline
    default: return .ends
    }
  }

  /// Opens the blocks that a line begins.
  private mutating func open(_ cursor: LineCursor, next: Int) {
    var cursor = cursor
    var filled = 0
    while true {
      let indent = cursor.indent
      guard indent.next < cursor.end else { return }
      markFilled(from: filled)
      filled = containers.count
      if indent.columns >= 4 {
        leaf = .indentedCode
        return
      }
      cursor.skipBlanks()
      switch BlockStart.find(at: &cursor, inParagraph: false) {
      case .quote:
        cursor.skipQuoteMark()
        containers.append(.quote)
      case .item(let marker, let isEmpty):
        let width = cursor.skipMarker(marker, isEmpty: isEmpty)
        containers.append(.item(width: indent.columns + width, isEmpty: isEmpty))
      case .footnote(let marker):
        lift(marker, at: &cursor)
        containers.append(.item(width: indent.columns + FootnoteMarker.width, isEmpty: false))
        // Its text begins with a stand-in, so that nothing else can begin there.
        return openLeaf(nil, cursor, indent: 0, next: next)
      case let start:
        openLeaf(start, cursor, indent: indent.columns, next: next)
        return
      }
    }
  }

  private mutating func openLeaf(
    _ start: BlockStart?, _ cursor: LineCursor, indent: Int, next: Int
  ) {
    let line = Line(start: cursor.offset, end: cursor.end, next: next)
    switch start {
    case .fence(let byte, let length):
      leaf = .fence(Fence(at: cursor, byte: byte, length: length, indent: indent))
    case .html(let end):
      leaf = .html(end)
      lines = [line]
      if end.isIn(cursor) { _ = closeLeaf() }
    case .heading:
      lines = [line]
      _ = liftInlines(searchingOn: false)
    case .thematicBreak: leaf = .none
    default:
      leaf = .paragraph
      lines = [line]
    }
  }

  /// There is something in the items from the one at `start` on.
  private mutating func markFilled(from start: Int) {
    for index in start..<containers.count {
      if case .item(let width, true) = containers[index] {
        containers[index] = .item(width: width, isEmpty: false)
      }
    }
  }

  /// Ends the open leaf block. True if a display of its paragraph reached into later lines: then
  /// the paragraph goes on behind it.
  private mutating func closeLeaf() -> Bool {
    switch leaf {
    case .none, .indentedCode: break
    case .paragraph:
      if liftInlines(searchingOn: true) { return true }
    case .fence(let fence): fence.close(&lifts)
    case .html: liftHTML()
    }
    leaf = .none
    lines = []
    return false
  }
}

extension LineCursor {
  fileprivate mutating func skipQuoteMark() {
    skipBlanks()
    advance()
    skipColumns(1)
  }

  /// Goes behind a list marker and the blanks after it; the columns that were skipped.
  fileprivate mutating func skipMarker(_ length: Int, isEmpty: Bool) -> Int {
    for _ in 0..<length { advance() }
    let blanks = indent.columns
    // More than four blanks are one, and an indented code block (CommonMark 0.30, section 5.2).
    let padding = isEmpty || blanks > 4 ? 1 : blanks
    skipColumns(padding)
    return length + padding
  }
}
