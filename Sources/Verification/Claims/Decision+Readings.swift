import Elaboration

/// What the readings of a chain need of a decision.
extension Decision {
  /// The same for another claim.
  func deciding(_ other: Claim) -> Decision {
    var decision = Decision(claim: other, scope: scope, text: text, pool: pool)
    decision.otherPartials = otherPartials
    return decision
  }

  /// The pairs whose partial derivatives could be read in another way, with another value. They are
  /// found by lowering once more what the verdict has lowered.
  var openPairs: [PartialPair] {
    guard claim.left.usesPartials || claim.right.usesPartials else { return [] }
    var conventions = Conventions(layout: scope.layout)
    conventions.otherPartials = otherPartials
    let key = NetworkPool.Key(
      sizes: scope.declaredSizes, mode: .sampled, conventions: conventions)
    let network = pool.network(scope, key)
    guard (try? claim.instances(in: &network.lowering)) != nil else { return [] }
    return network.lowering.openPairs
  }
}
