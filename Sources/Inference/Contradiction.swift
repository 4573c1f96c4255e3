import Diagnostics
import Elaboration
import MathSyntax

/// Two shapes that a page says one array has.
package struct ShapeContradiction: Sendable {
  package let name: String
  package let first: (shape: String, range: SourceRange)
  package let second: (shape: String, range: SourceRange)
}

extension Page {
  /// The first name of which the page says two shapes that cannot be one: `W \in \mathbb{R}^{m \times n}` and
  /// `W \in \mathbb{R}^{n \times m}`. A number beside a name may be an example.
  var contradiction: ShapeContradiction? {
    guard let plan = plans.first else { return nil }
    let draft = Draft(self, plan)
    var said: [Reference: Draft.Membership] = [:]
    for membership in draft.memberships {
      guard let first = said[membership.reference] else {
        said[membership.reference] = membership
        continue
      }
      guard first.contradicts(membership) else { continue }
      let members = membership.reference.members.compactMap(ScriptTerm.init).map(draft.text)
      return ShapeContradiction(
        name: draft.text(membership.reference.symbol, members),
        first: (first.shape, first.range), second: (membership.shape, membership.range))
    }
    return nil
  }
}

extension Draft.Membership {
  fileprivate func contradicts(_ other: Draft.Membership) -> Bool {
    if axes.count != other.axes.count { return true }
    return zip(axes, other.axes).contains { a, b in
      switch (a, b) {
      case (.number(let x), .number(let y)): x != y
      case (.number, _), (_, .number): false
      default: a != b
      }
    }
  }
}
