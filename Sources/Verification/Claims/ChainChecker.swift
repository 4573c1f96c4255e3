import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// What a chain has come to: the member that held last, and the one it started with.
struct Held {
  /// The first member: its free letters are those of the whole chain.
  let head: Expression
  let node: MathNode
  let expression: Expression
}

/// Checks a chain step by step, each member against the last one that held, so that one mistake gives
/// one finding.
struct ChainChecker {
  let scope: Scope
  let file: SourceFile
  var restriction = Restriction()
  /// Whether what fails is shown at a point that is easily redone.
  var showsFailures = true
  /// Shared by all checkers of a page.
  var pool = NetworkPool()
  /// How the whole chain is read.
  var reading = ChainReading()

  struct Outcome {
    var steps: [Step] = []
    /// What a chain that goes on from here is compared with; nil where nothing could be read.
    var held: Held?
    /// The first step that something was not understood in, with the error.
    var firstUnread: (step: Int, error: ElaborationError)?
    /// Pairs (u, v) whose ∂u/∂v could be another one, in order of use.
    var openPairs: [PartialPair] = []
    /// What the chain needs ∂u/∂v to be: whether another one than it usually is.
    var partials: [PartialPair: Bool] = [:]
    /// What the last step was compared with.
    fileprivate var left: MathNode?
    /// Whether what the next member is compared with was found equal, and not only near, to values.
    fileprivate var isExact = false
    /// A member that was not understood, behind the one that held last.
    fileprivate var unread: (member: MathNode, error: ElaborationError)?
    /// What steps were compared with, by their places.
    private(set) var compared: [Int: Held] = [:]

    /// The first member of the chain.
    var head: Expression? { held?.head }

    /// The next step is compared with what held last.
    fileprivate mutating func compare(_ step: Int) { compared[step] = held }

    /// `A = B | C = D`, the bar not being understood, does not say that `A = D`.
    fileprivate func weakened(_ verdict: Decision.Verdict) -> Decision.Verdict {
      guard verdict.isFailure, let unread, unread.member.row.contains(where: \.maySeparate) else {
        return verdict
      }
      return .unclear(unread.error.code, "what stands between is not understood", hint: nil)
    }

    /// Says of the last step what stands on its left, where that is not the member written there.
    fileprivate mutating func nameLeftSide(unless previous: MathNode?) {
      guard let left, let previous, left.range != previous.range, !steps.isEmpty else { return }
      steps[steps.count - 1].comparedWith = left
    }
  }

  /// A chain as written, with the places of its steps, counted from 0.
  struct Chain {
    let members: [MathNode]
    var relations: [Relation] = []
    let held: Held?
    let range: (Int) -> SourceRange
  }

  /// The findings in the one reading of the chain in which it holds, the usual one if there is none.
  func check(
    _ members: [MathNode], _ relations: [Relation] = [], from held: Held?,
    range: @escaping (Int) -> SourceRange
  ) -> Outcome {
    read(Chain(members: members, relations: relations, held: held, range: range))
  }

  /// The findings in the reading of this checker.
  func outcome(of chain: Chain) -> Outcome {
    let members = chain.members
    var outcome = Outcome(held: chain.held.map(reread))
    var rest = members[...]
    var failure: ElaborationError?
    if chain.held == nil, let first = rest.popFirst() {
      switch readHead(first, beside: rest) {
      case .success(let expression):
        outcome.held = Held(head: expression, node: first, expression: expression)
      case .failure(let error): failure = error
      }
    }
    for (index, member) in rest.enumerated() {
      let relation = index < chain.relations.count ? chain.relations[index] : .equal
      if relation.isOrder {
        begin(with: member, at: chain.range(index), &failure, &outcome)
        continue
      }
      let isApproximate = relation == .approximate
      let previous = members[..<(members.count - rest.count + index)].last
      step(to: member, isApproximate, at: chain.range(index), &failure, &outcome)
      outcome.nameLeftSide(unless: previous)
    }
    return outcome
  }

  /// Behind an order, which is not checked, the chain begins anew.
  private func begin(
    with member: MathNode, at range: SourceRange, _ failure: inout ElaborationError?,
    _ outcome: inout Outcome
  ) {
    outcome.steps.append(Step(range: range, latex: file.text(of: range), finding: .skipped))
    (outcome.held, failure) = (nil, nil)
    switch read(member) {
    case .success(let expression):
      outcome.held = Held(head: expression, node: member, expression: expression)
    case .failure(let error): failure = error
    }
  }

  /// `held`: what it is compared with.
  func read(
    _ node: MathNode, beside held: Held? = nil, outer: Set<String> = []
  ) -> Result<Expression, ElaborationError> {
    let outer = outer.union(held?.head.freeLetters ?? [])
    return Result { () throws(ElaborationError) in
      try scope.expression(
        node, reach: reading.reach, outer: outer, gradientVariable: reading.gradientVariable,
        dIsDifferential: reading.dIsDifferential)
    }
  }

  /// The first member of a chain. The last value of a sum may be a free letter of the members behind.
  private func readHead(
    _ first: MathNode, beside members: ArraySlice<MathNode>
  ) -> Result<Expression, ElaborationError> {
    let found = read(first)
    guard case .success(let expression) = found, expression.containsBigOperator else {
      return found
    }
    let letters = members.reduce(into: Set<String>()) { letters, member in
      letters.formUnion((try? scope.expression(member))?.freeLetters ?? [])
    }
    return letters.isEmpty ? found : read(first, outer: letters)
  }

  func claim(
    _ left: Expression, _ right: Expression, head: Expression
  ) -> Claim {
    let others = scope.summingRepeated(right, free: []).freeLetters
    // What stands twice on the left alone is summed over there; other indices of it stay free.
    let (head, left) = (
      scope.summingRepeated(head, free: others), scope.summingRepeated(left, free: others)
    )
    let free = head.freeLetters.union(left.freeLetters)
    let summed = scope.summingRepeated(right, free: free)
    return Claim(
      restriction.applied(to: left), restriction.applied(to: summed), head: head,
      conditions: restriction.indices)
  }

  /// What an earlier display ended with, in this reading.
  private func reread(_ held: Held) -> Held {
    guard reading.reach != .usual, case .success(let expression) = read(held.node) else {
      return held
    }
    let head = held.head == held.expression ? expression : held.head
    return Held(head: head, node: held.node, expression: expression)
  }

  /// The verdict and what it is said of: where it fails and `\sum_{i<j}` can run over both letters, that.
  private func decide(
    _ claim: Claim, _ held: Held, _ member: MathNode, _ decision: Decision
  ) -> (verdict: Decision.Verdict, claim: Claim) {
    let usual = decision.verdict()
    if usual.isFailure || usual.lacksLetter, let other = bindingPairs(claim, held, member) {
      let verdict = decision.deciding(other).verdict()
      switch verdict {
      case .holds: return (verdict, other)
      case .unclear where usual.isFailure: return (verdict, other)
      case .refuted, .illShaped: if usual.lacksLetter { return (verdict, other) }
      case .unclear, .internalError: break
      }
    }
    if showsFailures, case .refuted(let difference) = usual {
      return (.refuted(decision.simplest(difference)), claim)
    }
    return (usual, claim)
  }

  /// nil where it makes no difference.
  private func bindingPairs(_ claim: Claim, _ held: Held, _ member: MathNode) -> Claim? {
    guard
      let left = try? scope.expression(
        held.node, reach: reading.reach, secondMeanings: true,
        outer: held.head == held.expression ? [] : held.head.freeLetters),
      let right = try? scope.expression(
        member, reach: reading.reach, secondMeanings: true, outer: held.head.freeLetters)
    else { return nil }
    let head = held.head == held.expression ? left : held.head
    var other = self.claim(left, right, head: head)
    guard other.left != claim.left || other.right != claim.right else { return nil }
    (other.isApproximate, other.decimals) = (claim.isApproximate, claim.decimals)
    return other
  }

  private func step(
    to member: MathNode, _ isApproximate: Bool, at range: SourceRange,
    _ failure: inout ElaborationError?,
    _ outcome: inout Outcome
  ) {
    let index = outcome.steps.count
    outcome.left = outcome.held?.node
    outcome.compare(index)
    let right = read(member, beside: outcome.held)
    guard case .success(let expression) = right, let held = outcome.held else {
      let error = failure ?? right.error
      if let error = right.error { outcome.unread = (member, error) }
      if let error {
        outcome.steps.append(.unread(error, at: range, latex: file.text(of: range)))
        if outcome.firstUnread == nil { outcome.firstUnread = (index, error) }
      }
      if outcome.held == nil, case .success(let expression) = right {
        outcome.held = Held(head: expression, node: member, expression: expression)
        failure = nil
      }
      return
    }
    var claim = claim(held.expression, expression, head: held.head)
    claim.isApproximate = isApproximate
    claim.hasExactDecimals = outcome.isExact
    if let written = [(claim.right, member), (claim.left, held.node)].first(where: {
      $0.0.isWritten
    }) {
      claim.decimals = written.1.decimals
    }
    let latex = file.text(of: range)
    var decision = Decision(claim: claim, scope: scope, pool: pool)
    decision.otherPartials = reading.otherPartials
    let decided = decide(claim, held, member, decision)
    let verdict = outcome.weakened(decided.verdict)
    for pair in decision.openPairs where !outcome.openPairs.contains(pair) {
      outcome.openPairs.append(pair)
    }
    let equation = "\(describe(held.node)) = \(describe(member))"
    var step = Step(verdict, equation, range: range, latex: latex)
    step.equation = ReadEquation(decided.claim, scope, step.evidence?.conventions)
    if case .unclear(let code, let message, _) = verdict, outcome.firstUnread == nil,
      Step.unreadCodes.contains(code)
    {
      let error = ElaborationError(.unclear(code), message, at: range)
      outcome.firstUnread = (index, error)
    }
    outcome.steps.append(step)
    // A matrix with dots shows some entries only: what comes next is compared with all of them.
    if step.finding == .holds { outcome.unread = nil }
    if step.finding == .holds, !expression.isElided {
      outcome.isExact = !isApproximate && expression.isNumeric
      outcome.held = Held(head: held.head, node: member, expression: expression)
    }
  }
}

extension Result {
  fileprivate var error: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}

extension Step {
  /// A step that is not understood.
  static func unread(_ error: ElaborationError, at range: SourceRange, latex: String) -> Step {
    var step = Step(range: range, latex: latex, finding: .unclear)
    (step.code, step.message, step.hint) = (error.code, error.message, error.hint)
    step.site = error.range.isEmpty ? nil : error.range
    return step
  }
}

extension Expression {
  fileprivate var containsBigOperator: Bool {
    if case .big = kind { return true }
    return children.contains(where: \.containsBigOperator)
  }

  /// A matrix some of whose entries are dots.
  var isElided: Bool {
    guard case .matrix(let rows) = kind else { return false }
    return rows.joined().contains { $0.kind == .dots }
  }
}
