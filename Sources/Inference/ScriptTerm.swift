import Elaboration
import MathSyntax

/// A script as one index: a number, a letter, or a letter and a number.
struct ScriptTerm: Hashable {
  /// nil for a number.
  let letter: String?
  /// What is added to the letter, or the number itself.
  let shift: Int

  /// No page counts further; what lies below can be added to and told apart without a thought of overflow.
  static let largestShift = 1_000_000

  init(letter: String?, shift: Int) { (self.letter, self.shift) = (letter, shift) }

  /// `k`, `k - 1`, `2`; nil for anything else, and for numbers that count nothing.
  init?(_ term: IndexTerm) {
    switch term {
    case .number(let value): self.init(letter: nil, counting: value)
    case .letter(let name), .size(let name, nil): self.init(letter: name, shift: 0)
    case .sum(let a, .number(let value)):
      guard let inner = ScriptTerm(a), value.magnitude <= ScriptTerm.largestShift else {
        return nil
      }
      self.init(letter: inner.letter, counting: inner.shift + value)
    case .difference(let a, .number(let value)):
      guard let inner = ScriptTerm(a), value.magnitude <= ScriptTerm.largestShift else {
        return nil
      }
      self.init(letter: inner.letter, counting: inner.shift - value)
    default: return nil
    }
  }

  private init?(letter: String?, counting shift: Int) {
    guard shift.magnitude <= ScriptTerm.largestShift else { return nil }
    self.init(letter: letter, shift: shift)
  }

  /// `\langle t \rangle`, `[l](i)`: between commas, each one index.
  static func terms(_ nodes: [MathNode]) -> [ScriptTerm]? {
    let parts = nodes.splitAtTopLevel { $0.character == "," }
    let terms = parts.compactMap { Scope().indexTerm($0).flatMap(ScriptTerm.init) }
    return terms.count == parts.count ? terms : nil
  }
}

/// The scripts of one use of a name, as far as their form tells what they are.
struct ScriptForm {
  /// An upright word or letters that are no indices: the `hx` of `W_{hx}`.
  var label: String?
  /// Behind the label, if there is one. A `:` is nil.
  var sub: [ScriptTerm?] = []
  /// In brackets above.
  var bracketed: [ScriptTerm] = []
  var hasSquareBrackets = false
  /// Above without brackets, where it may be an index: a letter, with a number or without.
  var plain: ScriptTerm?
  var isTransposed = false
  /// Whether something stands below that is no index and no label.
  var isOdd = false
}
