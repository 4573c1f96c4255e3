import MathSyntax

/// Whole numbers in scripts, ranges and shapes.
extension Scope {
  /// Whether an index counts layers, steps or examples.
  var countsMembers: Bool { !indices.isEmpty }

  /// The number that `nodes` write: sums and products of numbers, index letters and sizes. Letters in
  /// `bound` are letters even where a size has the same name. nil where it is nothing of the kind.
  package func indexTerm(
    _ nodes: some Collection<MathNode>, bound: Set<String> = []
  ) -> IndexTerm? {
    let nodes = nodes.filter { !$0.isInvisible }
    var total: IndexTerm?
    var rest = nodes[...]
    var isNegative = false
    if let sign = rest.first?.character, sign == "−" || sign == "+" {
      isNegative = sign == "−"
      rest = rest.dropFirst()
      if isNegative { total = .number(0) }
    }
    while true {
      let end =
        rest.firstTopLevelIndex { $0.character == "+" || $0.character == "−" } ?? rest.endIndex
      guard let term = indexProduct(rest[rest.startIndex..<end], bound: bound) else { return nil }
      total = total.map { isNegative ? .difference($0, term) : .sum($0, term) } ?? term
      guard end < rest.endIndex else { return total }
      isNegative = rest[end].character == "−"
      rest = rest[(end + 1)...]
    }
  }

  /// `2k`, `m n`, `2 ⋅ k`. A 1 is not written before a letter: `h_{k-1j}` is no product.
  private func indexProduct(_ nodes: ArraySlice<MathNode>, bound: Set<String>) -> IndexTerm? {
    let factors = nodes.filter { !["⋅", "*", "×"].contains($0.character) }
    guard let first = factors.first, var term = indexAtom(first, bound: bound) else { return nil }
    if factors.count > 1, factors.count == nodes.count {
      guard factors.count == 2, case .number(let value) = term, value >= 2,
        let letter = indexAtom(factors[1], bound: bound), letter.isName
      else { return nil }
    }
    for factor in factors.dropFirst() {
      guard let next = indexAtom(factor, bound: bound) else { return nil }
      term = .product(term, next)
    }
    return term
  }

  private func indexAtom(_ node: MathNode, bound: Set<String>) -> IndexTerm? {
    switch node.kind {
    case .number(let digits):
      return Int(digits).map { .number($0) }
    case .symbol, .word, .font, .scripts:
      if let data = dataIndex(node, bound: bound) { return data }
    default: break
    }
    switch node.kind {
    case .row(let nodes):
      return indexTerm(nodes, bound: bound)
    case .fenced(_, let nodes, _):
      return indexTerm(nodes, bound: bound)
    case .styled(_, let inner):
      return indexAtom(inner, bound: bound)
    case .scripts(let base?, let sub?, nil):
      if let name = Head(node).flatMap(labelledSize) { return .size(name, nil) }
      guard let name = Head(base)?.base, sizes[name]?.isFamily == true else { return nil }
      return indexTerm(sub.row, bound: bound).map { .size(name, $0) }
    case .scripts(let base?, nil, let member?) where sizes[Head(base)?.base ?? ""]?.isFamily == true:
      guard let inner = supItems([member]).soleBracket, let name = Head(base)?.base else {
        return nil
      }
      return indexTerm(inner, bound: bound).map { .size(name, $0) }
    case .scripts(let base?, nil, let prime?) where prime.row.allSatisfy({ $0.character == "′" }):
      return Head(base).map { .letter($0.base + String(repeating: "′", count: prime.row.count)) }
    case .symbol, .word, .font:
      guard let head = Head(node), head.base.first.map({ $0.isLetter }) == true else { return nil }
      if !bound.contains(head.base), let size = sizes[head.base], size.isPlain {
        return .size(head.base, nil)
      }
      return head.base.utf8.count <= 2 ? .letter(head.base) : nil
    default:
      return nil
    }
  }
}

extension SizeEntry {
  /// `n_l`, which a plain `n` may stand beside.
  var isFamily: Bool { values.keys.contains { $0 != nil } }

  var isPlain: Bool { values[nil] != nil }
}
