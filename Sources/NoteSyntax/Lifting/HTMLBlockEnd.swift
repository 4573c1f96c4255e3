/// How a block of raw HTML ends: the seven kinds of CommonMark 0.30, section 4.6.
enum HTMLBlockEnd {
  /// Kind 1: at a line with one of these tags.
  case rawTextTag
  /// Kinds 2 to 5: at a line with this.
  case marker(String)
  /// Kinds 6 and 7: before a blank line.
  case blankLine

  /// - Parameter cursor: At a `<`.
  static func find(at cursor: LineCursor, inParagraph: Bool) -> HTMLBlockEnd? {
    let text = cursor.text
    let start = cursor.offset + 1
    // A formula in a script is a part of running text.
    if FormulaScript.begins(text, at: cursor.offset) { return nil }
    if rawTextTags.contains(where: { text.hasTag($0, at: start) }) { return .rawTextTag }
    if text.has("!--", at: start) { return .marker("-->") }
    if text.has("?", at: start) { return .marker("?>") }
    if text.has("![CDATA[", at: start) { return .marker("]]>") }
    if text.has("!", at: start), isLetter(text[start + 1]) { return .marker(">") }
    let name = text.tagName(at: text[start] == UInt8(ascii: "/") ? start + 1 : start)
    if blockTags.contains(name.name), text.endsTagName(at: name.end) { return .blankLine }
    guard !inParagraph, let end = InlineHTML.tagEnd(text, at: cursor.offset, limit: cursor.end),
      text.bytes[end..<cursor.end].allSatisfy(isBlank)
    else { return nil }
    return .blankLine
  }

  /// Whether the block ends with this line, which belongs to it.
  func isIn(_ line: LineCursor) -> Bool {
    switch self {
    case .blankLine: return false
    case .marker(let marker):
      return (line.offset..<line.end).contains { line.text.has(word: marker, at: $0) }
    case .rawTextTag:
      return (line.offset..<line.end).contains { place in
        line.text[place] == UInt8(ascii: "<") && line.text[place + 1] == UInt8(ascii: "/")
          && Self.rawTextTags.contains { tag in
            line.text.has(word: tag, at: place + 2, anyCase: true)
              && line.text[place + 2 + tag.utf8.count] == UInt8(ascii: ">")
          }
      }
    }
  }

  private static let rawTextTags = ["script", "pre", "style", "textarea"]

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}

extension ByteText {
  /// Letters and digits at `position`, in lower case, and where they end. Long ones are cut.
  fileprivate func tagName(at position: Int) -> (name: String, end: Int) {
    var end = position
    while end - position < 12, isAlphanumeric(self[end]) { end += 1 }
    let name = String(decoding: bytes[min(position, count)..<end].map(lowercased), as: UTF8.self)
    return (name, end)
  }

  /// A blank, the end of the line, `>` or `/>`.
  fileprivate func endsTagName(at position: Int) -> Bool {
    let byte = self[position]
    return byte == 0 || isSpace(byte) || byte == UInt8(ascii: ">") || has("/>", at: position)
  }

  /// Whether `name` stands here as the whole name of a tag that is opened.
  fileprivate func hasTag(_ name: String, at position: Int) -> Bool {
    guard has(word: name, at: position, anyCase: true) else { return false }
    let byte = self[position + name.utf8.count]
    return byte == 0 || isSpace(byte) || byte == UInt8(ascii: ">")
  }
}
