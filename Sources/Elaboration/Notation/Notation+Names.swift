import MathSyntax

/// Names with their scripts, and whole numbers.
extension Notation {
  /// `W_{kij}`, with `above` behind what already stands there.
  package func node(_ reference: Reference, above: [MathNode] = []) -> MathNode {
    let symbol = scope[reference.symbol]
    let indices = reference.members.prefix(symbol.supSlots)
    let members = reference.members.dropFirst(symbol.supSlots).map { nodes($0) }
    let label: [[MathNode]] = symbol.label.map { [[.make(.text($0))]] } ?? []
    let sub = joined(label + members + reference.entries.map { nodes($0) })
    let sup = joined(indices.map { nodes($0) })
    return .scripts(base(symbol), sub: sub, sup: sup + above)
  }

  /// The name itself as declared, without indices.
  func base(_ symbol: NetSymbol) -> MathNode {
    var node = symbol.node
    while case .scripts(let base?, _, _) = node.kind { node = base }
    return node
  }

  /// The name of a function with its members and primes: `g^{l}′`.
  func function(_ id: SymbolID, primes: Int, _ arguments: [Expression]) -> MathNode {
    let members = arguments.prefix(scope[id].slots).compactMap { argument -> IndexTerm? in
      if case .count(let term) = argument.kind { term } else { nil }
    }
    let reference = Reference(symbol: id, members: members, entries: [])
    return node(reference, above: Array(repeating: .letter("′"), count: primes))
  }

  /// Indices run together where each is one character, else with commas.
  private func joined(_ indices: [[MathNode]]) -> [MathNode] {
    let isShort = indices.allSatisfy { $0.count == 1 && ($0.first.map(describe)?.count ?? 0) == 1 }
    return indices.enumerated().flatMap { ($0 == 0 || isShort ? [] : [.comma]) + $1 }
  }

  func nodes(_ items: [EntryIndex]) -> [MathNode] { joined(items.map { nodes($0) }) }

  private func nodes(_ item: EntryIndex) -> [MathNode] {
    switch item {
    case .at(let term): nodes(term)
    case .all: [.letter(":")]
    case .span(let first, let last): nodes(first) + [.letter("‥")] + nodes(last)
    }
  }

  func nodes(_ term: IndexTerm) -> [MathNode] {
    switch term {
    case .number(let value): [.number("\(value)")]
    case .letter(let name), .size(let name, nil): [.name(name)]
    case .size(let name, let member?): [.scripts(.name(name), sub: nodes(member), sup: [])]
    case .data(let reference): [node(reference)]
    case .sum(let a, let b): nodes(a) + [.sign("+")] + nodes(b)
    case .difference(let a, let b): nodes(a) + [.sign("−")] + nodes(b)
    case .product(let a, let b): nodes(a) + nodes(b)
    }
  }
}

/// Nodes that no source wrote.
extension MathNode {
  static func make(_ kind: Kind) -> MathNode { MathNode(kind, at: 0..<0) }
  static func number(_ digits: String) -> MathNode { make(.number(digits)) }
  static func letter(_ character: String) -> MathNode { make(.symbol(.init(character, .ordinary))) }
  static func sign(_ character: String) -> MathNode { make(.symbol(.init(character, .binary))) }
  static func relation(_ character: String) -> MathNode {
    make(.symbol(.init(character, .relation)))
  }
  static func opening(_ character: String) -> MathNode { make(.symbol(.init(character, .opening))) }
  static func closing(_ character: String) -> MathNode { make(.symbol(.init(character, .closing))) }
  static var comma: MathNode { make(.symbol(.init(",", .punctuation))) }

  /// A letter, or a word.
  static func name(_ text: String) -> MathNode {
    text.count == 1 ? letter(text) : make(.word(text))
  }

  /// `base` with the scripts that are not empty.
  static func scripts(_ base: MathNode, sub: [MathNode], sup: [MathNode]) -> MathNode {
    guard !sub.isEmpty || !sup.isEmpty else { return base }
    func script(_ nodes: [MathNode]) -> MathNode? {
      nodes.isEmpty ? nil : nodes.count == 1 ? nodes[0] : make(.row(nodes))
    }
    return make(.scripts(base, sub: script(sub), sup: script(sup)))
  }

  /// With an index letter replaced by a number, in subscripts and superscripts: `W_k` → `W_2`.
  package func replacing(letter: String, by value: Int) -> MathNode {
    mapScripts { script in script.substituting(letter, MathNode.number("\(value)")).folded }
  }

  /// `2 − 1` as `1`, between commas.
  private var folded: MathNode {
    guard case .row(let nodes) = kind else { return self }
    let parts = nodes.splitAtTopLevel { $0.character == "," }.map { part -> [MathNode] in
      let part = Array(part)
      guard part.count == 3, case .number(let a) = part[0].kind, case .number(let b) = part[2].kind,
        let x = Int(a), let y = Int(b), ["+", "−"].contains(part[1].character)
      else { return part }
      let (sum, overflow) =
        part[1].character == "+" ? x.addingReportingOverflow(y) : x.subtractingReportingOverflow(y)
      return overflow ? part : [.number("\(sum)")]
    }
    return MathNode(.row(Array(parts.joined(separator: [.comma]))), at: range)
  }

  private func substituting(_ letter: String, _ replacement: MathNode) -> MathNode {
    if character == letter { return replacement }
    return mapChildren { $0.substituting(letter, replacement) }
  }

  private func mapScripts(_ transform: (MathNode) -> MathNode) -> MathNode {
    guard case .scripts(let base, let sub, let sup) = kind else {
      return mapChildren { $0.mapScripts(transform) }
    }
    return MathNode(
      .scripts(base?.mapScripts(transform), sub: sub.map(transform), sup: sup.map(transform)),
      at: range)
  }
}
