import Calculus
import Elaboration

/// What is refuted is shown where a reader can redo it by hand: at the smallest sizes and at small whole
/// numbers or decimals, where the sides differ there at a glance. Where the page gives every value, its
/// own point is shown.
extension Decision {
  /// Points that are tried at each choice of sizes.
  private static let smallPoints = 8
  /// The simplest difference that is found; `difference` where there is none.
  func simplest(_ difference: Trial.Difference) -> Trial.Difference {
    var usual = Conventions(layout: scope.layout)
    usual.openProduct = .matrix
    guard !claim.isNumeric, !difference.isShown,
      let declared = try? trial(scope.declaredSizes, .sampled, usual)
    else {
      return difference
    }
    var found: Trial.Difference?
    for choice in smallChoices(declared) {
      guard var trial = try? trial(choice, .shown, usual) else { continue }
      for attempt in 0..<Decision.smallPoints {
        guard var difference = trial.compare(at: .small(attempt)) else { continue }
        difference.sizes = changed(choice, trial)
        if difference.isVisible { return difference }
        found = found ?? difference
      }
    }
    return found ?? difference
  }

  /// A difference at small sizes at which no function has a second meaning: a norm or an exponential of 1×1, or of
  /// one column, is the same to all.
  func clearDifference() -> Trial.Difference? {
    let usual = Conventions(layout: scope.layout)
    guard let declared = try? trial(scope.declaredSizes, .sampled, usual) else { return nil }
    for choice in smallChoices(declared) {
      guard var trial = try? trial(choice, .shown, usual), !trial.isOpen else { continue }
      for attempt in 0..<Decision.smallPoints {
        guard var difference = trial.compare(at: .small(attempt)) else { continue }
        difference.sizes = changed(choice, trial)
        return difference
      }
    }
    return nil
  }

  /// Smallest first, the declared sizes last.
  private func smallChoices(_ trial: Trial) -> [SizeChoice] {
    let declared = scope.declaredSizes
    let held = heldSizes(trial)
    let free = declared.keys.filter { !held.contains($0) && !scope.isFixed($0.name) }.sorted()
    let depths = free.filter { scope.depths.contains($0) }
    let lengths = free.filter { !scope.depths.contains($0) }
    var choices: [SizeChoice] = []
    for pattern in [[1], [2], [2, 1], [1, 2], [2, 3], [3, 2]] {
      for depth in depths.isEmpty ? [1] : [1, 2] {
        var choice = declared
        for (index, key) in lengths.enumerated() {
          choice[key] = pattern[index % pattern.count]
        }
        for key in depths { choice[key] = min(depth, declared[key] ?? depth) }
        if !choices.contains(choice) { choices.append(choice) }
      }
    }
    return choices.filter { $0 != declared } + [declared]
  }

  /// The sizes that matter and are not the declared ones.
  private func changed(_ choice: SizeChoice, _ trial: Trial) -> [String] {
    let names = Set(trial.inputs.flatMap { $0.value.axes.flatMap(\.names) })
    let hasMembers = trial.inputs.contains { !$0.key.members.isEmpty }
    return choice.keys.sorted().filter {
      choice[$0] != scope.declaredSizes[$0]
        && (names.contains($0.description) || hasMembers && scope.depths.contains($0))
    }.map { "\($0) = \(choice[$0] ?? 0)" }
  }
}
