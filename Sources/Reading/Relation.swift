import Elaboration
import MathSyntax

/// What stands between two members of a statement.
package enum Relation: Hashable, Sendable {
  case equal
  /// `:=`, `≡`, `≜`, `\overset{def}{=}`.
  case definition
  case approximate
  /// `←`.
  case update
  /// `∈`.
  case member
  /// An order, a limit, an implication: nothing that is checked.
  case other(String)

  /// nil where `node` is no relation.
  package init?(_ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol):
      guard let relation = Relation(character: symbol.character, symbol.role) else { return nil }
      self = relation
    case .stack(let base, let over, under: _):
      guard let relation = Relation(base) else { return nil }
      if relation == .equal, over?.asksOrDistributes == true {
        self = .other("≟")
        return
      }
      let isDefinition =
        over.map { mark in
          describe(mark).contains("def") || ["△", "▵", ".", "∆", "Δ"].contains(describe(mark))
        } ?? false
      self = relation == .equal && isDefinition ? .definition : relation
    case .styled(_, let inner), .scripts(let inner?, _, _):
      guard let relation = Relation(inner) else { return nil }
      self = relation
    case .row(let nodes) where nodes.count == 1:
      guard let relation = Relation(nodes[0]) else { return nil }
      self = relation
    case .accent(_, let inner):
      // `\hat=` says what corresponds to what.
      guard Relation(inner) != nil else { return nil }
      self = .other("≙")
    default:
      return nil
    }
  }

  private init?(character: String, _ role: Symbol.Role) {
    switch character {
    case "=": self = .equal
    case "≔", "≡", "≜", "≝", "≐": self = .definition
    case "≈", "≃", "≅", "≊": self = .approximate
    case "←", "⟵": self = .update
    case "∈": self = .member
    case "|", "∣", "∥": return nil
    default:
      guard role == .relation else { return nil }
      self = .other(character)
    }
  }

  /// A sign that no equality is: an order, a membership, an implication. What stands on either side
  /// begins anew.
  package var isOrder: Bool {
    switch self {
    case .other, .member: true
    default: false
    }
  }

  /// `⇒`: what stands behind it is said only if what stands before it is so.
  package var isImplication: Bool {
    guard case .other(let sign) = self else { return false }
    return ["⇒", "⟹", "⇔", "⟺", "∴"].contains(sign)
  }
}

extension MathNode {
  /// `?` or `d` above an equals sign: a question, or an equality of distributions.
  fileprivate var asksOrDistributes: Bool {
    if describe(self) == "?" { return true }
    return Head(self).map { ["d", "D", "L", "law", "dist", "P"].contains($0.base) } ?? false
  }

  /// `!` or `set` above an equals sign: what is asked for, and not what is so.
  var asksFor: Bool {
    guard case .stack(let base, let over?, under: _) = kind, Relation(base) != nil else {
      return false
    }
    let words = over.row.flatMap { node -> [String] in
      if case .text(let text) = node.kind { return ConditionWords.words(of: text) }
      return [node.word ?? node.character ?? ""]
    }
    return !words.allSatisfy { !["!", "set", "want", "must", "should", "required"].contains($0) }
  }
}
