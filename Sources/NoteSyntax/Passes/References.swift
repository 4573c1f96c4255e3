import Diagnostics

extension CommonMark {
  /// A link to something beside the note becomes an element; its children stay between the stand-ins
  /// of its two ends.
  mutating func readLink(_ node: Tree) {
    let url = cleanURL(node, isImage: false)
    guard openImages == 0, !url.isEmpty, !isRemoteTarget(url) else {
      if text.marker.occurs(in: node.title) { node.title = Array(title(of: node).utf8) }
      return
    }
    let (target, fragment) = splitFragment(url)
    let number = newNumber()
    elements[number] = .link(
      LinkReference(
        target: target, fragment: fragment, title: title(of: node), content: "",
        isWikilink: false, range: range(of: node)))
    guard let link = Tree.inline(text.marker.standIn(number), text.marker.end(number)) else {
      return
    }
    link.takeChildren(of: node)
    node.replace(with: link)
  }

  mutating func readImage(_ node: Tree) {
    openImages -= 1
    let url = cleanURL(node, isImage: true)
    // An image in the text of an image is a part of that text.
    guard openImages == 0 else { return }
    let (alt, size) = sized(alt)
    let number = newNumber()
    elements[number] = .image(
      ImageReference(
        target: url, alt: alt, title: title(of: node), size: size, isWikilink: false,
        range: range(of: node)))
    if let image = Tree.inline(text.marker.standIn(number)) { node.replace(with: image) }
  }

  /// `text|300` is an image with a size.
  private func sized(_ alt: String) -> (String, ImageSize?) {
    guard let bar = alt.lastIndex(of: "|"), let size = ImageSize(alt[alt.index(after: bar)...])
    else {
      return (alt, nil)
    }
    return (String(alt[..<bar]), size)
  }

  /// The URL of a link or image, restored; empty if a browser would run it.
  private func cleanURL(_ node: Tree, isImage: Bool) -> String {
    let bytes = node.url
    let url = text.marker.occurs(in: bytes) ? text.restored(bytes, unescaped: true) : nil
    let result = url ?? String(decoding: bytes, as: UTF8.self)
    let clean = isDangerous(result, isImage: isImage) ? "" : result
    if url != nil || clean.isEmpty { node.url = Array(clean.utf8) }
    return clean
  }

  private func title(of node: Tree) -> String { text.restored(node.title, unescaped: true) }

  /// Where a link or image begins and ends; cmark counts in the lines of the text it was given.
  private func range(of node: Tree) -> SourceRange {
    let start = offset(node.start, in: node)
    let end = offset((node.end.line, node.end.column + 1), in: node)
    return start..<max(start, end)
  }

  /// In all lines of a block cmark counts as if they began where the first one does, without the blanks before them and the
  /// signs of the quotes that they stand in.
  private func offset(_ place: (line: Int, column: Int), in node: Tree) -> Int {
    var column = place.column
    if let block = node.block?.start, block.line > 0, place.line > block.line {
      column += text.contentColumn(ofLine: place.line) - block.column
    }
    return text.offset(line: place.line, column: column)
  }
}

/// Whether following `url` runs a program: the schemes that cmark's safe mode refuses, and data that
/// is no picture.
private func isDangerous(_ url: String, isImage: Bool) -> Bool {
  let start = String(decoding: url.utf8.prefix(16).map(lowercased), as: UTF8.self)
  if start.hasPrefix("data:") {
    return !isImage
      || !["png", "gif", "jpeg", "webp"].contains { start.hasPrefix("data:image/" + $0) }
  }
  return ["javascript:", "vbscript:", "file:"].contains(where: start.hasPrefix)
}
