import Diagnostics

/// The formulas among `lifts` as the published page shows them. Notes for programs that read Markdown
/// before they see formulas (Jekyll, Hugo, some wikis) escape what Markdown would take: `x\_i`,
/// `a \* b`, `\\\\` for the end of a row, `&lt;`.
func undoingEscapes(_ lifts: [Lift], in file: SourceFile) -> [Lift] {
  let escaped = lifts.indices.filter { lifts[$0].formula.map(mayBeEscaped) ?? false }
  guard !escaped.isEmpty else { return lifts }
  let escapesUnderscores = escaped.contains { index in
    lifts[index].formula.map { MarkdownEscapes($0).provesUnderscores } ?? false
  }
  var undone = lifts
  for index in escaped {
    let lift = lifts[index]
    guard let formula = lift.formula else { continue }
    var escapes = MarkdownEscapes(formula)
    escapes.underscores = escapesUnderscores
    escapes.isDoubled = file.bytes[lift.range].starts(with: [backslash, backslash])
    if let formula = escapes.undone() { undone[index] = lift.with(formula: formula) }
  }
  return undone
}

private func mayBeEscaped(_ formula: Excerpt) -> Bool {
  formula.bytes.withUnsafeBufferPointer { bytes in
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == backslash {
        if byte == backslash || unescapable(byte) { return true }
      } else if byte == UInt8(ascii: ";") {
        if previous == UInt8(ascii: "t") || previous == UInt8(ascii: "p") { return true }
      }
      previous = byte
    }
    return false
  }
}

/// Signs that no command of TeX's mathematics consists of, or that mean the same without a backslash.
private func unescapable(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
    UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "]"), backtick,
    UInt8(ascii: "~"):
    true
  default: false
  }
}

extension Lift {
  /// The TeX of a formula that Markdown may have damaged. Fences are safe from it.
  fileprivate var formula: Excerpt? {
    switch form {
    case .word(.math(let span)), .inHTML(.math(let span)): span.source
    default: nil
    }
  }

  fileprivate func with(formula: Excerpt) -> Lift {
    switch form {
    case .word(.math(let span)):
      Lift(range: range, form: .word(.math(span.with(formula))), lead: lead, trail: trail)
    case .inHTML(.math(let span)):
      Lift(range: range, form: .inHTML(.math(span.with(formula))), lead: lead, trail: trail)
    default: self
    }
  }
}

extension MathSpan {
  fileprivate func with(_ source: Excerpt) -> MathSpan {
    MathSpan(
      source: source, range: range, display: display, isBlock: isBlock,
      isEnvironment: isEnvironment)
  }
}

/// Finds the escapes of Markdown in a formula.
private struct MarkdownEscapes {
  private let source: Excerpt
  private let text: ByteText
  /// Whether the note writes `\_` for the `_` of a subscript.
  var underscores = false
  /// Whether the delimiters have two backslashes, so that all commands of one sign do.
  var isDoubled = false

  init(_ source: Excerpt) {
    self.source = source
    text = ByteText(bytes: source.bytes)
  }

  /// Whether a `\_` can be nothing but a subscript: a group, a command or a digit follows it.
  var provesUnderscores: Bool {
    var position = 0
    while position + 2 < text.count {
      guard text[position] == backslash else {
        position += 1
        continue
      }
      let after = text[position + 2]
      if text[position + 1] == UInt8(ascii: "_"),
        after == UInt8(ascii: "{") || after == backslash
      {
        return true
      }
      position += 2
    }
    return false
  }

  /// The formula without them; nil where it has none.
  func undone() -> Excerpt? {
    var output = Excerpt()
    var copied = 0
    var position = 0
    var scope = TextScope()
    while position < text.count {
      guard Self.isSign(text[position]) else {
        position += 1
        continue
      }
      scope.step(text, at: position)
      if !scope.isText, let (dropped, kept) = escape(at: position) {
        output.append(source.excerpt(copied..<position))
        if let replacement = replacement(at: position) {
          output.append([replacement], at: source.offset(of: position))
        }
        copied = position + dropped
        position = copied + kept
      } else {
        position += text[position] == backslash ? 2 : 1
      }
    }
    if copied == 0 { return nil }
    output.append(source.excerpt(copied..<text.count))
    return output
  }

  /// Whether anything may begin with it that matters here.
  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case backslash, UInt8(ascii: "&"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  /// How many bytes go here, and how many behind them stay as they are.
  private func escape(at position: Int) -> (dropped: Int, kept: Int)? {
    if let length = entityLength(at: position) { return (length, 0) }
    guard text[position] == backslash else { return nil }
    let next = text[position + 1]
    switch next {
    case backslash:
      if text.has("\\\\", at: position + 2) { return (2, 2) }
      return isDoubled && "{}_*,;!:|&%#[]()".utf8.contains(text[position + 2]) ? (1, 2) : nil
    case UInt8(ascii: "_"): return isSubscript(at: position) ? (1, 1) : nil
    default: return unescapable(next) ? (1, 1) : nil
    }
  }

  /// The character that an entity here stands for.
  private func replacement(at position: Int) -> UInt8? {
    guard text[position] == UInt8(ascii: "&") else { return nil }
    switch text[position + 1] {
    case UInt8(ascii: "l"): return UInt8(ascii: "<")
    case UInt8(ascii: "g"): return UInt8(ascii: ">")
    default: return UInt8(ascii: "&")
    }
  }

  private func entityLength(at position: Int) -> Int? {
    guard text[position] == UInt8(ascii: "&") else { return nil }
    let entities: [StaticString] = ["&lt;", "&gt;", "&amp;"]
    return entities.first { text.has($0, at: position) }?.utf8CodeUnitCount
  }

  /// Whether the `\_` here is a subscript, not an underscore in a word such as `learning\_rate`.
  private func isSubscript(at position: Int) -> Bool {
    let after = position + 2
    if underscores || !isAlphanumeric(text[after]) { return true }
    return !isLetter(text[after + 1]) || !isLetter(text[after])
  }
}

/// Whether a place is inside `\text{…}` or a like command, where an underscore has to be escaped.
private struct TextScope {
  private var braces = 0
  private var outside: Int?

  var isText: Bool { outside != nil }

  private static let commands: [StaticString] = [
    "\\text{", "\\mbox{", "\\textrm{", "\\textbf{", "\\textit{", "\\texttt{", "\\operatorname{",
    "\\mathrm{", "\\mathtt{", "\\operatorname*{", "\\label{", "\\tag{", "\\ref{", "\\eqref{",
  ]

  /// Whether the name of one of them begins so.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "o"), UInt8(ascii: "l"),
      UInt8(ascii: "r"), UInt8(ascii: "e"):
      true
    default: false
    }
  }

  mutating func step(_ text: ByteText, at position: Int) {
    switch text[position] {
    case UInt8(ascii: "{"): braces += 1
    case UInt8(ascii: "}"):
      braces -= 1
      if let depth = outside, braces <= depth { outside = nil }
    case backslash where outside == nil && Self.mayBegin(text[position + 1]):
      if Self.commands.contains(where: { text.has($0, at: position) }) { outside = braces }
    default: break
    }
  }
}
