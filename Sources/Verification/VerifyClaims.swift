import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// The `check` lines of a block, each with its findings, in order.
package func verifyClaims(
  _ statements: [NetStatement], in scope: Scope, of file: SourceFile
) -> [Statement] {
  statements.compactMap { statement in
    guard case .check(let chain) = statement.kind else { return nil }
    return ChainVerifier(scope: scope, file: file).verify(chain, at: statement.range)
  }
}

/// Verifies a chain step by step, each member against the last one that held.
struct ChainVerifier {
  let scope: Scope
  let file: SourceFile

  func verify(_ chain: Chain, at range: SourceRange) -> Statement {
    let members = chain.members.map { member in
      Result { () throws(ElaborationError) in
        try scope.expression(member)
      }
    }
    var steps: [Step] = []
    var last = 0
    for next in chain.members.indices.dropFirst() {
      let step = step(
        chain.members[last], members[last], chain.members[next], members[next], members[0])
      if step.finding == .holds || isFailure(members[last]) { last = next }
      steps.append(step)
    }
    return Statement(range: range, latex: file.text(of: range), steps: steps)
  }

  private func isFailure(_ member: Result<Expression, ElaborationError>) -> Bool {
    if case .failure = member { true } else { false }
  }

  private func step(
    _ leftNode: MathNode, _ left: Result<Expression, ElaborationError>, _ rightNode: MathNode,
    _ right: Result<Expression, ElaborationError>, _ head: Result<Expression, ElaborationError>
  ) -> Step {
    let range = leftNode.range.union(rightNode.range)
    let latex = "\(file.text(of: leftNode.range)) = \(file.text(of: rightNode.range))"
    do throws(ElaborationError) {
      let claim = Claim(try left.get(), try right.get(), head: try head.get())
      let verdict = Decision(claim: claim, scope: scope, text: latex).verdict()
      let equation = "\(describe(leftNode)) = \(describe(rightNode))"
      return Step(verdict, equation, range: range, latex: latex)
    } catch {
      var step = Step(range: range, latex: latex, finding: .unclear)
      step.code = error.code
      step.message = error.message
      step.hint = error.hint
      step.site = error.range
      step.isError = true
      return step
    }
  }
}

extension Step {
  fileprivate init(
    _ verdict: Decision.Verdict, _ equation: String, range: SourceRange, latex: String
  ) {
    switch verdict {
    case .holds(let evidence):
      self.init(range: range, latex: latex, finding: .holds)
      self.evidence = evidence
    case .refuted(let difference):
      self.init(range: range, latex: latex, finding: .refuted)
      refute(difference, equation)
    case .illShaped(let obstacle):
      self.init(range: range, latex: latex, finding: .illShaped)
      refuse(obstacle, equation)
    case .unclear(let code, let message, let hint):
      self.init(range: range, latex: latex, finding: .unclear)
      (self.code, self.message, self.hint) = (code, message, hint)
      notes = [equation]
    }
  }

  private mutating func refute(_ difference: Trial.Difference, _ equation: String) {
    let found = Counterexample(
      at: difference.instance.place, left: difference.left.map(\.midpoint),
      right: difference.right.map(\.midpoint), row: difference.row, column: difference.column)
    counterexample = found
    message = "the two sides of this equation differ"
    let place = found.at.isEmpty ? "" : "for \(found.at) "
    let isScalar = found.left.shape.isScalar
    let entry = isScalar ? "" : "entry (\(found.row + 1), \(found.column + 1)) of "
    let (a, b) = distinctTexts(
      found.left[found.row, found.column] ?? .nan, found.right[found.row, found.column] ?? .nan)
    notes = [equation, "\(place)\(entry)the left side is \(a), of the right side \(b)"]
    if isScalar { notes[1] = "\(place)the left side is \(a), the right side \(b)" }
    evidence = Evidence(.counterexample, points: 1, sizes: 1, at: found.at.isEmpty ? nil : found.at)
  }

  private mutating func refuse(_ obstacle: Obstacle, _ equation: String) {
    switch obstacle {
    case .shapes(let left, let right, let place):
      message = "the two sides of this equation have different shapes"
      let prefix = place.isEmpty ? "" : "for \(place) "
      notes = [equation, "\(prefix)the left side is \(left), the right side is \(right)"]
      evidence = Evidence(.shapes, at: place.isEmpty ? nil : place)
    case .error(let error, let place):
      message = error.message
      site = error.range
      notes = [equation] + (place.isEmpty ? [] : ["for \(place)"]) + error.notes
      hint = error.hint
      evidence = Evidence(.shapes, at: place.isEmpty ? nil : place)
    }
  }
}
