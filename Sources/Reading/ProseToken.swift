import MathSyntax

/// A word of running text in small letters, or a formula between words.
package enum ProseToken: Hashable, Sendable {
  case word(String)
  case formula([MathNode])

  /// The words of `text`. O(n).
  package static func words(of text: String) -> [ProseToken] {
    text.lowercased().split { !$0.isLetter }.map { .word(String($0)) }
  }

  var word: String? {
    if case .word(let word) = self { word } else { nil }
  }

  package var formula: [MathNode]? {
    if case .formula(let nodes) = self { nodes } else { nil }
  }
}

extension MathNode {
  /// What is said in words inside a formula: its texts and tags, with the symbols between them, and what
  /// stands over a relation sign.
  package var proseTokens: [ProseToken] {
    var found: [ProseToken] = []
    collectProse(into: &found)
    return found
  }

  private func collectProse(into found: inout [ProseToken]) {
    switch kind {
    case .text(let text): found += ProseToken.words(of: text)
    case .annotation(.tag(let tag)), .annotation(.bareTag(let tag)):
      found += tag.split { !$0.isLetter }.map { word in
        guard word.count == 1 else { return .word(word.lowercased()) }
        return .formula([MathNode(.symbol(Symbol(String(word), .ordinary)), at: range)])
      }
    case .stack(let base, let over?, _) where Relation(base) != nil:
      // What stands behind the sign is another formula.
      found += [.formula(over.row), .word("")]
    case .row(let nodes): for node in nodes { node.collectProse(into: &found) }
    case .styled(_, let inner): inner.collectProse(into: &found)
    case .grid(let grid):
      for cell in grid.rows.joined() { cell.collectProse(into: &found) }
    default:
      guard !isInvisible, !isPunctuation else { return }
      if case .formula(let nodes)? = found.last {
        found[found.count - 1] = .formula(nodes + [self])
      } else {
        found.append(.formula([self]))
      }
    }
  }
}

/// The words at the start of `text` that belong to one clause, and whether all of it does.
package func clauseWords(_ text: String) -> (words: [ProseToken], isWhole: Bool) {
  // A capital behind an empty line begins a sentence.
  let first = text.first { $0.isLetter }
  if text.drop(while: { $0 == " " }).hasPrefix("\n\n"), first?.isUppercase ?? true {
    return ([], false)
  }
  let sentence = text.prefix { !".;:!?".contains($0) }
  let words = ProseToken.words(of: String(sentence))
  let own = words.prefix { !($0.word.map(clauseBreaks.contains) ?? false) }
  let isWhole = sentence.endIndex == text.endIndex && own.count == words.count
  return (Array(own), isWhole && !text.contains("\n\n"))
}

/// Words that begin another clause.
private let clauseBreaks: Set = [
  "and", "but", "while", "whereas", "then", "so", "hence", "thus", "or",
]
