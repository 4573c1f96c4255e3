/// Ids of blocks: `^id` at the end of a paragraph, or by itself below a list, a table, a display.
extension CommonMark {
  /// Takes `^id` off the end of a paragraph.
  func takeBlockID(of paragraph: Tree) -> String? {
    guard let last = paragraph.lastChild, last.kind == .text,
      last.withText({ $0.contains(UInt8(ascii: "^")) })
    else { return nil }
    var literal = last.literal[...]
    while let byte = literal.last, isSpace(byte) { literal.removeLast() }
    let id = literal.suffix(while: { isAlphanumeric($0) || $0 == UInt8(ascii: "-") })
    let before = literal.dropLast(id.count)
    guard !id.isEmpty, before.last == UInt8(ascii: "^") else { return nil }
    var rest = before.dropLast()
    guard rest.last.map(isSpace) ?? isLineStart(last) else { return nil }
    while let byte = rest.last, isSpace(byte) { rest.removeLast() }
    if rest.isEmpty {
      if let line = last.previous, line.kind == .softBreak { line.drop() }
      last.drop()
    } else {
      last.literal = Array(rest)
    }
    return "^" + String(decoding: id, as: UTF8.self)
  }

  private func isLineStart(_ node: Tree) -> Bool {
    guard let previous = node.previous else { return true }
    return previous.kind == .softBreak || previous.kind == .lineBreak
  }

  /// Gives a paragraph an id; one with displays comes apart, and gets a block around it.
  mutating func anchor(_ paragraph: Tree, _ id: String) {
    guard !reportIfTaken(id, by: paragraph) else { return }
    guard contents.hasDisplay, let block = block(id) else {
      return addAttribute("id", anchors.add(id), to: paragraph)
    }
    block.insertBefore(paragraph)
    block.append(paragraph)
  }

  /// Gives the block before an emptied paragraph an id.
  mutating func anchorBlock(before paragraph: Tree, _ id: String) {
    if !reportIfTaken(id, by: paragraph), let block = block(id) {
      block.insertBefore(paragraph)
      while let previous = block.previous {
        block.prepend(previous)
        guard holes.contains(previous) else { break }
      }
    }
    paragraph.drop()
  }

  private mutating func block(_ id: String) -> Tree? {
    Tree.block(
      Array("<div id=\"\(escapedHTML(anchors.add(id)))\">".utf8), Array("</div>".utf8))
  }

  /// Whether something before `node` has the same id.
  @discardableResult
  mutating func reportIfTaken(_ id: String, by node: Tree) -> Bool {
    guard anchors.contains(id) else { return false }
    let (first, last) = (node.start, node.end)
    let start = text.offset(line: first.line, column: first.column)
    let end = text.offset(line: last.line, column: last.column + 1)
    diagnostics.append(.duplicateLabel(id, at: start..<max(start, end)))
    return true
  }
}

extension ArraySlice<UInt8> {
  fileprivate func suffix(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, isPart(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
