import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// Names that the page defined and then spoke of in a way that was not understood: it may have given
/// them another meaning.
extension PageChecker {
  /// Keeps in mind that `statement`, which was not understood, has the name of an earlier definition
  /// of the page on its left.
  mutating func doubtRestatement(
    _ statement: WrittenStatement, _ outcome: ChainChecker.Outcome, _ scope: Scope
  ) {
    guard outcome.firstUnread?.step == 0, let symbol = restated(by: statement, scope),
      let found = statement.members[0].soleName.flatMap(Head.init).flatMap({ scope.resolve($0) })
    else { return }
    // With the same letters it is a claim about the name as it is known.
    let isSame = scope[symbol].definitions.contains { definition in
      definition.entries.map { EntryIndex.at(.letter($0)) } == found.entries
        || definition.pattern != found.members
    }
    if !isSame { doubtful[symbol] = statement.range }
  }

  /// The name that the page has defined and `statement` has on its left.
  func restated(by statement: WrittenStatement, _ scope: Scope) -> SymbolID? {
    guard !statement.continues, let head = statement.members[0].soleName.flatMap(Head.init),
      let found = scope.resolve(head), definitions[found.symbol] != nil
    else { return nil }
    return found.symbol
  }

  /// No verdict rests on a name whose meaning is in doubt.
  func withoutDoubtful(
    _ steps: [Step], of statement: WrittenStatement, _ scope: Scope
  ) -> [Step] {
    guard !doubtful.isEmpty,
      let place = scope.everySymbol(in: statement.members).sorted().lazy
        .compactMap({ doubtful[$0] }).first
    else { return steps }
    return steps.map { step in
      guard step.finding != .unclear else { return step }
      var open = step.leftOpen(
        "redefined", "a name in it may have been given another meaning, which was not understood")
      open.labels = [Diagnostic.Label("here", at: place)]
      return open
    }
  }

  /// What fails with a name that was defined anew, and not with what the page said of it first, may be
  /// right: one of the two definitions is wrong.
  func withoutContested(
    _ steps: [Step], of statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction,
    _ held: Held?
  ) -> [Step] {
    guard !contested.isEmpty, steps.contains(where: \.isFailure) else { return steps }
    let used = scope.everySymbol(in: statement.members)
    let all = used.reduce(into: Set(used)) { $0.formUnion(scope.dependencies(of: $1)) }
    guard let clash = contested.first(where: { all.contains($0.symbol) }) else { return steps }
    let first = checker(clash.before, statement, restriction).check(
      statement.members, statement.relations, from: held
    ) { statement.stepRange($0) }
    return steps.enumerated().map { index, step in
      guard step.isFailure, index < first.steps.count, !first.steps[index].isFailure else {
        return step
      }
      var open = step.leftOpen("redefined", "it fails only with what was said of a name anew")
      open.labels = [Diagnostic.Label("here", at: clash.place)]
      return open
    }
  }
}
