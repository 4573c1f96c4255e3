import MathSyntax

extension Scope {
  /// A formula of a block as TeX would set it: `Σ_i` and `Π_i` as signs of a sum and a product, indices that run together in one
  /// word as letters: `W_{kij}`. Words that name something stay words.
  package func typeset(_ node: MathNode) -> MathNode {
    if case .row(let nodes) = node.kind {
      return MathNode(.row(withRoots(nodes.map { typeset($0) })), at: node.range)
    }
    guard case .scripts(let base?, let sub, let sup) = node.kind else {
      return node.mapChildren { typeset($0) }
    }
    if let letter = base.character, let big = BigOperator.capital(letter), sub != nil,
      !declaresSymbol(letter)
    {
      let sign = MathNode(.symbol(Symbol(big.rawValue, .largeOperator)), at: base.range)
      return MathNode(.scripts(sign, sub: sub, sup: sup), at: node.range)
    }
    let label = Head(node).flatMap { resolve($0) }.flatMap { self[$0.symbol].label }
    func script(_ node: MathNode?) -> MathNode? { node.map { indices($0, beside: label) } }
    return MathNode(
      .scripts(typeset(base), sub: script(sub), sup: sup.map { typeset($0) }), at: node.range)
  }

  /// `sqrt(x)` as a root.
  private func withRoots(_ row: [MathNode]) -> [MathNode] {
    var found: [MathNode] = []
    var rest = row[...]
    while let node = rest.popFirst() {
      guard node.word == Builtin.sqrt.rawValue, !declaresSymbol(Builtin.sqrt.rawValue),
        rest.first?.character == "(", let end = closing(rest.dropFirst()),
        rest[end].character == ")"
      else {
        found.append(node)
        continue
      }
      let radicand = withRoots(Array(rest[(rest.startIndex + 1)..<end]))
      let inner = MathNode(.row(radicand), at: node.range.upperBound..<rest[end].range.lowerBound)
      found.append(
        MathNode(
          .root(inner, degree: nil), at: node.range.lowerBound..<rest[end].range.upperBound))
      rest = rest[(end + 1)...]
    }
    return found
  }

  /// A subscript with its words taken apart, save what is the label of the name.
  private func indices(_ script: MathNode, beside label: String?) -> MathNode {
    let row = script.row.flatMap { part -> [MathNode] in
      guard let word = part.word, word != label, sizes[word] == nil, word.count <= 4,
        word.allSatisfy({ $0.isLetter || $0.isNumber })
      else { return [typeset(part)] }
      return word.map { character in
        character.isNumber
          ? MathNode(.number(String(character)), at: part.range)
          : MathNode(.symbol(Symbol(String(character), .ordinary)), at: part.range)
      }
    }
    return row.count == 1 ? row[0] : MathNode(.row(row), at: script.range)
  }
}
