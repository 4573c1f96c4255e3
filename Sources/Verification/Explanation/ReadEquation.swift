import Elaboration

/// A relation as it was read: its two sides, what they are said for, and the names they use. The
/// finding of its step and the account of `gradweave explain` come from the same reading.
package struct ReadEquation: Hashable, Sendable {
  let left: Expression
  let right: Expression
  /// The letters it is said of all values of.
  let letters: [String]
  let conditions: [Condition]
  let scope: Scope

  init(_ claim: Claim, _ scope: Scope) {
    left = claim.left
    right = claim.right
    letters = claim.letters
    conditions = claim.conditions
    self.scope = scope
  }

  /// The scope is where it stands, not what it says.
  package static func == (a: ReadEquation, b: ReadEquation) -> Bool {
    (a.left, a.right) == (b.left, b.right) && a.letters == b.letters
      && a.conditions == b.conditions
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(left)
    hasher.combine(right)
  }
}
