import Diagnostics
import Elaboration
import MathSyntax

/// `<!-- net: … -->`: what an author says about the statements it governs.
package enum Instruction: Hashable, Sendable {
  /// Not looked at.
  case skip
  /// It must hold, whatever it looks like.
  case holds
  /// Wrong on purpose: it must be refuted.
  case fails
  /// Its left side is a new name.
  case define
  /// A condition on indices: `where k >= 2`.
  case condition(MathNode)
  /// Which way its derivatives lie: `layout numerator`.
  case layout(Layout)
  /// A region that is not looked at.
  case off, on

  /// Whether what the text around a statement says of it counts.
  package var leavesTextToSpeak: Bool { self != .holds && self != .fails }

  package var isNoCondition: Bool {
    if case .condition = self { false } else { true }
  }

  /// The text after `net:`; nil where it is no instruction.
  package init?(_ text: Excerpt, macros: inout Macros) {
    let words = text.text.split(whereSeparator: \.isWhitespace).map(String.init)
    switch (words.first, words.count) {
    case ("skip", 1): self = .skip
    case ("holds", 1): self = .holds
    case ("fails", 1): self = .fails
    case ("define", 1): self = .define
    case ("off", 1): self = .off
    case ("on", 1): self = .on
    case ("where", 2...):
      let (node, problems) = parseMath(
        Excerpt(words.dropFirst().joined(separator: " ")), dialect: .plain, macros: &macros)
      guard problems.isEmpty else { return nil }
      self = .condition(node.placed(at: text.range))
    case ("layout", 2):
      guard let layout = Layout(rawValue: words[1]) else { return nil }
      self = .layout(layout)
    default: return nil
    }
  }
}
