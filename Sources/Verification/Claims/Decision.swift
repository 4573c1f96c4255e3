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
    /// The engine contradicts itself: no verdict.
    case internalError

    /// An index is free on the right side only.
    var lacksLetter: Bool {
      if case .unclear("free-index", _, _) = self { true } else { false }
    }

    /// A derivative in it is a tensor.
    var lacksMatrixForm: Bool {
      if case .unclear("layout", _, _) = self { true } else { false }
    }

    /// What the block defines has no meaning: where signs are read in another way, the block is not written in that one.
    var breaksDefinition: Bool {
      if case .unclear("definition", _, _) = self { true } else { false }
    }

    /// What it holds of are the declared sizes alone.
    var failsElsewhere: Bool {
      if case .unclear("sizes", _, _) = self { true } else { false }
    }

    /// Refuted or ill-shaped.
    var isFailure: Bool {
      switch self {
      case .refuted, .illShaped: true
      case .holds, .unclear, .internalError: false
      }
    }
  }

  let claim: Claim
  let scope: Scope
  let pool: NetworkPool
  /// The pairs whose partial derivatives are not what they usually are.
  var otherPartials: Set<PartialPair> = []
  /// Whether the first members of recursions that the block sets to 0 are 0.
  var keepsZeros = false

  func verdict() -> Verdict {
    (pool.openPairs, pool.openMeanings, pool.metMeanings) = ([], [], [])
    pool.hasRegrouped = false
    return weighed(computed())
  }

  /// The verdict as far as signs mean what they are taken for.
  private func computed() -> Verdict {
    if let letter = claim.unboundLetter {
      return .unclear(
        "free-index", "the index `\(letter)` is free on the right side only",
        hint: "is a sum over `\(letter)` meant?")
    }
    if claim.isApproximate, !claim.isNumeric {
      return .unclear("approximation", "how near the two sides are meant to be is not said")
    }
    let usual = verdict(in: scope.layout)
    if claim.isNumeric {
      if case .holds = usual { return usual }
      let numeric = numericVerdict(unlessConstant: !usual.failsElsewhere)
      // At one point only it cannot be told; what was found at all points then counts.
      if case .unclear = usual, case .unclear = numeric { return usual }
      return numeric
    }
    guard usual.isFailure else { return usual }
    if let verdict = verdictFromZero() { return verdict }
    if claim.hasWrittenValues, case .holds = numericVerdict(unlessConstant: true) {
      return .unclear(
        "at-what-point", "it holds for the values that the block gives, and not for others")
    }
    guard let layout = otherLayout else { return usual }
    return .unclear(
      "layout", "it holds in \(layout.rawValue) layout, not in \(scope.layout.rawValue) layout",
      hint: "write `layout \(layout.rawValue)` in the block")
  }

  /// What holds since a recursion starts from the 0 that the block gives; nil where that is not why.
  private func verdictFromZero() -> Verdict? {
    guard !keepsZeros, !scope.zeroStarts.isEmpty else { return nil }
    var kept = self
    kept.keepsZeros = true
    guard case .holds(var evidence) = kept.verdict(in: scope.layout) else { return nil }
    evidence.held += scope.zeroStarts
    return .holds(evidence)
  }

  /// Another layout in which it holds: a page that uses that one is not wrong.
  private var otherLayout: Layout? {
    guard claim.left.usesLayout || claim.right.usesLayout else { return nil }
    return Layout.allCases.first { layout in
      guard layout != scope.layout, case .holds = verdict(in: layout) else { return false }
      return true
    }
  }

  func verdict(_ conventions: Conventions) -> Verdict {
    let verdict = found(under: conventions)
    guard case .holds(var evidence) = verdict else { return verdict }
    evidence.conventions = completed(conventions)
    return .holds(evidence)
  }

  /// With what the whole chain is read as.
  private func completed(_ conventions: Conventions) -> Conventions {
    var all = conventions
    (all.otherPartials, all.keepsZeros) = (otherPartials, keepsZeros)
    return all
  }

  private func found(under conventions: Conventions) -> Verdict {
    do throws(Obstacle) {
      var trial = try trial(scope.declaredSizes, .sampled, conventions)
      guard !trial.instances.isEmpty else {
        return .unclear(
          "no-instance", "no member of the family exists for which this says anything")
      }
      if isByDefinition(trial), isByDefinitionElsewhere(trial, conventions) {
        var evidence = Evidence(.byDefinition)
        evidence.held = held(trial)
        return .holds(evidence)
      }
      if trial.hasDisagreeingDerivatives() { return .internalError }
      if let difference = try shownDifference(&trial, conventions) { return .refuted(difference) }
      return try sampled(&trial, conventions)
    } catch {
      return obstructed(error)
    }
  }

  func trial(
    _ sizes: SizeChoice, _ mode: Lowering.Mode, _ conventions: Conventions
  ) throws(Obstacle) -> Trial {
    let conventions = completed(conventions)
    let key = NetworkPool.Key(sizes: sizes, mode: mode, conventions: conventions)
    let network = pool.network(scope, key)
    defer { if sizes == scope.declaredSizes { pool.noteMeanings(of: network.lowering) } }
    let trial: Trial
    do throws(Obstacle) {
      trial = try Trial(claim, network)
    } catch {
      // What claims before it left in the network must not stand in its way.
      guard error.isLimit, !network.isFresh else { throw error }
      trial = try Trial(claim, pool.newNetwork(scope, key))
    }
    for pair in trial.network.lowering.openPairs where !pool.openPairs.contains(pair) {
      pool.openPairs.append(pair)
    }
    return trial
  }

  /// The point that the page shows. Where points are made from free parameters, its values are put in
  /// place of what is made.
  private func shownDifference(
    _ declared: inout Trial, _ conventions: Conventions
  ) throws(Obstacle) -> Trial.Difference? {
    var difference: Trial.Difference?
    if declared.hasMadeInputs {
      var shown = try trial(scope.declaredSizes, .shown, conventions)
      difference = shown.tryShownPoint()
      declared.gap = shown.gap
    } else {
      difference = declared.tryShownPoint()
    }
    difference?.isShown = declared.inputs.allSatisfy { $0.input.value != nil }
    return difference
  }

  private func sampled(_ declared: inout Trial, _ conventions: Conventions) throws(Obstacle)
    -> Verdict
  {
    let choices = choices(for: declared)
    let share = Decision.points / (choices.count + 1)
    if let difference = declared.sample(share - declared.points) { return .refuted(difference) }
    guard declared.points > 0 else { return conclusion([declared]) }
    let said = declared.sawNonzero || saysZero ? "it holds" : "both sides are 0"
    var trials = [declared]
    for choice in choices {
      switch trialElsewhere(choice, besides: trials, share, conventions) {
      case .agrees(let other): trials.append(other)
      case .fails(let choice): return elsewhere(said, "fails", choice)
      case .hasNoValue: return elsewhere(said, "has no value", choice)
      // No member exists at these sizes: they say nothing. What names no member must exist.
      case .hasNoMembers where !claim.letters.isEmpty: continue
      case .hasNoMembers, .hasNoMeaning: return elsewhere(said, "has no meaning", choice)
      }
    }
    return conclusion(trials)
  }

  /// All intervals overlapped: exact where the field agrees too, else numeric.
  private func conclusion(_ trials: [Trial]) -> Verdict {
    let points = trials.reduce(0) { $0 + $1.points }
    guard trials.allSatisfy({ $0.points > 0 }) else {
      return .unclear("undefined", "one side has no value at any point that was tried")
    }
    guard !trials.contains(where: \.differsAtJumps) else {
      return .unclear("undefined", "at points where a derivative jumps the two sides differ")
    }
    guard saysZero || trials.contains(where: \.sawNonzero) else {
      return .unclear("vacuous", "both sides are 0 at every point that was tried")
    }
    var evidence = Evidence(.numeric, points: points, sizes: trials.count)
    evidence.omitted = trials[0].omitted
    if let gap = trials[0].gap { evidence.omitted.append("the shown point, \(gap)") }
    evidence.held = held(trials[0])
    switch fieldError(trials) {
    case .exact(let error):
      evidence.kind = .exact
      evidence.error = error
      return .holds(evidence)
    case .disagrees: return separated(trials)
    case .undecided: break
    }
    return sharpened(trials, evidence)
  }

  /// What the field knows to be false is refuted where numbers show it.
  private func separated(_ trials: [Trial]) -> Verdict {
    for (index, trial) in trials.enumerated() {
      var trial = trial
      guard let difference = trial.probe() ?? trial.retryAll() else { continue }
      return index == 0
        ? .refuted(difference) : elsewhere("it holds", "fails", trial.network.lowering.sizes)
    }
    return .unclear(
      "no-witness", "it is false, though no point was found that shows it in numbers")
  }

  /// What intervals leave open is tried once more in double-double ones.
  private func sharpened(_ trials: [Trial], _ evidence: Evidence) -> Verdict {
    var (trials, evidence) = (trials, evidence)
    if let difference = trials[0].probe() { return .refuted(difference) }
    guard trials[0].seesBranches else {
      return .unclear("branch", "at all points that were tried, some branch took one side only")
    }
    for index in trials.indices where !trials[index].isSharp {
      guard let difference = trials[index].retry() else { continue }
      if index == 0 { return .refuted(difference) }
      return elsewhere("it holds", "fails", trials[index].network.lowering.sizes)
    }
    guard trials.allSatisfy(\.isSharp), evidence.points >= 12 else {
      return .unclear("precision", "rounding hides whether the two sides agree")
    }
    evidence.width = trials.map(\.width).max()
    return .holds(evidence)
  }

  private var saysZero: Bool { claim.left.isWrittenZero || claim.right.isWrittenZero }

  private enum FieldFinding {
    /// With the chance that this is wrong.
    case exact(Double)
    case disagrees, undecided
  }

  private func fieldError(_ trials: [Trial]) -> FieldFinding {
    var total = 0.0
    for trial in trials {
      switch trial.fieldVerdict() {
      case .agrees(points: _, let error): total += error
      case .disagrees: return .disagrees
      case .undecided, nil: return .undecided
      }
    }
    return .exact(total)
  }

  func obstructed(_ obstacle: Obstacle) -> Verdict {
    if obstacle.isIllShaped { return .illShaped(obstacle) }
    guard case .error(let error, _) = obstacle else { return .illShaped(obstacle) }
    if error.isInDefinition {
      return .unclear("definition", "it uses a definition that has a mistake")
    }
    return .unclear(error.code, error.message, hint: error.hint)
  }

  /// The same formula on both sides, before any rule of calculus.
  private func isByDefinition(_ trial: Trial) -> Bool {
    guard !claim.left.containsDerivative, !claim.right.containsDerivative else {
      return claim.left == claim.right
    }
    return trial.sidesAreSame()
  }

  /// Two sizes that happen to be equal make no definition.
  private func isByDefinitionElsewhere(_ declared: Trial, _ conventions: Conventions) -> Bool {
    claim.left == claim.right
      || choices(for: declared).allSatisfy { choice in
        guard let other = try? trial(choice, .sampled, conventions) else { return false }
        return isByDefinition(other)
      }
  }
}
