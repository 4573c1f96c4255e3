import MathSyntax

extension MathNode {
  /// Letters written side by side as the word they make, with the scripts of the last one: `dW^{[l]}`,
  /// `net_j`. nil where the row holds anything else, or space between its letters.
  package var joinedLetters: MathNode? {
    let nodes = row
    guard nodes.count > 1, let last = nodes.last else { return nil }
    var word = ""
    for (index, node) in nodes.enumerated() {
      let isLast = index == nodes.count - 1
      guard let letter = node.bareLetter ?? (isLast ? node.scriptedLetter : nil),
        isLast || node.range.upperBound == nodes[index + 1].range.lowerBound
      else { return nil }
      word += letter
    }
    guard case .scripts(let base?, let sub, let sup) = last.kind else {
      return MathNode(.word(word), at: range)
    }
    let name = MathNode(.word(word), at: nodes[0].range.union(base.range))
    return MathNode(.scripts(name, sub: sub, sup: sup), at: range)
  }

  /// A letter without scripts.
  var bareLetter: String? {
    guard let character, Head.isLetter(character) else { return nil }
    return character
  }

  /// A letter that bears scripts.
  var scriptedLetter: String? {
    if case .scripts(let base?, _, _) = kind { return base.bareLetter }
    return nil
  }
}

extension Scope {
  /// The new name that letters on a left side spell: `dW` for a gradient, or a word of three letters or
  /// more none of which is declared. Fewer are a product.
  package func newName(spelledBy node: MathNode) -> MathNode? {
    guard let joined = node.joinedLetters else { return nil }
    let letters = node.row.compactMap { $0.bareLetter ?? $0.scriptedLetter }
    guard let first = letters.first, !declares(first) else { return nil }
    let isGradient = letters.count == 2 && first == "d"
    return isGradient || (letters.count > 2 && !letters.contains(where: declares)) ? joined : nil
  }
}
