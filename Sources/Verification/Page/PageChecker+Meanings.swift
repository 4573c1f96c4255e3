import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// A meaning that the text gives to a name of the scope for a while: `Let $L = a w$ with $a = w^2$.`
struct GivenMeaning {
  let symbol: SymbolID
  let place: SourceRange
  /// The heading under which it counts.
  let section: Int
}

extension PageChecker {
  /// `let` before an equation with a bare name on its left says what that name is from now on: where it is not so
  /// in the scope, neither that equation nor what fails with that name under the same heading is judged.
  mutating func takeMeaning(
    of statement: WrittenStatement, _ scope: Scope, _ outcome: inout ChainChecker.Outcome
  ) {
    guard outcome.steps.contains(where: \.isFailure) else { return }
    if prose.givesMeanings, let named = named(by: statement, scope) {
      meanings.append(
        GivenMeaning(symbol: named, place: statement.range, section: prose.section))
      outcome.steps = outcome.steps.map { step in
        guard step.isFailure else { return step }
        return step.leftOpen(
          "redefined", "the text gives `\(scope[named].displayName)` a meaning of its own here")
      }
      return
    }
    let used = scope.everySymbol(in: statement.members)
    guard
      let meaning = meanings.last(where: { $0.section == prose.section && used.contains($0.symbol) }
      )
    else { return }
    outcome.steps = outcome.steps.map { step in
      guard step.isFailure else { return step }
      var open = step.leftOpen(
        "redefined", "the text gives `\(scope[meaning.symbol].displayName)` another meaning above")
      open.labels = [Diagnostic.Label("here", at: meaning.place)]
      return open
    }
  }

  /// The name that is the whole left side.
  private func named(by statement: WrittenStatement, _ scope: Scope) -> SymbolID? {
    guard !statement.continues, statement.relations.first == .equal,
      let head = statement.members[0].soleName.flatMap(Head.init), let found = scope.resolve(head),
      found.isWholeName
    else { return nil }
    return found.symbol
  }
}
