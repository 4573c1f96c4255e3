import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// Searches the domain of an input that would make a step hold as it is written: what is said of symmetric
/// matrices, or of probabilities.
struct DomainSearch {
  /// Domains that are tried; each is a network of its own.
  static let maximalTrials = 24

  let trial: EditTrial

  struct Found {
    /// `A ∈ symmetric(n)`.
    let declaration: String
    /// Where it is declared now.
    let place: SourceRange
  }

  func search(_ wound: RepairSearch.Wound) -> Found? {
    guard let equation = wound.steps[wound.step].equation else { return nil }
    var trials = 0
    for id in inputs(of: equation) {
      for kind in DomainSearch.kinds {
        guard let scope = trial.scope.restricting(id, to: kind) else { continue }
        trials += 1
        guard trials <= DomainSearch.maximalTrials else { return nil }
        guard holds(wound, in: scope), let input = scope[id].inputs.first else { continue }
        return Found(declaration: scope.declaration(of: input), place: input.range)
      }
    }
    return nil
  }

  /// The widest first.
  private static let kinds: [Domain.Kind] = [
    .symmetric, .orthogonal, .positiveDefinite, .diagonal, .positive, .simplex, .oneHot,
  ]

  /// What the equation names, before what that is made of.
  private func inputs(of equation: ReadEquation) -> [SymbolID] {
    // Letters that stand for any number are no inputs of the scope.
    let named = equation.left.symbols.union(equation.right.symbols).intersection(trial.scope.ids)
    let all = named.reduce(into: named) { $0.formUnion(trial.scope.dependencies(of: $1)) }
    return named.sorted() + all.subtracting(named).sorted()
  }

  private func holds(_ wound: RepairSearch.Wound, in scope: Scope) -> Bool {
    let there = EditTrial(
      scope: scope, file: trial.file, held: trial.held, restriction: trial.restriction,
      pool: NetworkPool())
    guard mayHold(wound, there),
      let outcome = there.outcome(of: wound.statement, steps: wound.step + 1)
    else { return false }
    return outcome.steps.last?.finding == .holds && outcome.steps.last?.reading == nil
  }

  private func mayHold(_ wound: RepairSearch.Wound, _ there: EditTrial) -> Bool {
    guard let held = wound.compared else { return false }
    let member = wound.statement.continues ? wound.step : wound.step + 1
    guard wound.statement.members.indices.contains(member) else { return false }
    // Its scope has the letters that stand for any number, too.
    let checker = there.checker(of: wound.statement)
    guard let right = try? checker.read(wound.statement.members[member], beside: held).get() else {
      return false
    }
    return RepairScreen(checker.scope).mayHold(
      checker.claim(held.expression, right, head: held.head))
  }
}
