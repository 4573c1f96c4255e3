import Elaboration

/// What the readings of a chain need of a decision.
extension Decision {
  /// The same for another claim.
  func deciding(_ other: Claim) -> Decision {
    var decision = Decision(claim: other, scope: scope, text: text, pool: pool)
    (decision.otherPartials, decision.keepsZeros) = (otherPartials, keepsZeros)
    return decision
  }

  /// The pairs whose partial derivatives could be read in another way, with another value. They are
  /// found by lowering once more what the verdict has lowered.
  var openPairs: [PartialPair] {
    guard claim.left.usesPartials || claim.right.usesPartials else { return [] }
    var conventions = Conventions(layout: scope.layout)
    conventions.openProduct = .matrix
    if let found = openPairs(conventions) { return found }
    conventions.chains = .sums
    return openPairs(conventions) ?? []
  }

  /// nil where the claim has no shape.
  private func openPairs(_ conventions: Conventions) -> [PartialPair]? {
    var conventions = conventions
    conventions.otherPartials = otherPartials
    let key = NetworkPool.Key(
      sizes: scope.declaredSizes, mode: .sampled, conventions: conventions)
    let network = pool.network(scope, key)
    guard (try? claim.instances(in: &network.lowering)) != nil else { return nil }
    return network.lowering.openPairs
  }
}
