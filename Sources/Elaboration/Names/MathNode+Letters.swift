import MathSyntax

extension MathNode {
  /// Letters written side by side as the word they make, with the scripts of the last one: `dW^{[l]}`,
  /// `net_j`; digits may follow the first letter, as in `W1`. nil where the row holds anything else, or space between its letters.
  package var joinedLetters: MathNode? {
    let nodes = row
    guard nodes.count > 1, let last = nodes.last else { return nil }
    var word = ""
    for (index, node) in nodes.enumerated() {
      let isLast = index == nodes.count - 1
      guard
        let letter = node.bareLetter ?? (isLast ? node.scriptedLetter : nil)
          ?? (index > 0 ? node.digits(withScripts: isLast) : nil),
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

  /// A whole number, which may bear scripts.
  private func digits(withScripts: Bool) -> String? {
    switch kind {
    case .number(let digits): digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? digits : nil
    case .scripts(let base?, _, _) where withScripts: base.digits(withScripts: false)
    default: nil
    }
  }

  /// `(`, or parentheses in one node.
  var opensArgument: Bool {
    switch kind {
    case .fenced("(", _, _): true
    case .scripts(let base?, _, _): base.opensArgument
    default: character == "("
    }
  }

  /// A letter that bears scripts.
  var scriptedLetter: String? {
    if case .scripts(let base?, _, _) = kind { return base.bareLetter }
    return nil
  }
}

extension Scope {
  /// No run of letters is looked at beyond this.
  private static let longestName = 24

  /// The longest name that the letters at the start of `nodes` spell: a declared one, or a function
  /// where some of its letters mean nothing by themselves.
  func nameSpelled(by nodes: ArraySlice<MathNode>, bound: Set<String> = []) -> MathNode? {
    guard let first = nodes.first, first.bareLetter != nil, nodes.count > 1 else { return nil }
    var longest: MathNode?
    for count in 2...max(2, min(Scope.longestName, nodes.count)) {
      let run = MathNode.row(of: nodes.prefix(count), at: first.range.lowerBound)
      guard let joined = run.joinedLetters, let head = Head(joined) else { break }
      let isApplied = nodes.dropFirst(count).first.map(\.opensArgument) ?? false
      if declares(head.base) || isFunction(head.base, spelledBy: run, isApplied, bound) {
        longest = joined
      }
    }
    return longest
  }

  /// Words of two letters, `Tr` and `ln`, count only before parentheses.
  private func isFunction(
    _ word: String, spelledBy run: MathNode, _ isApplied: Bool, _ bound: Set<String>
  ) -> Bool {
    guard word.utf8.count > (isApplied ? 1 : 2), Builtin(spelling: word) != nil else {
      return false
    }
    let letters = run.row.compactMap { $0.bareLetter ?? $0.scriptedLetter }
    return letters.contains { !declares($0) && !bound.contains($0) && $0 != "e" }
  }

  /// The new name that letters on a left side spell: `dW` for a gradient, or a word of three letters or
  /// more none of which is declared. Fewer are a product.
  package func newName(spelledBy node: MathNode) -> MathNode? {
    guard let joined = node.joinedLetters else { return nil }
    let letters = node.row.compactMap { $0.bareLetter ?? $0.scriptedLetter }
    guard letters.count == node.row.count else { return nil }
    guard let first = letters.first, !declares(first) else { return nil }
    let isGradient = letters.count == 2 && first == "d"
    return isGradient || (letters.count > 2 && !letters.contains(where: declares)) ? joined : nil
  }
}
