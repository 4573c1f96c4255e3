import Diagnostics
import MathSyntax

/// `\frac{\partial L}{\partial w}(w)`: where a derivative is taken, as far as that is no news.
extension ExpressionParser {
  /// `derivative` of the name `operand` with what stands in parentheses behind it: its own variables say
  /// where it is taken, which is there anyway. Other things are factors, or arguments of a function that
  /// has none yet; which of the two is not told.
  mutating func placed(
    _ derivative: Expression, of operand: Expression, by variables: [Expression]
  ) throws(ElaborationError) -> Expression {
    guard let (inner, end) = parenthesised() else { return derivative }
    let symbols = variables.reduce(into: Set<SymbolID>()) { $0.formUnion($1.symbols) }
    let parts = inner.splitAtTopLevel { [",", ";"].contains($0.character) }
    guard !parts.isEmpty, parts.allSatisfy({ isPlace($0, among: symbols) }) else {
      guard case .apply = operand.kind else { return derivative }
      throw .placeOrFactor(at: derivative.range)
    }
    let behind = nodes[end].scriptsBehind
    position = end + 1
    return try applyScripts(derivative, behind.sub, behind.sup, derivative.range)
  }

  /// A whole name that is differentiated by.
  private func isPlace(_ nodes: ArraySlice<MathNode>, among variables: Set<SymbolID>) -> Bool {
    guard nodes.count == 1, let head = nodes.first.flatMap(Head.init),
      let found = context.scope.resolve(head, bound: context.bound)
    else { return false }
    return found.rest.isEmpty && found.entries.isEmpty && variables.contains(found.symbol)
  }
}

extension ElaborationError {
  static func placeOrFactor(at range: SourceRange) -> ElaborationError {
    .notUnderstood(
      "whether the parentheses behind this derivative are an argument or a factor is not clear",
      at: range)
  }
}
