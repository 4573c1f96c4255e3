import MathSyntax

/// What an array is said to be.
package enum Structure: Hashable, Sendable {
  case symmetric, orthogonal, diagonal, positiveDefinite, oneHot, identity, zero
  /// Nothing that points could be drawn of.
  case other
}

/// What a text supposes.
package struct Supposition: Hashable, Sendable {
  package let structure: Structure
  /// What has it.
  package let subject: [MathNode]
  /// As it is shown: `W symmetric`.
  package let text: String

  package init(structure: Structure, subject: [MathNode], text: String) {
    (self.structure, self.subject, self.text) = (structure, subject, text)
  }
}

/// Reads suppositions out of words and formulas. O(n), since phrases are short.
package struct SuppositionReader {
  let tokens: [ProseToken]

  package init(_ tokens: [ProseToken]) { self.tokens = tokens }

  /// `$W$ is symmetric`, `for symmetric $W$`, `replace $x$ by …`: what is said of one name each.
  package var properties: [Supposition] {
    tokens.indices.flatMap { index -> [Supposition] in
      guard let subject = tokens[index].formula else { return [] }
      return [behind(index, subject), before(index, subject), scaled(subject)].compactMap { $0 }
    }
  }

  /// The words that suppose something without saying of which name, with some of those behind them.
  package var hypothesis: String? {
    let place = tokens.indices.first { index in
      isHypothetical(index) || SuppositionWords.special.contains { matches($0, at: index) }
    }
    return place.map { index in
      tokens[index...].prefix(4).prefix { $0.word != nil }.compactMap(\.word).joined(separator: " ")
    }
  }

  /// A word inside of a formula by which it is said of a part of what it names: `\text{(last layer)}`.
  package var restrictingWord: String? {
    tokens.lazy.compactMap(\.word).first(where: SuppositionWords.restricting.contains)
  }

  /// The same of words right behind an equation.
  package var bindsBehind: Bool {
    tokens.prefix(5).contains { $0.word.map(SuppositionWords.binding.contains) ?? false }
  }

  /// A word by which equations of inputs are to be solved.
  package var solving: String? {
    for index in tokens.indices {
      if let word = tokens[index].word, SuppositionWords.solving.contains(word) { return word }
      if let phrase = SuppositionWords.solvingPhrases.first(where: { matches($0, at: index) }) {
        return phrase.joined(separator: " ")
      }
    }
    return nil
  }

  /// A word by which equations of computed values hold at one point.
  package var pointed: String? {
    for index in tokens.indices {
      if let phrase = SuppositionWords.pointed.first(where: { matches($0, at: index) }) {
        return phrase.joined(separator: " ")
      }
    }
    return nil
  }

  // MARK: Parts

  private func matches(_ phrase: [String], at index: Int) -> Bool {
    index + phrase.count <= tokens.count
      && zip(phrase, tokens[index...]).allSatisfy { $0 == $1.word }
  }

  private func isHypothetical(_ index: Int) -> Bool {
    guard let word = tokens[index].word, SuppositionWords.hypothetical.contains(word) else {
      return false
    }
    let next = tokens[(index + 1)...].prefix(2).compactMap(\.word)
    if index > 0, ["as", "even", "see", "check"].contains(tokens[index - 1].word) { return false }
    // A relation behind it is a condition by itself: `if $t = 1$`.
    if index + 1 < tokens.count, let formula = tokens[index + 1].formula,
      formula.contains(where: { Relation($0) != nil })
    {
      return false
    }
    if let first = next.first, word == "when" || word == "if", first.hasSuffix("ing") {
      return false
    }
    return SuppositionWords.procedural.isDisjoint(with: next)
  }

  private func property(at index: Int) -> (length: Int, structure: Structure, word: String)? {
    let found = SuppositionWords.properties.filter { matches($0.0, at: index) }
    return found.max { $0.0.count < $1.0.count }.map {
      ($0.0.count, $0.1, $0.0.joined(separator: " "))
    }
  }

  private func behind(_ index: Int, _ subject: [MathNode]) -> Supposition? {
    var next = index + 1
    while next < tokens.count, next < index + 6, property(at: next) == nil,
      let word = tokens[next].word, SuppositionWords.linking.contains(word)
    {
      next += 1
    }
    guard next < tokens.count, let found = property(at: next) else { return nil }
    return supposition(subject, found.structure, found.word)
  }

  private func before(_ index: Int, _ subject: [MathNode]) -> Supposition? {
    var last = index - 1
    if last >= 0, ["replace", "replacing"].contains(tokens[last].word) {
      return supposition(subject, .other, "replaced")
    }
    while last >= 0, let word = tokens[last].word, SuppositionWords.kinds.contains(word) {
      last -= 1
    }
    for start in [last - 1, last] where start >= 0 {
      if let found = property(at: start), start + found.length == last + 1 {
        return supposition(subject, found.structure, found.word)
      }
    }
    return nil
  }

  /// `$x \to 2 x$`.
  private func scaled(_ nodes: [MathNode]) -> Supposition? {
    guard let arrow = nodes.firstIndex(where: { ["→", "⟶", "↦"].contains($0.character) }) else {
      return nil
    }
    return Supposition(
      structure: .other, subject: Array(nodes[..<arrow]), text: describe(.row(of: nodes, at: 0)))
  }

  private func supposition(
    _ subject: [MathNode], _ structure: Structure, _ word: String
  ) -> Supposition {
    Supposition(
      structure: structure, subject: subject, text: "\(describe(.row(of: subject, at: 0))) \(word)")
  }
}
