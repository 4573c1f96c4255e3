import Diagnostics

/// Walks through a block of raw HTML and lifts its directives and its displays, which a page shows
/// wherever they stand.
struct HTMLScanner {
  private let source: Excerpt
  private let text: ByteText
  private var position = 0
  /// Delimiters that do not occur in the rest of the text.
  private var absent: Set<String> = []

  init(_ source: Excerpt) {
    self.source = source
    text = ByteText(bytes: source.bytes)
  }

  mutating func run(_ lifts: inout LiftList) {
    while let next = text.firstSign(from: position) {
      position = next
      switch text[position] {
      case UInt8(ascii: "<"): readTag(&lifts)
      case dollar where text.run(of: dollar, at: position) == 2: readDisplay("$$", "$$", &lifts)
      case backslash where text[position + 1] == UInt8(ascii: "["):
        readDisplay("\\[", "\\]", &lifts)
      case backslash:
        if let name = text.environmentName(at: position) {
          readDisplay("\\begin{\(name)}", "\\end{\(name)}", isEnvironment: true, &lifts)
        } else {
          position += 2
        }
      default: position += 1
      }
    }
  }

  /// Elements whose content is no running text.
  private static let verbatim = ["pre", "code", "script", "style", "textarea"]

  private mutating func readTag(_ lifts: inout LiftList) {
    if text.has("<!--", at: position) {
      guard let end = find("-->") else {
        position += 4
        return
      }
      lifts.addDirective(source, position..<(end + 3))
      position = end + 3
      return
    }
    let name = Self.verbatim.first { text.has(word: $0, at: position + 1, anyCase: true) }
    position = InlineHTML.tagEnd(text, at: position, limit: text.count) ?? position + 1
    if let name, let end = find("</\(name)") { position = end }
  }

  private mutating func readDisplay(
    _ opening: String, _ closing: String, isEnvironment: Bool = false, _ lifts: inout LiftList
  ) {
    let inner = position + opening.utf8.count
    guard let end = text.find(closing, in: inner..<max(inner, text.count)) else {
      position = inner
      return
    }
    let whole = position..<(end + closing.utf8.count)
    position = whole.upperBound
    let formula = isEnvironment ? whole : text.trimmed(inner..<end)
    guard !formula.isEmpty else { return }
    let span = MathSpan(
      source: source.excerpt(formula), range: source.range(of: whole), display: true,
      isBlock: true, isEnvironment: isEnvironment)
    lifts.add(Lift(range: span.range, form: .inHTML(.math(span))))
  }

  private mutating func find(_ word: String) -> Int? {
    if absent.contains(word) { return nil }
    let place = text.find(plain: word, from: position + 1)
    if place == nil { absent.insert(word) }
    return place
  }
}
