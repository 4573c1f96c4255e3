import Diagnostics
import MathSyntax

/// `\left. … \right|_{x=3}`, `…\Big|_{x=3}`.
extension ExpressionParser {
  /// The one factor before a bar, at the values below it.
  mutating func evaluated(
    _ factors: [Expression], _ script: MathNode
  ) throws(ElaborationError) -> Expression {
    guard let factor = factors.first, factors.count == 1 else {
      throw .notUnderstood("how far back the bar reaches is not clear", at: script.range)
    }
    position += 1
    guard let substitutions = try substitutions(script) else {
      throw .notUnderstood("what stands below the bar is not understood", at: script.range)
    }
    return Expression(
      .evaluated(factor, substitutions), at: factor.range.union(script.range))
  }

  /// `x = 3, y = 0`; nil where a script is something else.
  func substitutions(
    _ script: MathNode
  ) throws(ElaborationError) -> [Expression.Substitution]? {
    var found: [Expression.Substitution] = []
    let nodes = script.row.filter { !$0.isInvisible }
    for part in nodes.splitAtTopLevel(where: { $0.character == "," }) {
      let sides = part.splitAtTopLevel { $0.character == "=" }
      guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else { return nil }
      found.append(
        Expression.Substitution(
          variable: try ExpressionParser.parse(sides[0], context, at: script.range),
          value: try ExpressionParser.parse(sides[1], context, at: script.range)))
    }
    return found
  }
}

extension MathNode {
  /// What stands below a bar that nothing opens.
  var evaluationScript: MathNode? {
    guard case .scripts(let base?, let sub?, nil) = kind,
      ["|", "∣", "∥"].contains(base.character), sub.row.contains(where: { $0.character == "=" })
    else { return nil }
    return sub
  }
}

extension Expression {
  /// `\frac{d}{dt}\left. f(t)\right|_{t=0}`: a number is put in once it is differentiated, wherever the bar stands.
  func differentiated(
    by variables: [Expression], _ sign: DerivativeSign, _ range: SourceRange
  ) -> Expression {
    guard case .evaluated(let operand, let substitutions) = kind,
      substitutions.contains(where: { variables.contains($0.variable) })
    else { return Expression(.derivative(of: self, by: variables, sign), at: range) }
    let derivative = Expression(.derivative(of: operand, by: variables, sign), at: range)
    return Expression(.evaluated(derivative, substitutions), at: range)
  }
}
