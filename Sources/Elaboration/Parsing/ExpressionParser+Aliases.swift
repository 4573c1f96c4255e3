import Diagnostics
import MathSyntax

extension ExpressionParser {
  /// What the alias at the cursor stands for, or nil where there is none.
  mutating func alias() throws(ElaborationError) -> Expression? {
    guard
      let (alias, match) = context.scope.alias(
        at: nodes[position...], without: context.openAliases, bound: context.bound)
    else { return nil }
    let start = position
    position += match.count
    let range = range(from: start)
    var inner = context
    inner.openAliases.insert(alias.id)
    inner.bound.formUnion(alias.letters)
    var operators = supItems(match.sup) + match.operators
    if let name = match.name, let hole = alias.holeName {
      guard let head = Head(name), let found = context.scope.resolve(head, bound: context.bound)
      else { throw .undeclared(describe(name), nearest: nil, at: range) }
      // `dW^T` is the transpose of what `dW` stands for.
      operators = found.rest
      let reference = Reference(
        symbol: found.symbol, members: found.members, entries: found.entries)
      inner.holes[hole] = Expression(.reference(reference), at: range)
    }
    var value = try ExpressionParser.parse([alias.right.placed(at: range)], inner, at: range)
    value = value.substituting(alias.letters, by: match.terms)
    if !match.entries.isEmpty { value = Expression(.entries(value, match.entries), at: range) }
    return try applyScripts(decorated(value, range), match.sub, operators, range)
  }

  /// `value` with the `(θ)` behind it that says nothing new, where it is a name of the net.
  private mutating func decorated(
    _ value: Expression, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    guard case .reference(let reference) = value.kind,
      let behind = takeDecoration(reference.symbol)
    else { return value }
    return try applyScripts(value, behind.sub, behind.sup, range)
  }
}
