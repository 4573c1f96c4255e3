import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax
import Reading

/// The `check` lines of a block, each with its findings, in order.
package func verifyClaims(
  _ statements: [NetStatement], in scope: Scope, of file: SourceFile
) -> [Statement] {
  let pool = NetworkPool()
  var scope = scope
  return statements.compactMap { statement in
    guard case .check(let chain) = statement.kind else { return nil }
    let (steps, isWhole) = scope.allowance.share {
      verify(chain, &scope, file, pool)
    }
    if !isWhole { pool.forget() }
    let decided =
      isWhole
      ? scope.withoutLost(steps, of: chain.members) : steps.map { $0.refused(by: scope.allowance) }
    return Statement(
      range: statement.range, latex: file.text(of: statement.range), steps: decided)
  }
}

/// The findings of one line.
private func verify(
  _ chain: Chain, _ scope: inout Scope, _ file: SourceFile, _ pool: NetworkPool
) -> [Step] {
  let letters = scope.formalLetters(in: chain.members.flatMap(\.row))
  let checker = ChainChecker(
    scope: scope.declaring(formals: letters), file: file, pool: pool)
  var outcome = checker.check(chain.members, from: nil) { index in
    chain.members[index].range.union(chain.members[index + 1].range)
  }
  scope.keep(outcome.partials)
  // In a block nothing may stay unread: its names are its author's.
  for index in outcome.steps.indices where outcome.steps[index].isUnread {
    outcome.steps[index].isError = true
  }
  let trial = EditTrial(
    scope: scope, file: file, held: nil, restriction: Restriction(), pool: pool)
  let origin = BlockClaim(source: chain.source, macros: chain.macros)
  return RepairSearch(origin: origin, trial: trial).mending(
    outcome.steps, of: WrittenStatement(claim: chain.members), comparedWith: outcome.compared)
}
