import Elaboration

/// What the readings of a chain need of a decision.
extension Decision {
  /// The same for another claim.
  func deciding(_ other: Claim) -> Decision {
    var decision = Decision(claim: other, scope: scope, pool: pool)
    (decision.otherPartials, decision.keepsZeros) = (otherPartials, keepsZeros)
    return decision
  }

  /// The pairs whose partial derivatives could be read in another way, with another value, as far as the
  /// verdict has met them.
  var openPairs: [PartialPair] {
    claim.left.usesPartials || claim.right.usesPartials ? pool.openPairs : []
  }
}
