import Diagnostics
import MathSyntax

/// `W[1..m, :]`, `x[2..n]`: parts of arrays, as programs write them.
extension ExpressionParser {
  /// The indices in brackets close behind the name before the cursor, where one of them is a range or a
  /// whole axis; nil leaves the cursor where it is. Other brackets are factors: `W [h, x]`.
  mutating func slice() -> [EntryIndex]? {
    guard let node = peek, isClose(node), let (inner, end) = squareBracket(node) else { return nil }
    let parts = inner.splitAtTopLevel { $0.character == "," }
    guard parts.contains(where: { $0.count == 1 && $0.first?.character == ":" || $0.isSpan }) else {
      return nil
    }
    var items: [EntryIndex] = []
    for part in parts {
      let ends = part.splitAtTopLevel { $0.character == "‥" }
      let terms = ends.compactMap { context.scope.indexTerm($0, bound: context.bound) }
      if part.count == 1, part.first?.character == ":" {
        items.append(.all)
      } else if terms.count == ends.count, ends.count < 3 {
        items.append(ends.count == 2 ? .span(terms[0], terms[1]) : .at(terms[0]))
      } else {
        return nil
      }
    }
    position = end + 1
    return items
  }

  private func squareBracket(_ node: MathNode) -> ([MathNode], Int)? {
    if case .fenced("[", let inner, "]") = node.kind { return (inner, position) }
    guard node.character == "[", let end = matchingBracket("["), nodes[end].character == "]" else {
      return nil
    }
    return (Array(nodes[(position + 1)..<end]), end)
  }
}

extension ArraySlice<MathNode> {
  fileprivate var isSpan: Bool { contains { $0.character == "‥" } }
}
