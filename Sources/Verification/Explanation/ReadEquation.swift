import Elaboration

/// A relation as it was read: its two sides, what they are said for, and the names they use. The
/// finding of its step, the account of `gradweave explain` and the script of `gradweave tangle` come from
/// the same reading.
package struct ReadEquation: Hashable, Sendable {
  let claim: Claim
  package let scope: Scope
  /// How its signs and derivatives were read; nil where as usual.
  private let conventions: Decision.Conventions?

  init(_ claim: Claim, _ scope: Scope, _ conventions: Decision.Conventions? = nil) {
    (self.claim, self.scope, self.conventions) = (claim, scope, conventions)
  }

  package var left: Expression { claim.left }
  package var right: Expression { claim.right }
  /// The letters it is said of all values of.
  package var letters: [String] { claim.letters }
  package var conditions: [Condition] { claim.conditions }
  /// Whether a side is made of numbers.
  package var isNumeric: Bool { claim.isNumeric }
  /// Whether it is said of how its sides change together: `dL = tr(Aᵀ dX)`.
  package var hasDifferentials: Bool { claim.hasDifferentials }

  /// Whether a side is a matrix some of whose entries are dots.
  package var isElided: Bool { claim.left.isElided || claim.right.isElided }

  /// How far apart the sides of `≈` may be: half a unit of the last digit that is written; nil for `=`.
  package var slack: Double? {
    guard claim.isApproximate else { return nil }
    let digits = (claim.decimals ?? []).compactMap { $0 }.min() ?? 0
    return (0..<digits).reduce(0.5) { slack, _ in slack / 10 }
  }

  /// The network at the declared sizes, with signs and derivatives read as they were.
  package func lowering() -> Lowering {
    let conventions = conventions ?? Decision.Conventions(layout: scope.layout)
    return conventions.lowering(scope, scope.declaredSizes, .shown)
  }

  /// The values of the letters it was checked for, at most so many; nil where it has none.
  package func instances(
    in lowering: inout Lowering, atMost limit: Int
  ) -> [LetterValues]? {
    guard let found = try? claim.instances(in: &lowering, atMost: limit) else { return nil }
    var letters: [LetterValues] = []
    for instance in found.all {
      if letters.last != instance.letters { letters.append(instance.letters) }
    }
    return letters
  }

  /// The first values of its letters for which the names in it exist.
  package var firstInstance: LetterValues { PartWalk(self).first }

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
