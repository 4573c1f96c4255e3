import Elaboration
import MathSyntax
import Reading

/// One way to read a whole chain (DESIGN section 5, readings).
struct ChainReading {
  /// What a prefix operator without parentheses reaches over.
  var reach = PrefixReach.usual
  /// The pairs (u, v) whose ∂u/∂v is not what it usually is.
  var otherPartials: Set<PartialPair> = []
  /// What `∇L` is by, where nothing says it.
  var gradientVariable: SymbolID?
  /// A `d` before a name is no factor, though a size is called so.
  var dIsDifferential = false
}

extension ChainChecker {
  /// With more pairs than these, not all choices are tried, and what they leave open is not refuted.
  static let maximalPairs = 3

  /// The usual reading; where something fails in it, the first other one in which everything holds.
  func read(_ chain: Chain) -> Outcome {
    let usual = outcome(of: chain)
    if let changes = betweenChanges(usual, chain) { return changes }
    if usual.steps.contains(where: { $0.code == "gradient" }) { return withVariable(usual, chain) }
    guard usual.steps.contains(where: \.asksForOther) else { return withNeeds(usual, chain) }
    var open = usual
    for reach in otherReaches(of: chain) {
      let other = outcome(of: chain, ChainReading(reach: reach))
      if other.mends(usual) { return chosen(other, ChainReading(reach: reach), usual) }
      open.leaveOpen(other)
    }
    guard usual.steps.contains(where: \.isFailure) else { return withNeeds(usual, chain) }
    var mending: [(outcome: Outcome, reading: ChainReading)] = []
    for pairs in choices(of: usual.openPairs) {
      let reading = ChainReading(otherPartials: pairs)
      let other = outcome(of: chain, reading)
      if other.mends(usual) { mending.append((other, reading)) } else { open.leaveOpen(other) }
    }
    return mending.isEmpty ? open : chosen(mending, usual)
  }

  private func outcome(of chain: Chain, _ reading: ChainReading) -> Outcome {
    var checker = self
    checker.reading = reading
    checker.showsFailures = false
    return checker.outcome(of: chain)
  }

  /// `dL = δ^T dz` beside a size `d`: what holds between changes is meant so. nil where it does not hold.
  private func betweenChanges(_ usual: Outcome, _ chain: Chain) -> Outcome? {
    guard usual.steps.contains(where: { $0.code == "differential" }), scope.declares("d") else {
      return nil
    }
    let other = outcome(of: chain, ChainReading(dIsDifferential: true))
    return other.steps.allSatisfy { $0.finding == .holds } ? other : nil
  }

  // MARK: What a gradient is by

  /// More candidates are not tried.
  private static let maximalVariables = 8

  /// `∇E` of a net with several inputs is by one of them: what holds for one is meant so, and what
  /// fails for each is refuted.
  private func withVariable(_ usual: Outcome, _ chain: Chain) -> Outcome {
    let candidates = gradientVariables(of: chain)
    // A gradient that is set to 0 says where that is so.
    guard !chain.members.contains(where: { (try? scope.expression($0))?.isZero ?? false }) else {
      return usual
    }
    guard candidates.count <= ChainChecker.maximalVariables else { return usual }
    var refuted: Outcome?
    var isOpen = candidates.isEmpty
    for id in candidates {
      let reading = ChainReading(gradientVariable: id)
      var other = outcome(of: chain, reading)
      if other.steps.allSatisfy({ $0.finding == .holds }) {
        for index in other.steps.indices { other.steps[index].reading = describe(reading) }
        return other
      }
      if other.steps.contains(where: { $0.finding == .refuted }) {
        refuted = refuted ?? other
      } else if !other.steps.contains(where: { $0.finding == .illShaped }) {
        // By a matrix there is no second derivative that formulas write.
        isOpen =
          isOpen || !other.steps.contains { ["independent", "layout"].contains($0.code ?? "") }
      }
    }
    return isOpen ? usual : refuted ?? usual
  }

  /// The arrays that the names behind `∇` could depend on: those that the chain depends on.
  private func gradientVariables(of chain: Chain) -> [SymbolID] {
    let nodes = chain.members + (chain.held.map { [$0.node] } ?? [])
    let named = scope.everySymbol(in: nodes)
    let all = named.reduce(into: named) { $0.formUnion(scope.dependencies(of: $1)) }
    return all.sorted().filter { id in
      !scope[id].isFunction && scope[id].parameters == nil && scope[id].memberCount == 0
        && !named.isSubset(of: [id])
    }
  }

  // MARK: The fixed list

  /// Those that make a difference.
  private func otherReaches(of chain: Chain) -> [PrefixReach] {
    let nodes = chain.members + (chain.held.map { [$0.node] } ?? [])
    var seen = nodes.map { read($0) }
    return [PrefixReach.factor, .product, .sum].filter { reach in
      var checker = self
      checker.reading.reach = reach
      let expressions = nodes.map { checker.read($0) }
      defer { seen = expressions }
      return expressions != seen
    }
  }

  /// All pairs in another way first, then some of them, the fewest first.
  private func choices(of pairs: [PartialPair]) -> [Set<PartialPair>] {
    guard pairs.count > 1 else { return pairs.map { [$0] } }
    let singles = pairs.map { Set([$0]) }
    guard pairs.count <= ChainChecker.maximalPairs else { return [Set(pairs)] + singles }
    let twos = pairs.count == 2 ? [] : pairs.map { Set(pairs).subtracting([$0]) }
    return [Set(pairs)] + singles + twos
  }

  // MARK: What a reading says

  private func chosen(
    _ other: Outcome, _ reading: ChainReading, _ usual: Outcome
  ) -> Outcome {
    var outcome = other
    for index in outcome.steps.indices where usual.steps[index].asksForOther {
      outcome.steps[index].reading = describe(reading)
    }
    return outcome
  }

  /// The first of the readings in which everything holds that goes with the equations before. What
  /// they do not agree in is not needed.
  private func chosen(
    _ mending: [(outcome: Outcome, reading: ChainReading)], _ usual: Outcome
  ) -> Outcome {
    let fitting = mending.filter { scope.keeps($0.reading.otherPartials, usual.openPairs) }
    guard let first = fitting.first ?? mending.first else { return usual }
    var outcome = chosen(first.outcome, first.reading, usual)
    for pair in usual.openPairs {
      let isOther = first.reading.otherPartials.contains(pair)
      if fitting.allSatisfy({ $0.reading.otherPartials.contains(pair) == isOther }) {
        outcome.partials[pair] = isOther
      }
    }
    return outcome.keeping(scope)
  }

  /// `as direct partials: ∂h/∂w`.
  private func describe(_ reading: ChainReading) -> String {
    switch reading.reach {
    case .factor: return "if an operator without parentheses reaches over the next factor alone"
    case .product: return "if an operator without parentheses reaches over the product behind it"
    case .sum: return "if a derivative without parentheses reaches over the whole sum"
    case .usual: break
    }
    if let id = reading.gradientVariable { return "with ∇ by \(scope[id].displayName)" }
    let names = reading.otherPartials.map(scope.name(of:)).sorted().joined(separator: ", ")
    let areTotal = reading.otherPartials.allSatisfy(scope.isUsuallyDirect)
    return "as \(areTotal ? "total derivatives" : "direct partials"): \(names)"
  }

  /// `usual` with what its equations need: those that fail in another way keep the usual one.
  private func withNeeds(_ usual: Outcome, _ chain: Chain) -> Outcome {
    guard !usual.openPairs.isEmpty, usual.steps.allSatisfy({ $0.finding == .holds }) else {
      return usual
    }
    var outcome = usual
    // What an equation before needs as usual, this one cannot need otherwise: it holds so.
    let open = usual.openPairs.prefix(ChainChecker.maximalPairs)
    for pair in open where scope.partialsSoFar[pair] != false {
      let other = self.outcome(of: chain, ChainReading(otherPartials: [pair]))
      if other.steps.contains(where: \.isFailure) {
        outcome.partials[pair] = false
      }
    }
    return outcome.keeping(scope)
  }
}

extension ChainChecker.Outcome {
  /// Whether what fails in `usual` holds here, and nothing else becomes worse.
  fileprivate func mends(_ usual: Self) -> Bool {
    steps.elementsEqual(usual.steps) { step, before in
      step.finding == .holds || !before.asksForOther && step.finding == before.finding
    }
  }

  /// What fails as usual and does not fail in `other` is not wrong in every reading.
  fileprivate mutating func leaveOpen(_ other: Self) {
    for (index, step) in other.steps.enumerated() where index < steps.count {
      guard steps[index].isFailure, !step.isFailure else { continue }
      if step.finding == .unclear {
        steps[index] = step
      } else {
        steps[index] = .unclear(
          steps[index], "partials", "it holds in another reading than the rest of the chain")
      }
    }
  }

  /// A scope keeps one reading of a pair: what needs the other one is unclear.
  fileprivate func keeping(_ scope: Scope) -> Self {
    let clash = partials.keys.filter { scope.partialsSoFar[$0] == partials[$0].map { !$0 } }
    guard let pair = clash.min(by: { scope.name(of: $0) < scope.name(of: $1) }) else { return self }
    var outcome = self
    outcome.partials = [:]
    for index in steps.indices where steps[index].finding == .holds {
      outcome.steps[index] = .unclear(
        steps[index], "partials",
        "an equation before it needs `\(scope.name(of: pair))` to be another derivative")
    }
    return outcome
  }
}

extension Scope {
  /// Whether no equation before needed one of `pairs` to be another derivative than with `others`.
  fileprivate func keeps(_ others: Set<PartialPair>, _ pairs: [PartialPair]) -> Bool {
    pairs.allSatisfy { (partialsSoFar[$0] ?? others.contains($0)) == others.contains($0) }
  }
}

extension Step {
  /// It fails as usually read, or says nothing: an operator reaches over a constant alone.
  fileprivate var asksForOther: Bool { isFailure || code == "independent" }

  /// `step` with no verdict.
  fileprivate static func unclear(_ step: Step, _ code: String, _ message: String) -> Step {
    var open = Step(range: step.range, latex: step.latex, finding: .unclear)
    (open.code, open.message, open.comparedWith) = (code, message, step.comparedWith)
    open.notes = Array(step.notes.prefix(1))
    return open
  }
}
