import Diagnostics
import MathSyntax
import NetSyntax

/// Sizes, indices and the domains written with them.
extension Scope {
  /// Larger networks are no worked examples; products of two such sizes still fit in memory.
  static let maximalSize = 100_000

  /// `n = 3`, `n_0 = 4`, `d_{model} = 4`; `n_l = 4, 3, 2` waits for its index, which is one of
  /// `letters`.
  mutating func addSize(
    _ size: SizeDeclaration, indices letters: Set<String>
  ) throws(Diagnostic) {
    guard let head = Head(size.name)?.withMemberBelow, head.sup.isEmpty else {
      throw .notAName(size.name)
    }
    if let label = sizeLabel(head, indices: letters), size.values.count == 1 {
      return try setSize(label, nil, try value(of: size.values[0]), size)
    }
    guard head.sub.isEmpty || Int(describe(.row(of: head.sub, at: 0))) != nil else { return }
    guard size.values.count == 1 else { throw .badSize(size.values[1], limit: Scope.maximalSize) }
    let member = Int(describe(.row(of: head.sub, at: 0)))
    try setSize(head.base, head.sub.isEmpty ? nil : member, try value(of: size.values[0]), size)
  }

  /// `n_x`, `d_{model}`: a script that is no number and no index letter is part of the name.
  private func sizeLabel(_ head: Head, indices letters: Set<String>) -> String? {
    guard head.sup.isEmpty, let label = [MathNode].labelText(head.sub), Int(label) == nil,
      indices[label] == nil, !letters.contains(label)
    else { return nil }
    return "\(head.base)_\(label)"
  }

  /// The size that a name with a label is: `n_x`.
  func labelledSize(_ head: Head) -> String? {
    guard head.sup.isEmpty, let label = [MathNode].labelText(head.sub) else { return nil }
    let name = "\(head.base)_\(label)"
    return sizes[name] == nil ? nil : name
  }

  /// The families of sizes, whose members their index counts.
  func lateSizes(_ statement: NetStatement) -> [SizeDeclaration] {
    guard case .sizes(let sizes) = statement.kind else { return [] }
    return sizes.filter { size in
      guard let head = Head(size.name)?.withMemberBelow, !head.sub.isEmpty,
        labelledSize(head) == nil
      else {
        return false
      }
      return Int(describe(.row(of: head.sub, at: 0))) == nil
    }
  }

  mutating func addSizes(of size: SizeDeclaration) throws(Diagnostic) {
    guard let head = Head(size.name)?.withMemberBelow,
      case .letter(let letter)? = indexTerm(head.sub),
      let index = indices[letter]
    else { throw .notAName(size.name) }
    guard let lower = index.lower.value([:], declaredSizes) else { throw .notAName(size.name) }
    for (offset, node) in size.values.enumerated() {
      try setSize(head.base, lower + offset, try value(of: node), size)
    }
  }

  private mutating func setSize(
    _ name: String, _ member: Int?, _ value: Int, _ size: SizeDeclaration
  ) throws(Diagnostic) {
    var entry = sizes[name] ?? SizeEntry(values: [:], isFixed: size.isFixed, node: size.name)
    guard entry.values[member] == nil else {
      throw .duplicateDeclaration(size.name, first: entry.node.range)
    }
    entry.values[member] = value
    entry.isFixed = entry.isFixed || size.isFixed
    sizes[name] = entry
  }

  private func value(of node: MathNode) throws(Diagnostic) -> Int {
    guard let value = indexTerm(node.row)?.value([:], declaredSizes), value >= 1,
      value <= Scope.maximalSize
    else { throw .badSize(node, limit: Scope.maximalSize) }
    return value
  }

  /// `k = 1..K`.
  mutating func addIndex(_ index: IndexDeclaration) throws(Diagnostic) {
    guard let head = Head(index.name), head.sub.isEmpty, head.sup.isEmpty else {
      throw .notAName(index.name)
    }
    let (lower, upper) = (try limit(index.lower), try limit(index.upper))
    guard indices[head.base] == nil else {
      throw .duplicateDeclaration(index.name, first: index.name.range)
    }
    indices[head.base] = IndexEntry(node: index.name, lower: lower, upper: upper)
  }

  private func limit(_ node: MathNode) throws(Diagnostic) -> IndexTerm {
    guard let term = indexTerm(node.row) else { throw .notAName(node) }
    if let letter = term.letters.min() {
      throw .undeclaredSize(
        letter, nearest: nearestName(to: letter, among: Array(sizes.keys)), at: node.range)
    }
    return term
  }

  // MARK: Domains

  /// `R^{m × n}`, `R_{>0}`, `onehot(n)`, `1..n`.
  package func domain(_ node: MathNode) throws(Diagnostic) -> Domain {
    let row = node.row
    let ends = row.splitAtTopLevel { $0.character == "‥" }
    if ends.count == 2, let lower = indexTerm(ends[0]), let upper = indexTerm(ends[1]) {
      return Domain(kind: .integers(lower, upper), axes: [])
    }
    if row.count > 1, let word = row[0].word { return try namedDomain(word, row, node) }
    guard let only = row.first, row.count == 1 else { throw .badDomain(node) }
    guard case .scripts(let base?, let sub, let sup) = only.kind else {
      guard only.isReals else { throw .badDomain(node) }
      return Domain(kind: .real, axes: [])
    }
    guard base.isReals else { throw .badDomain(node) }
    let kind: Domain.Kind
    switch sub.map(describe) {
    case nil: kind = .real
    case ">0", "> 0", "+", "++": kind = .positive
    default: throw .badDomain(node)
    }
    return Domain(kind: kind, axes: try sup.map { (sup) throws(Diagnostic) in try axes(sup) } ?? [])
  }

  /// `n_k × n_{k-1}`; plain text may write `x` for `×`.
  private func axes(_ node: MathNode) throws(Diagnostic) -> [IndexTerm] {
    let parts = node.row.splitAtTopLevel {
      $0.character == "×" || ($0.character == "x" && sizes["x"] == nil)
    }
    guard parts.count <= 4 else { throw .badDomain(node) }
    return try parts.mapEach { (part) throws(Diagnostic) in
      if let term = indexTerm(part) { return term }
      guard part.count == 1, let name = part.first?.word else { throw .badDomain(node) }
      throw .undeclaredSize(
        name, nearest: nearestName(to: name, among: Array(sizes.keys)),
        at: part.first?.range ?? node.range)
    }
  }

  private func namedDomain(
    _ word: String, _ row: [MathNode], _ node: MathNode
  ) throws(Diagnostic) -> Domain {
    var inner: ArraySlice<MathNode> = row[1...]
    if case .fenced("(", let content, ")") = row[1].kind, row.count == 2 {
      inner = content[...]
    } else if row[1].character == "(", row[row.count - 1].character == ")" {
      inner = row[2..<(row.count - 1)]
    }
    guard let size = indexTerm(inner) else { throw .badDomain(node) }
    switch word {
    case "onehot": return Domain(kind: .oneHot, axes: [size])
    case "simplex": return Domain(kind: .simplex, axes: [size])
    case "symmetric": return Domain(kind: .symmetric, axes: [size, size])
    case "spd": return Domain(kind: .positiveDefinite, axes: [size, size])
    case "diagonal": return Domain(kind: .diagonal, axes: [size, size])
    case "orthogonal": return Domain(kind: .orthogonal, axes: [size, size])
    default: throw .badDomain(node)
    }
  }
}

extension MathNode {
  /// `R`, `ℝ`, `\mathbb{R}`.
  fileprivate var isReals: Bool {
    switch kind {
    case .symbol(let symbol): symbol.character == "R" || symbol.character == "ℝ"
    case .font(.blackboard, let inner), .font(.bold, let inner): inner.soleNode.isReals
    default: false
    }
  }
}

extension Head {
  /// `n^{[l]}` as `n_l`.
  fileprivate var withMemberBelow: Head {
    guard sub.isEmpty, let inner = supItems(sup).soleBracket else { return self }
    var head = self
    (head.sub, head.sup) = (inner, [])
    return head
  }
}
