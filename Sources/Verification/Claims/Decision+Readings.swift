import Elaboration

/// What the readings of a chain need of a decision.
extension Decision {
  /// The same for another claim.
  func deciding(_ other: Claim) -> Decision {
    var decision = Decision(claim: other, scope: scope, text: text, pool: pool)
    decision.otherPartials = otherPartials
    return decision
  }

  /// The pairs whose partial derivatives could be read in another way, with another value.
  var openPairs: [PartialPair] {
    var conventions = Conventions(layout: scope.layout)
    conventions.openProduct = .matrix
    guard claim.left.usesPartials || claim.right.usesPartials,
      let trial = try? trial(scope.declaredSizes, .shown, conventions)
    else { return [] }
    return trial.network.lowering.openPairs
  }
}
