import Diagnostics
import Elaboration
import MathSyntax
import NoteSyntax

/// A clause of a diagnostic as HTML: what stands between backticks becomes code, formulas are set as
/// such.
package func prose(_ text: String) -> String {
  inBackticks(text) { formulasSet(in: $0) }
}

/// HTML of `text` with its code apart; `plain` is what becomes of the rest.
func inBackticks(_ text: String, _ plain: (Substring) -> String) -> String {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false)
  // A last backtick without a partner is itself.
  let unpaired = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
  return parts.enumerated().map { index, part in
    if index == unpaired { return "`" + plain(part) }
    return index.isMultiple(of: 2)
      ? plain(part) : "<code>\(escapedHTML(String(part)))</code>"
  }.joined()
}

/// `it holds with h_{k-1} in place of h_k`: the formulas are found by their signs, since a message is
/// one line of text wherever else it is read.
private func formulasSet(in text: Substring) -> String {
  let words = text.split(separator: " ", omittingEmptySubsequences: false).map(MessageWord.init)
  var html: [String] = []
  var position = 0
  while position < words.count {
    let end = words.endOfFormula(from: position)
    if end > position, let formula = words[position..<end].formulaHTML {
      html.append(formula)
      position = end
    } else {
      html.append(escapedHTML(words[position].whole))
      position += 1
    }
  }
  return html.joined(separator: " ")
}

/// A word of a message, its comma or full stop apart.
private struct MessageWord {
  enum Kind {
    /// `W_{kij}`, `∇_W`: nothing but a formula has such signs.
    case formula
    /// `L`, `2`, `log`: in a formula where it stands beside others.
    case operand
    case sign
    case prose
  }

  let whole: String
  let text: String
  let kind: Kind

  var mark: String { String(whole.dropFirst(text.count)) }
  var endsPart: Bool { text.count < whole.count }
  /// How many more parentheses it opens than it closes.
  var opening: Int {
    text.utf8.reduce(0) { open, byte in
      open + (byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0)
    }
  }

  init(_ word: Substring) {
    whole = String(word)
    let core = word.last.map { ",.;:".contains($0) } ?? false ? word.dropLast() : word
    text = String(core)
    kind = MessageWord.kind(of: core)
  }

  private static let signs: Set<Substring> = [
    "=", "+", "−", "-", "·", "⋅", "⊙", "<", ">", "≤", "≥",
  ]
  /// Functions whose names are no words of a sentence.
  private static let functions: Set<Substring> = [
    "exp", "log", "sin", "cos", "tanh", "sigmoid", "softmax", "relu", "tr", "det", "diag",
  ]

  private static let signsOfFormulas = Set("_^∂∇ᵀ⊤′‖⊙∑Σ∏√")

  private static func isSignOfFormula(_ character: Character) -> Bool {
    if let byte = character.asciiValue { return byte == 0x5F || byte == 0x5E }
    return signsOfFormulas.contains(character) || ("α"..."ω").contains(character)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func kind(of core: Substring) -> Kind {
    if signs.contains(core) { return .sign }
    if core.contains(where: isSignOfFormula) { return .formula }
    if functions.contains(core) { return .operand }
    // Most words begin with a letter, and are none.
    if core.utf8.count > 1, core.utf8.allSatisfy(isLetter) { return .prose }
    let bare = core.drop { $0 == "(" }.prefix { $0 != ")" }
    if bare.first?.isLetter ?? false, core != "a", core != "I",
      bare.count == 1 || bare.dropFirst().first == "("
    {
      return .operand
    }
    let digits = core.drop { $0 == "−" || $0 == "-" }
    return !digits.isEmpty && digits.allSatisfy { $0.isNumber || $0 == "." } ? .operand : .prose
  }
}

extension [MessageWord] {
  /// Behind the last word of a formula that begins at `start`; `start` where none does.
  fileprivate func endOfFormula(from start: Int) -> Int {
    var end = start
    var open = 0
    while end < count, self[end].kind != .prose {
      open += self[end].opening
      end += 1
      if self[end - 1].endsPart, open <= 0 { break }
    }
    while end > start, self[end - 1].kind == .sign { end -= 1 }
    let found = self[start..<end]
    let isFormula =
      found.contains { $0.kind == .formula } || found.count > 2 && found.contains { $0.text == "=" }
    return isFormula && found.first?.text != "=" ? end : start
  }
}

extension ArraySlice<MessageWord> {
  /// nil where it cannot be read.
  fileprivate var formulaHTML: String? {
    var macros = Macros()
    let words = dropLast().map(\.whole) + suffix(1).map(\.text)
    let source = Excerpt(words.joined(separator: " "))
    let (node, problems) = parseMath(source, dialect: .plain, macros: &macros)
    guard problems.isEmpty else { return nil }
    let html = Pages.formulaHTML(Scope().typeset(node), display: false)
    // A comma stays with its formula.
    guard let mark = last?.mark, !mark.isEmpty else { return html }
    return "<span class=\"gw-inline\">\(html)\(escapedHTML(mark))</span>"
  }
}
