import Diagnostics

/// A piece of source text that the parser never looks inside.
struct Token: Hashable, Sendable {
  enum Kind: UInt8, Hashable, Sendable {
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
  /// White space stands before it, which counts in `\text{…}` only.
  var spaceBefore = false
  /// Whose turn it is when this token comes.
  let part: CommandIndex.Part
  /// The row of a known command in the table; −1 for all else.
  let row: Int16
  /// The code point of a text of one; 0 of longer ones and of known commands.
  let code: UInt32
  /// The text where neither `row` nor `code` tells it: most tokens do without a string.
  private let spelling: String
  /// In the file. Tokens of a macro's body have the range of the macro's use.
  var range: SourceRange

  /// A token of one code point.
  @inline(__always)
  init(_ kind: Kind, code: UInt32, range: SourceRange) {
    (self.kind, self.code, self.range) = (kind, code, range)
    part = .init(kind, code)
    row = -1
    spelling = ""
  }

  /// The command of a row of the table.
  init(row: Int16, _ part: CommandIndex.Part, range: SourceRange) {
    (kind, self.row, self.range) = (.command, row, range)
    self.part = part
    code = 0
    spelling = ""
  }

  /// Two digits or more.
  init(number text: String, range: SourceRange) {
    (kind, self.range) = (.number, range)
    part = .atom
    row = -1
    code = 0
    spelling = text
  }

  init(kind: Kind, text: String, range: SourceRange, spaceBefore: Bool = false) {
    (self.kind, self.range, self.spaceBefore) = (kind, range, spaceBefore)
    let isCommand = kind == .command || kind == .primitive
    row = isCommand ? CommandTable.index.row(of: text) : -1
    code = isCommand ? 0 : text.onlyCode
    spelling = row < 0 && code == 0 ? text : ""
    part = row >= 0 ? CommandTable.index.part(of: row) : .init(kind, code)
  }

  /// The source spelling; of a command, its name.
  var text: String {
    if row >= 0 { return CommandTable.index.name(of: row) }
    return Unicode.Scalar(code).map { code == 0 ? spelling : String($0) } ?? spelling
  }

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
    kind == .character && code == character.value
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
