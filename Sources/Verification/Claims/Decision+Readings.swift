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
    guard claim.left.usesPartials || claim.right.usesPartials,
      let trial = try? trial(scope.declaredSizes, .shown, Conventions(layout: scope.layout))
    else { return [] }
    return trial.network.lowering.openPairs
  }
}

extension Claim {
  /// The ways to read its signs, the usual one first.
  func conventions(layout: Layout) -> [Decision.Conventions] {
    let sides = [left, right]
    let hasDots = sides.contains { $0.contains(\.isDotProduct) }
    let hasSquares = sides.contains { $0.contains(\.isPower) }
    let hasProducts = sides.contains { $0.contains(\.isBigProduct) }
    let hasTensors = sides.contains { $0.contains(\.isTensorProduct) }
    var found = [Decision.Conventions(layout: layout)]
    func vary<T>(_ values: [T], _ part: WritableKeyPath<Decision.Conventions, T>) {
      found = values.flatMap { value in
        found.map { usual in
          var other = usual
          other[keyPath: part] = value
          return other
        }
      }
    }
    if hasDots { vary([false, true], \.dotIsInner) }
    if hasSquares { vary([false, true], \.squaresAreLengths) }
    if hasProducts { vary([false, true], \.productsDescend) }
    if hasTensors { vary(Lowering.TensorSign.allCases, \.tensorSign) }
    return found
  }
}
