import Calculus
import Diagnostics
import MathSyntax
import NetSyntax

/// Shapes at the declared sizes.
extension Scope {
  /// `R^{m × n}` with sizes that are known.
  package func isRealDomain(_ node: MathNode) -> Bool {
    guard let domain = try? domain(node) else { return false }
    return domain.axes.reduce(into: Set<String>()) { $0.formUnion($1.letters) }.isEmpty
  }

  package func shape(ofDomain node: MathNode) -> Shape? {
    guard let domain = try? domain(node) else { return nil }
    let axes = domain.axes.compactMap { $0.dimension([:], declaredSizes) }
    return axes.count == domain.axes.count ? Value.shape(of: axes) : nil
  }

  /// Of every member of a family that exists.
  package func shapes(of expression: Expression) -> [Shape]? {
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    let letters = expression.freeLetters.sorted()
    guard let letter = letters.first else {
      return (try? lowering.lower(expression, Bindings())).map { [$0.shape] }
    }
    guard letters.count == 1, let members = lowering.range(ofIndex: letter) else { return nil }
    return members.compactMap { member in
      try? lowering.lower(expression, Bindings(letters: [letter: member])).shape
    }
  }

  /// Puts a new definition in the place of the one with the same pattern.
  package mutating func redefine(_ left: MathNode, as right: MathNode, at range: SourceRange) {
    guard let head = Head(left), let found = resolve(head) else { return }
    var trial = self
    trial[found.symbol].definitions.removeAll { $0.pattern == found.members }
    let definition = Definition(left: left, right: right, condition: nil, description: nil)
    if trial.add([NetStatement(.definition(definition), at: range)]).isEmpty { self = trial }
  }
}
