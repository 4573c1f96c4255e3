import Diagnostics
import MathSyntax

/// Functions made of others, `f ∘ g`, `(f + g)(x)`: they are no values, and are not taken for products of
/// those of `f` and `g` at the nodes that their arguments are named after.
extension ExpressionParser {
  /// Behind a function that stands without its argument.
  func refuseComposition(at range: SourceRange) throws(ElaborationError) {
    guard peek?.character == "∘" else { return }
    throw .notUnderstood("the composition of functions is not understood", at: range)
  }

  /// Behind the parentheses around `inner`.
  func refuseCombination(_ inner: [MathNode], at range: SourceRange) throws(ElaborationError) {
    guard parenthesised() != nil, hasBareFunction(inner) else { return }
    throw .notUnderstood("a combination of functions is not understood", at: range)
  }

  private func hasBareFunction(_ row: [MathNode]) -> Bool {
    row.indices.contains { index in
      if case .fraction(let top, over: let bottom, _) = row[index].kind {
        return hasBareFunction(top.row) || hasBareFunction(bottom.row)
      }
      return isBareFunction(at: index, row)
    }
  }

  private func isBareFunction(at index: Int, _ row: [MathNode]) -> Bool {
    guard let head = Head(row[index]),
      let found = context.scope.resolve(head, bound: context.bound),
      context.scope[found.symbol].isFunction
    else { return false }
    let next = row[(index + 1)...].first { !$0.isInvisible }
    return next.map { $0.character != "(" && !$0.isParenthesised } ?? true
  }
}
