import MathSyntax

/// `alias J = L`, `alias ∇_a C = ∇_{a^L} C`, `alias d⟨v⟩ = ∇_v J`: the left side is matched as written,
/// whatever the spaces and fonts; `⟨v⟩` in it stands for any declared name.
struct Alias: Sendable {
  /// In source order; `⟨v⟩` is one node, `hole`.
  let left: [MathNode]
  let right: MathNode
  /// The `v` of `⟨v⟩`.
  let holeName: String?
  /// The index letters on the left that the right side uses too: `x_i` then says what `x_n` is.
  let letters: [String]
  /// What is read as an alias while its own right side is read is not that alias.
  var id = 0

  init(_ left: MathNode, _ right: MathNode) {
    var name: String?
    self.left = Alias.marked(left.row, &name).filter { !$0.isInvisible }
    holeName = name
    let hole = name.map { MathNode.name($0) }
    self.right = Alias.row(of: Alias.marked(right.row, &name), at: right).filling(hole)
    letters = self.left.count == 1 ? self.left[0].indexLetters(usedIn: right) : []
  }

  private static func row(of nodes: [MathNode], at node: MathNode) -> MathNode {
    nodes.count == 1 ? nodes[0] : MathNode(.row(nodes), at: node.range)
  }

  /// The same with a word on the left as letters, as TeX has them: `net_j`.
  var spelledOut: Alias? {
    guard left.count == 1, let word = left[0].baseNode.spelledWord, word.count > 1 else {
      return nil
    }
    let letters = word.map { MathNode.letter(String($0)) }
    guard let last = letters.last else { return nil }
    var alias = Alias(.make(.row(letters.dropLast() + [left[0].withBase(last)])), right)
    alias.id = id
    return alias
  }

  fileprivate static let hole = MathNode.Kind.text("⟨⟩")

  /// `⟨v⟩` as one node.
  private static func marked(_ nodes: [MathNode], _ name: inout String?) -> [MathNode] {
    var found: [MathNode] = []
    var rest = nodes[...]
    while let node = rest.popFirst() {
      if case .fenced("⟨", let inner, "⟩") = node.kind, let head = inner.soleHead {
        name = head.base
        found.append(MathNode(hole, at: node.range))
      } else if node.character == "⟨", let end = closing(rest),
        let head = Array(rest[rest.startIndex..<end]).soleHead
      {
        name = head.base
        let mark = MathNode(hole, at: node.range.union(rest[end].range))
        found.append(rest[end].withBase(mark))
        rest = rest[(end + 1)...]
      } else {
        var inner = name
        found.append(
          node.mapChildren { child in
            let row = marked(child.row, &inner)
            return row.count == 1 ? row[0] : MathNode(.row(row), at: child.range)
          })
        name = inner
      }
    }
    return found
  }

  /// What an alias was found in.
  struct Match {
    /// How many nodes it covers.
    let count: Int
    /// What `⟨v⟩` stands for.
    let name: MathNode?
    /// Scripts behind what the alias says: the `i` of `J_i`.
    var sub: [MathNode] = []
    var sup: [MathNode] = []
    /// What stands in the places of the alias's letters.
    var terms: [IndexTerm] = []
    /// The indices behind these.
    var entries: [EntryIndex] = []
    /// What stands above and is no index.
    var operators: [SupItem] = []
  }

  /// The alias at the start of `nodes`, all of it as written.
  func match(_ nodes: ArraySlice<MathNode>) -> Match? {
    if let match = matchJoined(nodes) { return match }
    guard nodes.count >= left.count else { return nil }
    var name: MathNode?
    for (pattern, node) in zip(left.dropLast(), nodes) {
      guard Alias.unify(pattern, node, &name) else { return nil }
    }
    guard let last = left.last else { return nil }
    let node = nodes[nodes.startIndex + left.count - 1]
    if Alias.unify(last, node, &name) { return Match(count: left.count, name: name) }
    // `\overline{W}_{ij}`: the scripts belong to the name.
    guard holeName != nil, case .scripts(let base?, let sub, let sup) = node.kind,
      Alias.unify(last, base, &name), let inner = name
    else { return nil }
    let whole = MathNode(.scripts(inner, sub: sub, sup: sup), at: node.range)
    return Match(count: left.count, name: whole)
  }

  /// The alias at the start of `nodes` with more scripts on it than it says.
  func matchWithScripts(_ nodes: ArraySlice<MathNode>) -> Match? {
    guard holeName == nil, nodes.count >= left.count, let last = left.last else { return nil }
    var name: MathNode?
    for (pattern, node) in zip(left.dropLast(), nodes) {
      guard Alias.unify(pattern, node, &name) else { return nil }
    }
    let node = nodes[nodes.startIndex + left.count - 1]
    guard case .scripts(let base?, let sub, let sup) = node.kind else { return nil }
    var match = Match(count: left.count, name: nil)
    if Alias.unify(last, base, &name) {
      (match.sub, match.sup) = (sub?.row ?? [], sup.map { [$0] } ?? [])
      return match
    }
    guard case .scripts(let inner?, let below, let above) = last.kind,
      Alias.unify(inner, base, &name)
    else { return nil }
    if below == nil, Alias.unify(above, sup, &name) {
      match.sub = sub?.row ?? []
    } else if above == nil, Alias.unify(below, sub, &name) {
      match.sup = sup.map { [$0] } ?? []
    } else {
      return nil
    }
    return match
  }

  /// `x_n` where the alias says what `x_i` is.
  func match(_ node: MathNode, withIndicesOf scope: Scope, bound: Set<String>) -> Match? {
    guard !letters.isEmpty, case .scripts(let base?, let sub, let sup) = node.kind,
      case .scripts(let inner?, _, let above) = left[0].kind
    else { return nil }
    var name: MathNode?
    guard Alias.unify(inner, base, &name) else { return nil }
    var match = Match(count: 1, name: nil)
    let count = above == nil ? 0 : 1
    for item in supItems(sup.map { [$0] } ?? []) {
      switch item {
      case .bracketed(let nodes, _), .plain(let nodes):
        guard match.terms.count < count, match.operators.isEmpty,
          let term = scope.indexTerm(nodes, bound: bound)
        else { fallthrough }
        match.terms.append(term)
      default: match.operators.append(item)
      }
    }
    guard match.terms.count == count, let items = scope.subItems(sub?.row ?? [], bound: bound)
    else { return nil }
    for item in items {
      if match.terms.count < letters.count {
        guard case .term(let term) = item else { return nil }
        match.terms.append(term)
      } else {
        match.entries.append(EntryIndex(item))
      }
    }
    return match.terms.count == letters.count ? match : nil
  }

  /// `dW` as one word, of which `⟨v⟩` is the end.
  private func matchJoined(_ nodes: ArraySlice<MathNode>) -> Match? {
    guard left.count > 1, left.last?.kind == Alias.hole, let node = nodes.first else { return nil }
    let prefix = left.dropLast().compactMap(\.bareLetter)
    var base = node
    if case .scripts(let inner?, _, _) = node.kind { base = inner }
    guard prefix.count == left.count - 1, let word = base.spelledWord,
      word.hasPrefix(prefix.joined()), word.count > prefix.count
    else { return nil }
    let rest = String(word.dropFirst(prefix.count))
    let name = MathNode.name(rest).placed(at: base.range)
    return Match(count: 1, name: node.withBase(name))
  }

  // MARK: Comparing

  private static func unify(
    _ pattern: MathNode?, _ node: MathNode?, _ name: inout MathNode?
  ) -> Bool {
    guard let pattern, let node else { return (pattern == nil) == (node == nil) }
    if pattern.kind == hole {
      guard Head(node) != nil else { return false }
      name = node
      return true
    }
    let (a, b) = (pattern.spelled, node.spelled)
    if a.count != 1 || b.count != 1 {
      return a.count == b.count && zip(a, b).allSatisfy { unify($0, $1, &name) }
    }
    return unifyOne(a[0], b[0], &name)
  }

  private static func unifyOne(
    _ pattern: MathNode, _ node: MathNode, _ name: inout MathNode?
  ) -> Bool {
    switch (pattern.kind, node.kind) {
    case (.symbol(let a), .symbol(let b)):
      return a.character == b.character || Head.folded(a.character) == Head.folded(b.character)
    case (.scripts(let a, let sub, let sup), .scripts(let b, let below, let above)):
      return unify(a, b, &name) && unify(sub, below, &name) && unify(sup, above, &name)
    case (.accent(let a, let inner), .accent(let b, let other)):
      return Head.name(of: a) == Head.name(of: b) && unify(inner, other, &name)
    case (.fraction(let a, over: let b, _), .fraction(let c, over: let d, _)):
      return unify(a, c, &name) && unify(b, d, &name)
    case (.fenced(let a, let inner, let b), .fenced(let c, let other, let d)):
      return (a, b) == (c, d) && inner.count == other.count
        && zip(inner, other).allSatisfy { unify($0, $1, &name) }
    default:
      return pattern.kind == hole
        ? unify(pattern, node, &name) : pattern.withoutRanges == node.withoutRanges
    }
  }
}

extension MathNode {
  /// With `name` in the places of `⟨v⟩`.
  fileprivate func filling(_ name: MathNode?) -> MathNode {
    guard let name else { return self }
    return kind == Alias.hole ? name.placed(at: range) : mapChildren { $0.filling(name) }
  }

  /// The letters above and below a name that are indices in `formula`; none where something else is there.
  fileprivate func indexLetters(usedIn formula: MathNode) -> [String] {
    guard case .scripts(let base?, let sub, let sup) = kind, base.spelledWord == nil else {
      return []
    }
    var found: [String] = []
    if let sup {
      let items = supItems([sup])
      guard items.count == 1, case .bracketed(let nodes, _) = items[0], nodes.count == 1,
        let letter = nodes[0].bareLetter
      else { return [] }
      found.append(letter)
    }
    for node in sub?.row.filter({ !$0.isInvisible && $0.character != "," }) ?? [] {
      let letters = node.bareLetter.map { [$0] } ?? node.word.map { $0.map(String.init) }
      guard let letters else { return [] }
      found += letters
    }
    let used = formula.indexLetters
    return Set(found).count == found.count && found.allSatisfy(used.contains) ? found : []
  }

  /// All letters that stand in scripts.
  private var indexLetters: Set<String> {
    var found = children.reduce(into: Set<String>()) { $0.formUnion($1.indexLetters) }
    guard case .scripts(_, let sub, let sup) = kind else { return found }
    for script in [sub, sup] { found.formUnion(script?.letters ?? []) }
    return found
  }

  private var letters: Set<String> {
    if let bareLetter { return [bareLetter] }
    if let word { return Set(word.map(String.init)) }
    return children.reduce(into: []) { $0.formUnion($1.letters) }
  }
}

extension [MathNode] {
  fileprivate var soleHead: Head? { count == 1 ? Head(self[0]) : nil }
}

extension MathNode {
  /// Its parts as written, fonts and spaces apart; words are their letters.
  fileprivate var spelled: [MathNode] {
    switch kind {
    case .row(let nodes): return nodes.filter { !$0.isInvisible }.flatMap(\.spelled)
    case .font(_, let inner), .styled(_, let inner): return inner.spelled
    case .word(let word), .text(let word):
      guard self.kind != .text("⟨⟩") else { return [self] }
      return word.map { $0.isNumber ? .number(String($0)) : .letter(String($0)) }
    case .number(let digits) where digits.count > 1 && digits.allSatisfy(\.isNumber):
      return digits.map { .number(String($0)) }
    default: return [self]
    }
  }

  /// The word that it is, in any font.
  fileprivate var spelledWord: String? {
    switch kind {
    case .word(let word), .text(let word): return word
    case .font(_, let inner):
      let letters = inner.row.compactMap { $0.bareLetter ?? $0.word }
      return letters.count == inner.row.count ? letters.joined() : nil
    default: return nil
    }
  }

  fileprivate var baseNode: MathNode {
    if case .scripts(let base?, _, _) = kind { base } else { self }
  }

  /// With another base below the same scripts.
  fileprivate func withBase(_ base: MathNode) -> MathNode {
    guard case .scripts(_?, let sub, let sup) = kind else { return base }
    return MathNode(.scripts(base, sub: sub, sup: sup), at: range)
  }
}

extension Scope {
  /// Whether `nodes` begin with the left side of an alias.
  package func beginsWithAlias(_ nodes: [MathNode]) -> Bool {
    alias(at: nodes.filter { !$0.isInvisible }[...]) != nil
  }

  /// The alias that `nodes` begin with, the longest there is: as written, with other indices, or with
  /// more scripts where no declared name has these. `open`: those that are being read.
  func alias(
    at nodes: ArraySlice<MathNode>, without open: Set<Int> = [], bound: Set<String> = []
  ) -> (Alias, Alias.Match)? {
    guard !aliases.isEmpty, let first = nodes.first else { return nil }
    let aliases = open.isEmpty ? aliases : aliases.filter { !open.contains($0.id) }
    var best: (alias: Alias, match: Alias.Match)?
    for alias in aliases {
      // With `x_i` bound outside, `x_i` is one of many.
      guard alias.letters.isEmpty, let match = alias.match(nodes), fits(alias, match, nodes) else {
        continue
      }
      if best.map({ $0.match.count < match.count }) ?? true { best = (alias, match) }
    }
    if let best { return best }
    for alias in aliases {
      if let match = alias.match(first, withIndicesOf: self, bound: bound),
        fits(alias, match, nodes)
      {
        return (alias, match)
      }
    }
    if let found = Head(first).flatMap({ resolve($0) }), found.rest.isEmpty { return nil }
    for alias in aliases where alias.letters.isEmpty {
      if let match = alias.matchWithScripts(nodes), fits(alias, match, nodes) {
        return (alias, match)
      }
    }
    return nil
  }

  /// `⟨v⟩` stands for declared names alone; a letter that is declared in one font is not the alias in
  /// another.
  private func fits(
    _ alias: Alias, _ match: Alias.Match, _ nodes: ArraySlice<MathNode>
  ) -> Bool {
    if let name = match.name {
      guard let head = Head(name), let found = resolve(head), !self[found.symbol].isFunction else {
        return false
      }
      return nodes.first.flatMap(Head.init).map { !declaresSymbol($0.base) } ?? true
    }
    guard alias.left.count == 1, let wanted = Head(alias.left[0]),
      let node = nodes.first, let written = Head(node), wanted.font != written.font
    else { return true }
    return !candidates(written.base, font: written.font).contains {
      self[$0].font == written.font
    }
  }
}
