import Diagnostics

/// `[[target#heading|text]]` or, with a `!` before it, an embedded image or note.
struct Wikilink {
  let range: Range<Int>
  private let target: String
  private let label: String?
  private let isEmbed: Bool

  /// Longer ones are no names.
  private static let longest = 1000

  init?(_ text: ByteText, at start: Int) {
    isEmbed = text[start] == UInt8(ascii: "!")
    let inner = start + (isEmbed ? 3 : 2)
    guard text.has("[[", at: inner - 2) else { return nil }
    var end = inner
    while end - inner < Self.longest, Self.mayContain(text[end]) { end += 1 }
    // `[[text]](url)` and `[[text]][label]` are links of CommonMark.
    guard end > inner, text.has("]]", at: end), text[end + 2] != UInt8(ascii: "("),
      text[end + 2] != UInt8(ascii: "["), text[end + 2] != UInt8(ascii: ":")
    else { return nil }
    range = start..<(end + 2)
    let bar = text.bytes[inner..<end].firstIndex(of: UInt8(ascii: "|"))
    // In a table the bar is escaped.
    let isEscaped = bar.map { text[$0 - 1] == backslash } ?? false
    let targetEnd = bar.map { isEscaped ? $0 - 1 : $0 } ?? end
    target = Self.trimmed(text, inner..<max(inner, targetEnd))
    label = bar.map { Self.trimmed(text, ($0 + 1)..<end) }
    guard !target.isEmpty else { return nil }
  }

  private static func mayContain(_ byte: UInt8) -> Bool {
    byte != 0 && byte != newline && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
  }

  private static func trimmed(_ text: ByteText, _ range: Range<Int>) -> String {
    String(decoding: text.bytes[text.trimmed(range)], as: UTF8.self)
  }

  func element(at range: SourceRange) -> NoteElement {
    if isEmbed, isImage(target) { return .image(image(at: range)) }
    let link = link(at: range)
    return isEmbed && isNote(link.target) ? .embed(EmbedReference(link)) : .link(link)
  }

  private func image(at range: SourceRange) -> ImageReference {
    let size = label.flatMap { ImageSize($0) }
    let alt = size == nil ? label ?? target : target
    return ImageReference(target: target, alt: alt, size: size, isWikilink: true, range: range)
  }

  private func link(at range: SourceRange) -> LinkReference {
    let (name, fragment) = splitFragment(target)
    let text = label ?? target.split(separator: "#").joined(separator: " > ")
    return LinkReference(
      target: name, fragment: fragment, content: escapedHTML(text), isWikilink: true, range: range)
  }
}

/// A name without an extension, or with that of notes.
private func isNote(_ name: String) -> Bool {
  let file = name.split(separator: "/").last ?? ""
  guard let dot = file.lastIndex(of: ".") else { return true }
  let ending = file[file.index(after: dot)...]
  // `1.2 Layers` has no extension, `film.mp4` has one.
  return ending == "md" || !ending.utf8.allSatisfy(isAlphanumeric) || ending.utf8.count > 4
    || ending.utf8.allSatisfy(isDigit)
}

/// What stands before and behind the first `#`.
func splitFragment(_ target: String) -> (String, String?) {
  guard let mark = target.firstIndex(of: "#") else { return (target, nil) }
  return (String(target[..<mark]), String(target[target.index(after: mark)...]))
}

private func isImage(_ name: String) -> Bool {
  let lower = name.lowercased()
  return [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp"].contains {
    lower.hasSuffix($0)
  }
}
