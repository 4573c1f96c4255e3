/// The opening delimiter of a formula that may reach over lines that look like other blocks.
struct DisplayOpening {
  let kind: Kind
  /// Its place in the paragraph's text.
  let position: Int
  let length: Int

  enum Kind: Hashable {
    /// `$$` with text after it on its line: no blank line may follow.
    case dollars
    /// `$$` alone on its line, as a fence.
    case dollarFence
    case bracket
    /// `\\[`, for kramdown.
    case doubleBracket
    case environment(String)
    /// `%%` alone on its line: a comment.
    case comment
  }

  var opening: String {
    switch kind {
    case .dollars, .dollarFence: "$$"
    case .bracket: "\\["
    case .doubleBracket: "\\\\["
    case .environment(let name): "\\begin{\(name)}"
    case .comment: "%%"
    }
  }

  var closing: String { kind.closing }

  /// Whether the TeX includes the delimiters.
  var isEnvironment: Bool {
    if case .environment = kind { true } else { false }
  }
}

extension DisplayOpening.Kind {
  var closing: String {
    switch self {
    case .dollars, .dollarFence: "$$"
    case .bracket: "\\]"
    case .doubleBracket: "\\\\]"
    case .environment(let name): "\\end{\(name)}"
    case .comment: "%%"
    }
  }

  /// The environments that are displays by themselves: those of amsmath, starred too.
  static let environments: Set<String> = Set(
    [
      "align", "alignat", "aligned", "alignedat", "displaymath", "eqnarray", "equation", "flalign",
      "gather", "gathered", "math", "multline", "split", "subequations",
    ].flatMap { [$0, $0 + "*"] })
}

extension ByteText {
  /// Where `closing` stands in `range`, if it does; TeX's escapes are stepped over. The delimiter
  /// has to end in the range too.
  func find(_ closing: String, in range: Range<Int>) -> Int? {
    guard let first = closing.utf8.first else { return nil }
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = self[position]
      if byte == first, has(word: closing, at: position) {
        return position + closing.utf8.count <= range.upperBound ? position : nil
      }
      position += byte == backslash ? 2 : 1
    }
    return nil
  }

  /// The name in a `\begin{…}` at `position`, if it is that of a display.
  func environmentName(at position: Int) -> String? {
    guard has("\\begin{", at: position) else { return nil }
    let start = position + "\\begin{".utf8.count
    var end = start
    while end - start < 16, isLetter(self[end]) || self[end] == UInt8(ascii: "*") { end += 1 }
    guard self[end] == UInt8(ascii: "}") else { return nil }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    return DisplayOpening.Kind.environments.contains(name) ? name : nil
  }
}
