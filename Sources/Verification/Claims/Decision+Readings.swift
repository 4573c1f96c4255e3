import Elaboration

/// What the readings of a chain need of a decision.
extension Decision {
  /// The same for another claim.
  func deciding(_ other: Claim) -> Decision {
    var decision = Decision(claim: other, scope: scope, text: text, pool: pool)
    (decision.otherPartials, decision.keepsZeros) = (otherPartials, keepsZeros)
    return decision
  }

  /// The pairs whose partial derivatives could be read in another way, with another value.
  var openPairs: [PartialPair] {
    guard claim.left.usesPartials || claim.right.usesPartials else { return [] }
    var conventions = Conventions(layout: scope.layout)
    if let found = openPairs(conventions) { return found }
    conventions.chains = .sums
    return openPairs(conventions) ?? []
  }

  /// nil where the claim has no shape.
  private func openPairs(_ conventions: Conventions) -> [PartialPair]? {
    (try? trial(scope.declaredSizes, .shown, conventions))?.network.lowering.openPairs
  }
}
