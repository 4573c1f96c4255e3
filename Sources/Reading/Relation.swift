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
      let isDefinition =
        over.map { mark in
          describe(mark).contains("def") || ["△", "▵", ".", "∆", "Δ"].contains(describe(mark))
        } ?? false
      self = relation == .equal && isDefinition ? .definition : relation
    case .styled(_, let inner), .scripts(let inner?, _, _):
      guard let relation = Relation(inner) else { return nil }
      self = relation
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
