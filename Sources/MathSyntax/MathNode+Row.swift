import Diagnostics

extension MathNode {
  /// The nodes side by side in this node: those of a row, or the node itself.
  package var row: [MathNode] {
    if case .row(let nodes) = kind { return nodes }
    return [self]
  }

  /// The character, if this is a symbol without scripts.
  package var character: String? {
    if case .symbol(let symbol) = kind { return symbol.character }
    return nil
  }

  /// The word, if this is one without scripts.
  package var word: String? {
    if case .word(let word) = kind { return word }
    return nil
  }

  /// Space, and what is said about an equation beside it.
  package var isInvisible: Bool {
    switch kind {
    case .space, .annotation: true
    case .row(let nodes): nodes.isEmpty
    case .text(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }

  /// +1 for an opening bracket, −1 for a closing one, with scripts or without.
  package var bracketDepthChange: Int {
    switch kind {
    case .symbol(let symbol):
      return symbol.role == .opening ? 1 : symbol.role == .closing ? -1 : 0
    case .scripts(let base?, _, _):
      return base.bracketDepthChange
    default:
      return 0
    }
  }

  /// The row of `nodes`, which are in source order; an empty row stands at `place`.
  package static func row(of nodes: some Collection<MathNode>, at place: Int) -> MathNode {
    var range = nodes.first?.range ?? place..<place
    for node in nodes { range = range.union(node.range) }
    return MathNode(.row(Array(nodes)), at: range)
  }
}

extension Collection<MathNode> where SubSequence: Collection<MathNode> {
  /// The first node outside brackets for which `isWanted`.
  @_specialize(where Self == [MathNode])
  @_specialize(where Self == ArraySlice<MathNode>)
  package func firstTopLevelIndex(where isWanted: (MathNode) -> Bool) -> Index? {
    var depth = 0
    var index = startIndex
    while index != endIndex {
      let node = self[index]
      if depth <= 0, isWanted(node) { return index }
      depth = Swift.max(0, depth + node.bracketDepthChange)
      formIndex(after: &index)
    }
    return nil
  }

  /// The parts between the nodes outside brackets for which `isSeparator`: always one more than
  /// there are separators.
  @_specialize(where Self == [MathNode])
  @_specialize(where Self == ArraySlice<MathNode>)
  package func splitAtTopLevel(where isSeparator: (MathNode) -> Bool) -> [SubSequence] {
    var parts: [SubSequence] = []
    var rest = self[startIndex...]
    while let index = rest.firstTopLevelIndex(where: isSeparator) {
      parts.append(self[rest.startIndex..<index])
      rest = self[self.index(after: index)...]
    }
    parts.append(rest)
    return parts
  }
}
