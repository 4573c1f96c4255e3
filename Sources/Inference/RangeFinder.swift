import Elaboration
import MathSyntax

/// Finds `k = 1, \dots, K` in formulas: a letter and what it runs up to.
func ranges(in nodes: [MathNode]) -> [BoundLetter] {
  let visible = nodes.filter { !$0.isInvisible }
  var found = visible.flatMap { ranges(in: $0.children) }
  for (place, node) in visible.enumerated() {
    guard let letter = Head(node), letter.sub.isEmpty, letter.sup.isEmpty, letter.base.count == 1,
      place + 1 < visible.count, ["=", "∈"].contains(visible[place + 1].character)
    else { continue }
    var rest = visible[(place + 2)...]
    if let only = rest.first, case .fenced("{", let inner, _) = only.kind {
      rest = inner.filter { !$0.isInvisible }[...]
    } else if rest.first?.character == "{" {
      rest = rest.dropFirst().prefix { $0.character != "}" }
    }
    guard case .number? = rest.first?.kind, let dots = rest.firstIndex(where: \.isDots),
      dots - rest.startIndex <= 6
    else { continue }
    let last = rest[(dots + 1)...].first { $0.character != "," }
    guard let upper = last.flatMap(Head.init), upper.sub.isEmpty else { continue }
    found.append(BoundLetter(letter: letter.base, upper: upper.base))
  }
  return found
}
