import Elaboration

/// The choices of sizes at which a claim is tried: the declared one, then others (DESIGN section 6):
/// at least 2, pairwise different, depths at least 2.
struct SizeVariation {
  let scope: Scope
  let limits: Limits

  /// What a claim says of its sizes.
  struct Limits: Hashable {
    /// Sizes that keep their declared value.
    let pinned: Set<SizeKey>
    /// Numbers that the claim writes: a size that happens to equal one could hide a mistake.
    let literals: Set<Int>
  }

  /// Two further choices; fewer where everything is pinned.
  var choices: [SizeChoice] {
    let declared = scope.declaredSizes
    var found: [SizeChoice] = []
    for attempt in 0..<4 where found.count < 2 {
      let choice = self.choice(attempt)
      if choice != declared, !found.contains(choice) { found.append(choice) }
    }
    return found
  }

  private func choice(_ attempt: Int) -> SizeChoice {
    let declared = scope.declaredSizes
    let depths = scope.depths
    var choice = declared
    for (key, value) in declared where depths.contains(key) && !isHeld(key) {
      choice[key] = attempt == 0 ? (value == 2 ? 3 : 2) : max(2, min(value, 3)) + 1
    }
    let growth = scope.growth(from: declared, to: choice)
    for (name, members) in scope.sizeFamilies {
      for extra in 0..<max(0, growth) { choice[SizeKey(name, members.upperBound + 1 + extra)] = 0 }
    }
    let ends = movedEnds(growth)
    var values = SizeVariation.pool(attempt).filter { !limits.literals.contains($0) }[...]
    for key in choice.keys.sorted() where !depths.contains(key) {
      if let value = ends[key] {
        choice[key] = value
      } else if !isHeld(key) || isLast(key, growth) {
        choice[key] = values.popFirst() ?? 2
      }
    }
    // A member of a pinned family that a greater depth asks for still needs some value.
    for (key, value) in choice where value == 0 { choice[key] = 2 }
    return choice
  }

  /// The last layer of another depth has the size of the declared last one, where that is held or 1:
  /// one output stays one output.
  private func movedEnds(_ growth: Int) -> SizeChoice {
    guard growth != 0 else { return [:] }
    var ends: SizeChoice = [:]
    for (name, members) in scope.sizeFamilies {
      let last = SizeKey(name, members.upperBound)
      guard let value = scope.declaredSizes[last], isHeld(last) || value == 1 else { continue }
      ends[SizeKey(name, members.upperBound + growth)] = value
    }
    return ends
  }

  /// The declared last layer, where others stand behind it.
  private func isLast(_ key: SizeKey, _ growth: Int) -> Bool {
    growth > 0 && !scope.isFixed(key.name)
      && scope.sizeFamilies.contains { $0.0 == key.name && $0.1.upperBound == key.member }
  }

  private func isHeld(_ key: SizeKey) -> Bool {
    limits.pinned.contains(key) || scope.isFixed(key.name)
  }

  /// Small and pairwise different as far as that keeps the networks small; then repeating.
  private static func pool(_ attempt: Int) -> [Int] {
    let orders = [[3, 2, 4, 5, 6], [4, 5, 3, 2, 6], [2, 3, 5, 4, 6], [5, 4, 2, 3, 6]]
    let small = orders[attempt % orders.count]
    return small + (0..<40).map { small[$0 % small.count] + ($0 < 5 ? 5 : 0) }
  }
}
