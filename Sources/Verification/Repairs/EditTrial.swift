import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// Checks statements after an edit of their source, as any others are checked.
struct EditTrial {
  let scope: Scope
  let file: SourceFile
  /// What the statement goes on from, where it begins with a relation.
  let held: Held?
  /// What the statement is restricted to.
  let restriction: Restriction
  let pool: NetworkPool

  func checker(of statement: WrittenStatement) -> ChainChecker {
    ChainChecker(
      scope: scope.declaring(formals: scope.formalLetters(in: statement.members.flatMap(\.row))),
      file: file, restriction: restriction, showsFailures: false, pool: pool)
  }

  /// The first `steps` steps; nil where there are fewer, or where all they say is that something is
  /// itself: a name put for another may make both sides one formula.
  func outcome(of statement: WrittenStatement, steps: Int) -> ChainChecker.Outcome? {
    let count = statement.continues ? steps : steps + 1
    guard statement.members.count >= count else { return nil }
    let members = Array(statement.members.prefix(count))
    guard !isTrivial(members) else { return nil }
    let outcome = checker(of: statement).check(
      members, statement.relations, from: statement.continues ? held : nil
    ) { _ in statement.range }
    return outcome.steps.count == steps ? outcome : nil
  }

  private func isTrivial(_ members: [MathNode]) -> Bool {
    guard let first = members.first else { return true }
    let meaning = try? scope.expression(first)
    return members.count > 1
      && members.dropFirst().allSatisfy { member in
        if member.withoutRanges == first.withoutRanges { return true }
        guard let meaning, let other = try? scope.expression(member) else { return false }
        return other == meaning
      }
  }
}
