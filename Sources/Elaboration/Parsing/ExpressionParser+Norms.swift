import Calculus
import Diagnostics
import MathSyntax

/// Norms, in all the bars that they are written with.
extension ExpressionParser {
  /// `‖x‖_2`, the content of the bars and what stands below them.
  func norm(
    _ inner: [MathNode], _ sub: MathNode?, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    let value = try ExpressionParser.parse(inner, context, at: range)
    guard let function = Builtin(normBelow: sub) else {
      throw .notUnderstood("this norm is not understood", at: range)
    }
    return Expression(.call(function, [value]), at: range)
  }

  /// `||x||` in four bars; nil where the first ones are two absolute values: `||a| - |b||`.
  mutating func doubledBars() throws(ElaborationError) -> Expression? {
    guard peek?.isBar == true, peek(after: 1)?.isBar == true, let end = secondBarBehind() else {
      return nil
    }
    let inner = Array(nodes[(position + 2)..<(end - 1)])
    let (_, sub, sup) = nodes[end].closingScripts
    let range = nodes[position].range.union(nodes[end].range)
    guard !inner.isEmpty, let value = try? norm(inner, sub, range) else { return nil }
    position = end + 1
    return try applyScripts(value, [], supItems(sup.map { [$0] } ?? []), range)
  }

  /// The second one of the next two bars side by side.
  private func secondBarBehind() -> Int? {
    var index = position + 3
    while index < nodes.count {
      if nodes[index].closingScripts.character == "|", nodes[index - 1].isBar { return index }
      index += 1
    }
    return nil
  }

  /// `\left|\left| x \right|\right|` and `|x|_2`; nil at other bars.
  func normInBars(
    _ inner: [MathNode], _ sub: MathNode?, _ sup: MathNode?, _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    let seen = inner.filter { !$0.isInvisible }
    let content: [MathNode]
    if seen.count == 1, case .fenced("|", let innermost, "|") = seen[0].kind {
      content = innermost
    } else if sub != nil, Builtin(normBelow: sub) != nil {
      content = inner
    } else {
      return nil
    }
    let value = try norm(content, sub, range)
    return try applyScripts(value, [], supItems(sup.map { [$0] } ?? []), range)
  }
}

extension MathNode {
  /// A bar without scripts.
  fileprivate var isBar: Bool { character == "|" }
}

extension Builtin {
  /// The norm that has `sub` below it.
  fileprivate init?(normBelow sub: MathNode?) {
    switch sub.map(describe)?.filter({ !"ℓLl_^ ".contains($0) }) {
    case nil: self = .norm
    case "2", "²": self = .spectralNorm
    case "F": self = .frobeniusNorm
    case "1", "¹": self = .normOne
    case "∞": self = .normMax
    default: return nil
    }
  }
}
