/// Task lists: an item that begins with `[ ]` or `[x]`.
extension CommonMark {
  mutating func makeTask(of item: Tree) {
    guard let paragraph = item.firstChild, paragraph.kind == .paragraph,
      let first = firstContent(of: paragraph), first.kind == .text
    else { return }
    let literal = first.literal
    guard literal.count > 4, literal[0] == UInt8(ascii: "["), literal[2] == UInt8(ascii: "]"),
      isBlank(literal[3]), !isEscaped(paragraph)
    else { return }
    let isDone = lowercased(literal[1]) == UInt8(ascii: "x")
    guard isDone || isBlank(literal[1]) else { return }
    let box = "<input type=\"checkbox\" disabled\(isDone ? " checked" : "")>"
    first.literal = standIn(for: Array(box.utf8)) + literal[3...]
  }

  /// The first child that is no attribute.
  private func firstContent(of paragraph: Tree) -> Tree? {
    guard let first = paragraph.firstChild, attributeHoles.contains(first) else {
      return paragraph.firstChild
    }
    return first.next
  }

  /// Whether the bracket has a backslash before it.
  private func isEscaped(_ paragraph: Tree) -> Bool {
    let start = paragraph.start
    let offset = text.offset(line: start.line, column: start.column)
    return text.file.bytes.dropFirst(offset).first == backslash
  }
}
