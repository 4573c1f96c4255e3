/// A place in a line, with its column: tabs go to the next multiple of four, and a prefix may end
/// inside one.
struct LineCursor {
  let text: ByteText
  /// The end of the line, without its line ending.
  let end: Int
  private(set) var offset: Int
  private var column = 0
  /// Columns of the tab at `offset` that a prefix has taken already.
  private var taken = 0
  /// The first byte from `offset` on that is no blank, and its column: looked for once, not once for
  /// each of the containers of a line.
  private var (blanksEnd, blanksColumn) = (0, 0)
  /// Up to where no thematic break can begin: `- - - a` is looked at once, not for each of its signs.
  var noBreakBefore = 0

  init(_ text: ByteText, from start: Int, to end: Int) {
    self.text = text
    self.end = end
    offset = start
    skipOverBlanks()
  }

  private mutating func skipOverBlanks() {
    (blanksEnd, blanksColumn) = (offset, column)
    while blanksEnd < end, isBlank(text[blanksEnd]) {
      blanksColumn += text[blanksEnd] == tab ? 4 - blanksColumn % 4 : 1
      blanksEnd += 1
    }
  }

  /// The byte here, or 0 at the end of the line.
  var byte: UInt8 { offset < end ? text[offset] : 0 }

  /// The columns of blanks from here on, and the place of what follows them.
  var indent: (columns: Int, next: Int) { (blanksColumn - column - taken, blanksEnd) }

  var isBlankLine: Bool { indent.next >= end }

  /// Goes behind the next byte; behind the rest of it, if it is a tab.
  mutating func advance() {
    column += byte == tab ? 4 - column % 4 : 1
    taken = 0
    offset += 1
    if offset > blanksEnd { skipOverBlanks() }
  }

  /// Goes on by at most so many columns of blanks.
  mutating func skipColumns(_ count: Int) {
    var left = count
    while left > 0, isBlank(byte) {
      let width = byte == tab ? 4 - column % 4 - taken : 1
      guard width <= left else {
        taken += left
        return
      }
      left -= width
      advance()
    }
  }

  mutating func skipBlanks() {
    while isBlank(byte) { advance() }
  }
}
