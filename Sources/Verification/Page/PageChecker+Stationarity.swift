import Elaboration
import MathSyntax
import Reading

/// A derivative that the page sets to zero.
struct Stationarity {
  /// What it is taken by.
  let variables: Set<SymbolID>
  let text: String
  /// The heading under which it stands, counted.
  let section: Int
}

extension PageChecker {
  /// `∇_w L = … = 0`: a last step to 0 that does not hold says where, and is no claim. It is kept in
  /// mind for what follows.
  mutating func setToZero(
    _ statement: WrittenStatement, _ scope: Scope, _ outcome: inout ChainChecker.Outcome
  ) {
    // What follows from it may stand behind it: `∇L = 0 ⇒ …`.
    let end = statement.relations.firstIndex(where: \.isImplication) ?? statement.relations.count
    let place = end - (statement.continues ? 1 : 0)
    guard end > 0, end <= outcome.steps.count, statement.members.indices.contains(place),
      statement.relations[end - 1] == .equal,
      let zero = try? scope.expression(statement.members[place]), zero.isZero,
      let head = statement.continues
        ? outcome.head : try? scope.expression(statement.members[0]),
      head.containsDerivative
    else { return }
    let last = outcome.steps[end - 1]
    guard last.finding != .holds, last.code != "independent" else { return }
    stationarity = Stationarity(
      variables: head.derivativeVariables, text: "\(describe(Notation(scope).node(head))) = 0",
      section: prose.section)
    guard end > 1 else { return }
    outcome.steps[end - 1] = Step(
      range: last.range, latex: last.latex, finding: .condition)
  }

  /// What the page has set to zero, where `statement` may be said of that point alone: it has no
  /// derivative, and depends on what that one was taken by.
  func stationary(_ statement: WrittenStatement, _ scope: Scope) -> String? {
    guard let stationarity, stationarity.section == prose.section,
      !statement.members.contains(where: {
        (try? scope.expression($0))?.containsDerivative ?? false
      }),
      !stationarity.variables.isDisjoint(with: scope.everySymbol(in: statement.members))
    else { return nil }
    return stationarity.text
  }

  /// `Setting it to zero gives …`: the text sets the derivative to zero that was stated last.
  mutating func setToZeroByText(_ scope: Scope) {
    guard prose.speaksOfOptimum, let lastDerivative, lastDerivative.section == prose.section else {
      return
    }
    stationarity = lastDerivative
  }

  /// Keeps in mind the derivative that a statement is about.
  mutating func noteDerivative(_ statement: WrittenStatement, _ scope: Scope) {
    guard !statement.continues, let head = try? scope.expression(statement.members[0]),
      head.containsDerivative
    else { return }
    prose.forgetOptimum()
    lastDerivative = Stationarity(
      variables: head.derivativeVariables,
      text: "\(describe(Notation(scope).node(head))) = 0", section: prose.section)
  }
}

extension Expression {
  /// The symbols that derivatives in it are taken by.
  fileprivate var derivativeVariables: Set<SymbolID> {
    let own: Set<SymbolID> =
      switch kind {
      case .derivative(_, let variables, _), .gradient(_, let variables):
        variables.reduce(into: []) { $0.formUnion($1.symbols) }
      case .apply(_, _, let arguments): arguments.reduce(into: []) { $0.formUnion($1.symbols) }
      default: []
      }
    return children.reduce(into: own) { $0.formUnion($1.derivativeVariables) }
  }
}
