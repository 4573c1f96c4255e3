import Diagnostics

/// A piece of source text that the parser never looks inside.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case end
    case letter, number, word, character
    /// A control word or control symbol; `text` lacks the backslash.
    case command
    /// A command that no macro may replace: `\let` binds names to these.
    case primitive
    case open, close, superscript, `subscript`, ampersand, prime, dollar
    /// A run of Unicode subscript or superscript characters: `₁₂`, `⁻¹`.
    case subscriptRun, superscriptRun
    /// `#1` … `#9`; `text` is the digit.
    case parameter
    /// A byte sequence or character that has no place in a formula.
    case invalid
  }

  var kind: Kind
  /// The source spelling; of a command, its name.
  var text: String
  /// In the file. Tokens of a macro's body have the range of the macro's use.
  var range: SourceRange
  /// White space stands before it, which counts in `\text{…}` only.
  var spaceBefore = false

  /// What the author wrote.
  var source: String {
    switch kind {
    case .command, .primitive: "\\" + text
    case .parameter: "#" + text
    default: text
    }
  }

  /// The range of `part`, bytes of `text` counted from its start; all of it where the token came
  /// from a macro and so has no place of its own.
  func range(of part: Range<Int>) -> SourceRange {
    guard range.count == text.utf8.count else { return range }
    return (range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound)
  }

  func isCharacter(_ character: Unicode.Scalar) -> Bool {
    kind == .character && text.onlyCode == character.value
  }
}

extension [Token] {
  /// The source again, one space where there was any.
  var source: String {
    var text = ""
    for (index, token) in enumerated() {
      if index > 0, token.spaceBefore || needsSpace(before: index) { text += " " }
      text += token.source
    }
    return text
  }

  /// `\alpha` and `x`, put side by side, would be another command.
  private func needsSpace(before index: Int) -> Bool {
    guard self[index - 1].kind == .command else { return false }
    return self[index].kind == .letter || self[index].kind == .word
  }
}
