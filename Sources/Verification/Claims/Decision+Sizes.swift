import Elaboration

/// The sizes at which a claim is tried (DESIGN section 6).
extension Decision {
  /// Those besides the declared ones.
  func choices(for declared: Trial) -> [SizeChoice] {
    pool.choices(
      in: scope, SizeVariation.Limits(pinned: heldSizes(declared), literals: claim.literals))
  }

  /// What becomes of a claim at other sizes.
  enum Elsewhere {
    case agrees(Trial)
    case fails(SizeChoice)
    case hasNoMembers, hasNoMeaning, hasNoValue
  }

  /// At `choice`, or where nothing has a meaning or a value there, at sizes that stand to each other as the declared ones do, or
  /// are as far above those: a window is no wider than what it slides over, and XᵀX is singular where X has more columns
  /// than rows.
  ///
  /// - Parameters:
  ///   - others: At other sizes, the declared ones first.
  ///   - count: How many points are tried.
  func trialElsewhere(
    _ choice: SizeChoice, besides others: [Trial], _ count: Int, _ conventions: Conventions
  ) -> Elsewhere {
    var found = Elsewhere.hasNoMeaning
    var tried = others.map(\.network.lowering.sizes)
    let held = others.first.map(heldSizes) ?? []
    let alike = [scope.mirrored(choice), scope.ordered(choice, besides: held)]
    let larger = [0, 1].map { scope.doubled(choice, besides: held, and: $0) }
    for choice in [choice] + alike + larger where !tried.contains(choice) {
      tried.append(choice)
      do throws(Obstacle) {
        var trial = try trial(choice, .sampled, conventions)
        if trial.instances.isEmpty { return .hasNoMembers }
        if trial.sample(count, series: others.count) != nil { return .fails(choice) }
        if trial.points > 0 { return .agrees(trial) }
        found = .hasNoValue
      } catch {
        if error.isIllShaped { return found }
      }
    }
    return found
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
  private func freeLengths(_ choice: SizeChoice, besides held: Set<SizeKey>) -> [SizeKey] {
    choice.keys.filter {
      !depths.contains($0) && !held.contains($0) && !isFixed($0.name) && declaredSizes[$0] != nil
    }
  }

  /// With lengths twice the declared ones, and `more`.
  fileprivate func doubled(
    _ choice: SizeChoice, besides held: Set<SizeKey>, and more: Int
  ) -> SizeChoice {
    freeLengths(choice, besides: held).reduce(into: choice) { doubled, key in
      let (length, overflow) = (declaredSizes[key] ?? 0).multipliedReportingOverflow(by: 2)
      if !overflow, length < Int.max { doubled[key] = length + more }
    }
  }

  /// With the lengths of the choice in the order of the declared ones.
  fileprivate func ordered(_ choice: SizeChoice, besides held: Set<SizeKey>) -> SizeChoice {
    let keys = freeLengths(choice, besides: held)
    let lengths = keys.compactMap { choice[$0] }.sorted()
    let ordered = keys.sorted { a, b in
      (declaredSizes[a] ?? 0, a) < (declaredSizes[b] ?? 0, b)
    }
    return choice.merging(zip(ordered, lengths)) { $1 }
  }

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
