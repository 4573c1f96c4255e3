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

  struct Outcome {
    var steps: [Step] = []
    /// What a chain that goes on from here is compared with; nil where nothing could be read.
    var held: Held?
    /// The first step that something was not understood in, with the error.
    var firstUnread: (step: Int, error: ElaborationError)?
    /// What the last step was compared with.
    fileprivate var left: MathNode?

    /// The first member of the chain.
    var head: Expression? { held?.head }

    /// Says of the last step what stands on its left, where that is not the member written there.
    fileprivate mutating func nameLeftSide(unless previous: MathNode?) {
      guard let left, let previous, left.range != previous.range, !steps.isEmpty else { return }
      steps[steps.count - 1].comparedWith = left
    }
  }

  /// `range(i)` is the place of step i, counted from 0.
  func check(
    _ members: [MathNode], _ relations: [Relation] = [], from held: Held?,
    range: (Int) -> SourceRange
  ) -> Outcome {
    var outcome = Outcome(held: held)
    var rest = members[...]
    var failure: ElaborationError?
    if held == nil, let first = rest.popFirst() {
      switch read(first, outer: letters(of: rest, beside: first)) {
      case .success(let expression):
        outcome.held = Held(head: expression, node: first, expression: expression)
      case .failure(let error): failure = error
      }
    }
    for (index, member) in rest.enumerated() {
      let relation = index < relations.count ? relations[index] : .equal
      if relation.isOrder {
        begin(with: member, at: range(index), &failure, &outcome)
        continue
      }
      let isApproximate = relation == .approximate
      let previous = members[..<(members.count - rest.count + index)].last
      step(to: member, isApproximate, at: range(index), &failure, &outcome)
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
  private func read(
    _ node: MathNode, beside held: Held? = nil, outer: Set<String> = []
  ) -> Result<Expression, ElaborationError> {
    let outer = outer.union(held?.head.freeLetters ?? [])
    return Result { () throws(ElaborationError) in try scope.expression(node, outer: outer) }
  }

  /// The free letters of the members behind a sum: its last value may be one of them.
  private func letters(of members: ArraySlice<MathNode>, beside first: MathNode) -> Set<String> {
    guard let expression = try? scope.expression(first), expression.containsBigOperator else {
      return []
    }
    return members.reduce(into: []) { letters, member in
      letters.formUnion((try? scope.expression(member))?.freeLetters ?? [])
    }
  }

  private func claim(
    _ left: Expression, _ right: Expression, head: Expression
  ) -> Claim {
    let (values, others) = (restriction.values, right.freeLetters)
    // What stands twice on the left alone is summed over there; other indices of it stay free.
    let (head, left) = (
      scope.summingRepeated(head, free: others), scope.summingRepeated(left, free: others)
    )
    let free = head.freeLetters.union(left.freeLetters)
    let summed = scope.summingRepeated(right, free: free)
    return Claim(
      left.restricted(to: values), summed.restricted(to: values), head: head,
      conditions: restriction.indices)
  }

  /// Another way to read both sides.
  private struct Alternative {
    var reach = PrefixReach.product
    var bindsPairs = false
    /// How an equation that holds in it is told from the usual one, where readers may not guess.
    var reading: String?

    static let all = [
      Alternative(
        reach: .sum, reading: "a derivative without parentheses reaches over the whole sum"),
      Alternative(bindsPairs: true),
    ]
  }

  /// The verdict in the usual reading; where that fails, in the others: a derivative reaches over the
  /// whole sum, `\sum_{i<j}` runs over both letters.
  private func decide(
    _ claim: Claim, _ held: Held, _ member: MathNode, _ latex: String
  ) -> (Decision.Verdict, reading: String?) {
    let decision = Decision(claim: claim, scope: scope, text: latex, pool: pool)
    let first = decision.verdict()
    var usual = first
    for alternative in Alternative.all {
      guard usual.isFailure || usual.lacksLetter && alternative.bindsPairs,
        let other = read(claim, held, member, alternative)
      else { continue }
      let verdict = Decision(claim: other, scope: scope, text: latex, pool: pool).verdict()
      if case .holds = verdict { return (verdict, alternative.reading) }
      if case .unclear = verdict, usual.isFailure { usual = verdict }
      if verdict.isFailure, usual.lacksLetter { usual = verdict }
    }
    if showsFailures, case .refuted(let difference) = first, case .refuted = usual {
      usual = .refuted(decision.simplest(difference))
    }
    return (usual, nil)
  }

  /// nil where the alternative makes no difference.
  private func read(
    _ claim: Claim, _ held: Held, _ member: MathNode, _ alternative: Alternative
  ) -> Claim? {
    let (reach, bindsPairs) = (alternative.reach, alternative.bindsPairs)
    guard
      let left = try? scope.expression(held.node, reach: reach, bindsPairs: bindsPairs),
      let right = try? scope.expression(
        member, reach: reach, bindsPairs: bindsPairs, outer: held.head.freeLetters)
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
    let right = read(member, beside: outcome.held)
    guard case .success(let expression) = right, let held = outcome.held else {
      let error = failure ?? right.error
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
    if let written = [(claim.right, member), (claim.left, held.node)].first(where: {
      $0.0.isWritten
    }) {
      claim.decimals = written.1.decimals
    }
    let latex = file.text(of: range)
    let (verdict, reading) = decide(claim, held, member, latex)
    let equation = "\(describe(held.node)) = \(describe(member))"
    var step = Step(verdict, equation, range: range, latex: latex)
    step.reading = reading
    step.equation = ReadEquation(claim, scope)
    if case .unclear(let code, let message, _) = verdict, outcome.firstUnread == nil,
      Step.unreadCodes.contains(code)
    {
      let error = ElaborationError(.unclear(code), message, at: range)
      outcome.firstUnread = (index, error)
    }
    outcome.steps.append(step)
    // A matrix with dots shows some entries only: what comes next is compared with all of them.
    if step.finding == .holds, !expression.isElided {
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
