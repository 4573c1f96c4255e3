import Elaboration
import MathSyntax

/// What the names of a page are, as far as the form of their scripts tells: arrays, families of arrays,
/// functions. Shapes are found from it.
struct NamePlan: Hashable {
  struct Name: Hashable {
    let base: String
    let label: String?
    /// How many family indices stand below and above.
    var below = 0
    var above = 0
    /// The letter that most often counts the members, of each slot: those above first.
    var letters: [String] = []
    var brackets = Brackets.none
    /// The most entries that are taken of it.
    var entries = 0
    /// The numbers that stand for members, where no letter does.
    var numbers: Set<[Int]> = []
    var hasLetters = false
    /// More than 0: a function.
    var arguments = 0
    /// How often it stands on the page, and how often a derivative is taken by it.
    var uses = 0
    var differentiations = 0
    var isTransposed = false
    var isDifferentiated = false
    /// Whether parentheses behind it only repeat what it depends on: `L(θ)`.
    var isDecorated = false
    var isBold = false
  }

  enum Brackets: Hashable { case none, round, square }

  /// Letters that count members, with what they run up to.
  var families: [String: String] = [:]
  var names: [Name] = []
}

extension NamePlan.Name {
  var slots: Int { below + above }

  /// What a size of this name is called: `n`, `n_h`; nil where it counts members, as `h_1` does.
  var asSize: String? {
    slots > 0 ? nil : label.map { "\(base)_\($0)" } ?? base
  }

  /// The same name with no word below it.
  var withoutLabel: NamePlan.Name {
    var name = NamePlan.Name(base: base, label: nil)
    (name.below, name.above, name.brackets) = (0, above, brackets)
    return name
  }

  /// The base as a block writes it: `\hat{y}`, `w^*`, `σ`.
  var baseText: String {
    let parts = base.split(separator: " ").map(String.init)
    guard parts.count == 2 else { return base }
    return Head.mark(of: base) == nil ? "\\\(parts[0]){\(parts[1])}" : parts[1]
  }

  /// As a block writes it, with these members: `W_k`, `a^{[l]}`, `W_{hx}`.
  func text(_ members: [String]) -> String {
    let mark = Head.mark(of: base).map { [$0] } ?? []
    let above = members.prefix(self.above)
    var sup = mark
    switch brackets {
    case .none: sup += above.isEmpty ? [] : [above.joined(separator: ",")]
    case .round: sup += above.map { "(\($0))" }
    case .square: sup += above.map { "[\($0)]" }
    }
    let sub = (label.map { [$0] } ?? []) + members.dropFirst(self.above)
    return baseText + script("_", sub.joined(separator: ",")) + script("^", sup.joined())
  }

  private func script(_ sign: String, _ text: String) -> String {
    text.isEmpty ? "" : text.count == 1 ? sign + text : "\(sign){\(text)}"
  }
}
