import Calculus
import Diagnostics
import Elaboration

/// Decides a claim: DESIGN section 6, intervals at points and sizes.
struct Decision {
  /// Points in all, over the choices of sizes.
  static let points = 24

  enum Verdict {
    case holds(Evidence)
    case refuted(Trial.Difference)
    case illShaped(Obstacle)
    /// A code and a clause.
    case unclear(String, String, hint: String? = nil)

    /// Refuted or ill-shaped.
    var isFailure: Bool {
      switch self {
      case .refuted, .illShaped: true
      case .holds, .unclear: false
      }
    }
  }

  let claim: Claim
  let scope: Scope
  /// What seeds the points: the claim as written.
  let text: String

  /// `⋅` between two vectors by entries, and where the shapes refuse that, as the inner product.
  func verdict() -> Verdict {
    if let letter = claim.unboundLetter {
      return .unclear(
        "free-index", "the index `\(letter)` is free on the right side only",
        hint: "is a sum over `\(letter)` meant?")
    }
    if claim.isApproximate, !claim.isNumeric {
      return .unclear("approximation", "how near the two sides are meant to be is not said")
    }
    let usual = verdict(dotIsInner: false)
    if claim.isNumeric {
      if case .holds = usual { return usual }
      return numericVerdict()
    }
    guard case .illShaped = usual else { return usual }
    let other = verdict(dotIsInner: true)
    if case .illShaped = other { return usual }
    return other
  }

  private func verdict(dotIsInner: Bool) -> Verdict {
    do throws(Obstacle) {
      var trial = try trial(scope.declaredSizes, .sampled, dotIsInner)
      guard !trial.instances.isEmpty else {
        return .unclear(
          "no-instance", "no member of the family exists for which this says anything")
      }
      if isByDefinition(trial) { return .holds(Evidence(.byDefinition)) }
      if let difference = try shownDifference(dotIsInner) { return .refuted(difference) }
      return try sampled(&trial, dotIsInner)
    } catch {
      return obstructed(error)
    }
  }

  private func trial(
    _ sizes: SizeChoice, _ mode: Lowering.Mode, _ dotIsInner: Bool
  ) throws(Obstacle) -> Trial {
    var lowering = Lowering(scope, sizes: sizes, mode: mode)
    lowering.dotIsInner = dotIsInner
    return try Trial(claim, lowering)
  }

  private func shownDifference(_ dotIsInner: Bool) throws(Obstacle) -> Trial.Difference? {
    var shown = try trial(scope.declaredSizes, .shown, dotIsInner)
    return shown.tryShownPoint()
  }

  private func sampled(_ declared: inout Trial, _ dotIsInner: Bool) throws(Obstacle) -> Verdict {
    let pinned = declared.lowering.pinned.union(scope.namesLateMembers ? scope.depths : [])
    let choices = SizeVariation(scope: scope, pinned: pinned).choices
    let share = Decision.points / (choices.count + 1)
    if let difference = declared.sample(share, text: text) { return .refuted(difference) }
    var trials = [declared]
    for choice in choices {
      guard var other = try? trial(choice, .sampled, dotIsInner) else {
        return .unclear(
          "sizes", "it holds at the declared sizes and has no meaning at \(list(choice))",
          hint: "write `fixed` behind a size that other values make no sense of")
      }
      if other.instances.isEmpty {
        // No member exists at these sizes: they say nothing. What names no member must exist.
        if !claim.letters.isEmpty { continue }
        return .unclear(
          "sizes", "it holds at the declared sizes and has no meaning at \(list(choice))",
          hint: "write `fixed` behind a size that other values make no sense of")
      }
      if other.sample(share, text: text) != nil {
        return .unclear(
          "sizes", "it holds at the declared sizes and fails at \(list(choice))",
          hint: "write `fixed` behind a size that other values make no sense of")
      }
      trials.append(other)
    }
    return conclusion(trials)
  }

  private func conclusion(_ trials: [Trial]) -> Verdict {
    let points = trials.reduce(0) { $0 + $1.points }
    guard trials.allSatisfy({ $0.points > 0 }) else {
      return .unclear("undefined", "one side has no value at any point that was tried")
    }
    guard trials.contains(where: \.sawNonzero) else {
      return .unclear("vacuous", "both sides are 0 at every point that was tried")
    }
    guard trials.allSatisfy(\.isSharp), points >= 12 else {
      return .unclear("precision", "rounding hides whether the two sides agree")
    }
    var evidence = Evidence(.numeric, points: points, sizes: trials.count)
    evidence.width = trials.map(\.width).max()
    evidence.omitted = trials[0].omitted
    return .holds(evidence)
  }

  func obstructed(_ obstacle: Obstacle) -> Verdict {
    if obstacle.isIllShaped { return .illShaped(obstacle) }
    guard case .error(let error, _) = obstacle else { return .illShaped(obstacle) }
    return .unclear(error.code, error.message, hint: error.hint)
  }

  /// The same formula on both sides, before any rule of calculus.
  private func isByDefinition(_ trial: Trial) -> Bool {
    guard !claim.left.usesDerivatives, !claim.right.usesDerivatives else {
      return claim.left == claim.right
    }
    return trial.sidesAreSame()
  }

  /// `n = 4, m = 3`.
  private func list(_ choice: SizeChoice) -> String {
    choice.keys.sorted().map { "\($0) = \(choice[$0] ?? 0)" }.joined(separator: ", ")
  }
}

extension Expression {
  fileprivate var usesDerivatives: Bool {
    switch kind {
    case .derivative, .derivativeOfBuiltin: true
    case .apply(_, derivative: let order, _) where order > 0: true
    default: children.contains(where: \.usesDerivatives)
    }
  }
}
