import Calculus
import Diagnostics
import MathSyntax
import NetSyntax

/// Shapes at the declared sizes.
extension Scope {
  package func isRealDomain(_ node: MathNode) -> Bool { (try? domain(node)) != nil }

  /// The shape of `expression` and the one that `domain` says it has, for every member of a family
  /// that exists; nil where either is not understood.
  package func shapes(
    of expression: Expression, andOfDomain node: MathNode
  ) -> [(actual: Shape, said: Shape)]? {
    guard let domain = try? domain(node) else { return nil }
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    let letters = domain.axes.reduce(into: expression.freeLetters) { $0.formUnion($1.letters) }
    guard let letter = letters.first else {
      return shapes(expression, domain, [:], &lowering).map { [$0] }
    }
    guard letters.count == 1, let members = lowering.range(ofIndex: letter) else { return nil }
    return members.compactMap { shapes(expression, domain, [letter: $0], &lowering) }
  }

  private func shapes(
    _ expression: Expression, _ domain: Domain, _ letters: LetterValues,
    _ lowering: inout Lowering
  ) -> (actual: Shape, said: Shape)? {
    let axes = domain.axes.compactMap { $0.dimension(letters, declaredSizes) }
    guard axes.count == domain.axes.count,
      let value = try? lowering.lower(expression, Bindings(letters: letters)),
      value.flexible == nil
    else { return nil }
    return (value.shape, Value.shape(of: axes))
  }

  /// Puts a new definition in the place of the one with the same pattern; false where the right side
  /// has no meaning.
  package mutating func redefine(
    _ left: MathNode, as right: MathNode, at range: SourceRange
  ) -> Bool {
    guard let head = Head(left), let found = resolve(head) else { return false }
    var trial = self
    let old = trial[found.symbol].definitions.filter { $0.pattern == found.members }
    trial[found.symbol].definitions.removeAll { $0.pattern == found.members }
    trial.statements.removeAll { statement in old.contains { $0.range == statement.range } }
    let definition = Definition(left: left, right: right, condition: nil, description: nil)
    let net = NetStatement(.definition(definition), at: range)
    guard trial.add([net]).isEmpty, trial.isMeaningful(net) else { return false }
    self = trial
    return true
  }
}
