import Elaboration

/// The sizes at which a claim is tried (DESIGN section 6).
extension Decision {
  /// Those besides the declared ones.
  func choices(for declared: Trial) -> [SizeChoice] {
    pool.choices(
      in: scope, SizeVariation.Limits(pinned: heldSizes(declared), literals: claim.literals))
  }

  /// At `choice`, or at sizes as far above the declared ones where nothing has a meaning there: a window is
  /// no wider than what it slides over. nil where the claim has none.
  func trialElsewhere(
    _ choice: SizeChoice, _ conventions: Conventions
  ) -> (choice: SizeChoice, trial: Trial)? {
    do throws(Obstacle) {
      return (choice, try trial(choice, .sampled, conventions))
    } catch {
      let larger = scope.mirrored(choice)
      guard !error.isIllShaped, larger != choice,
        let trial = try? trial(larger, .sampled, conventions)
      else { return nil }
      return (larger, trial)
    }
  }

  /// The sizes that keep their declared value.
  func heldSizes(_ declared: Trial) -> Set<SizeKey> {
    let depths = scope.depths
    let areHeld = !depths.isEmpty && pool.namesLateMembers(scope)
    return declared.pinned.union(areHeld ? depths : []).union(singleOutputs)
  }

  /// The last member of a family of sizes where that is 1: one output stays one output.
  private var singleOutputs: [SizeKey] {
    scope.sizeFamilies.map { SizeKey($0.name, $0.members.upperBound) }
      .filter { scope.declaredSizes[$0] == 1 }
  }

  /// `n = 3`: those of them that could have been others.
  func held(_ declared: Trial) -> [String] {
    let sizes = scope.declaredSizes
    return heldSizes(declared).filter { !scope.isFixed($0.name) }.sorted().compactMap { key in
      sizes[key].map { "\(key) = \($0)" }
    }
  }

  /// What is so at the declared sizes, and what becomes of it at `choice`.
  func elsewhere(_ said: String, _ change: String, _ choice: SizeChoice) -> Verdict {
    .unclear(
      "sizes", "\(said) at \(list(scope.declaredSizes)), and it \(change) at \(list(choice))",
      hint: "write `fixed` behind a size that other values make no sense of")
  }

  /// `m = 4, n = 3`.
  private func list(_ choice: SizeChoice) -> String {
    choice.keys.sorted().filter { !scope.isFixed($0.name) }.map { "\($0) = \(choice[$0] ?? 0)" }
      .joined(separator: ", ")
  }
}

extension Scope {
  /// With lengths below the declared ones as far above them.
  fileprivate func mirrored(_ choice: SizeChoice) -> SizeChoice {
    choice.reduce(into: choice) { mirrored, size in
      guard !depths.contains(size.key), let declared = declaredSizes[size.key],
        size.value < declared
      else { return }
      mirrored[size.key] = 2 * declared - size.value
    }
  }
}
