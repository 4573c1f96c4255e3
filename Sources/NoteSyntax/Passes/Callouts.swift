/// Callouts: a quote that begins with `[!kind]`, and `+` or `-` behind it where it folds.
extension CommonMark {
  /// Puts a callout in the place of `quote`, if it is one. What stands behind the sign on its line is
  /// the title.
  mutating func makeCallout(of quote: Tree) -> Tree? {
    guard let paragraph = quote.firstChild, paragraph.kind == .paragraph,
      let first = paragraph.firstChild, first.kind == .text,
      let sign = CalloutSign(first.literal)
    else { return nil }
    let kind = "gw-callout gw-callout-\(sign.style)"
    let (opening, closing, name) =
      switch sign.fold {
      case nil: ("<div class=\"\(kind)\">", "</div>", "p")
      case .open: ("<details class=\"\(kind)\" open>", "</details>", "summary")
      case .closed: ("<details class=\"\(kind)\">", "</details>", "summary")
      }
    guard let callout = Tree.block(Array(opening.utf8), Array(closing.utf8)),
      let title = Tree.block(
        Array("<\(name) class=\"gw-callout-title\">".utf8), Array("</\(name)>".utf8))
    else { return nil }
    first.literal = Array(first.literal.dropFirst(sign.length))
    moveLine(of: paragraph, to: title)
    if title.isBlank, let name = Tree.text(Array(sign.name.utf8)) { title.append(name) }
    titles.insert(title)
    callout.append(title)
    if paragraph.firstChild == nil { paragraph.drop() }
    callout.takeChildren(of: quote)
    quote.replace(with: callout)
    return callout
  }

  /// Moves what stands before the first line ending of `paragraph`, which goes.
  private func moveLine(of paragraph: Tree, to title: Tree) {
    while let child = paragraph.firstChild {
      if child.kind == .softBreak || child.kind == .lineBreak { return child.drop() }
      title.append(child)
    }
  }
}

extension Tree {
  fileprivate var isBlank: Bool {
    guard let child = firstChild else { return true }
    return child.next == nil && child.kind == .text && child.literal.allSatisfy(isSpace)
  }
}

/// `[!note]-` and the blanks behind it.
private struct CalloutSign {
  let length: Int
  /// The kind as a title: `Note`.
  let name: String
  /// The kind as the stylesheet knows it: one of `styles`.
  let style: String
  let fold: Fold?

  enum Fold { case open, closed }

  init?(_ bytes: [UInt8]) {
    let text = ByteText(bytes: bytes)
    guard text.has("[!", at: 0) else { return nil }
    var end = 2
    while isAlphanumeric(text[end]) || text[end] == UInt8(ascii: "-") || text[end] == space {
      end += 1
    }
    // Behind a bar stand words for other programs' themes.
    let name = String(decoding: bytes[2..<end], as: UTF8.self).split(separator: " ")
      .joined(separator: " ")
    if text[end] == UInt8(ascii: "|") {
      while end < bytes.count, text[end] != UInt8(ascii: "]") { end += 1 }
    }
    guard text[end] == UInt8(ascii: "]"), !name.isEmpty else { return nil }
    end += 1
    switch text[end] {
    case UInt8(ascii: "+"): fold = .open
    case UInt8(ascii: "-"): fold = .closed
    default: fold = nil
    }
    if fold != nil { end += 1 }
    while NoteSyntax.isBlank(text[end]) { end += 1 }
    length = end
    self.name = name.prefix(1).uppercased() + name.dropFirst().lowercased()
    style = Self.styles[name.lowercased()] ?? "note"
  }

  /// The kinds of Obsidian and GitHub, by their names and other names.
  private static let styles: [String: String] = {
    var styles: [String: String] = [:]
    for line in [
      "note", "abstract summary tldr", "info", "todo", "tip hint", "important",
      "success check done", "question help faq", "warning attention", "caution",
      "failure fail missing", "danger error", "bug", "example", "quote cite",
    ] {
      let names = line.split(separator: " ").map(String.init)
      for name in names { styles[name] = names[0] }
    }
    return styles
  }()
}
