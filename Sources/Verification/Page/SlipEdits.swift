import Diagnostics
import Elaboration
import MathSyntax

/// Finds the edits that could repair a statement whose names, indices or commas are not understood.
struct SlipEdits {
  private let scope: Scope
  private let names: [WrittenName]
  /// Letters that stand in a run of three or more without a blank: they spell a word, and one of them
  /// alone is no name.
  private let inWord: Set<SourceRange>
  /// Letters in scripts of the statement: an index may have to turn into one of them.
  private let scriptLetters: Set<String>
  /// How many edits are of use.
  private let limit: Int

  init(_ members: [MathNode], scope: Scope, limit: Int) {
    (self.scope, self.limit) = (scope, limit)
    names = members.flatMap(WrittenName.all)
    inWord = members.reduce(into: []) { $0.formUnion($1.lettersOfWords) }
    scriptLetters = names.reduce(into: []) { letters, name in
      letters.formUnion(name.node.scriptSymbols.compactMap(\.character))
    }
  }

  /// All edits, those of few places first; nil where there are too many.
  var all: [SlipEdit]? {
    var found: [SlipEdit] = []
    // A letter of a word changes less than the same letter alone.
    let alone = names.filter { !inWord.contains($0.node.range) }
    let inWords = names.filter { inWord.contains($0.node.range) }
    for places in [alone, inWords].flatMap(equalNames) {
      // Equal names have equal changes, in one order.
      let changes = places.map { self.changes(of: $0.node) }
      for index in changes.first?.indices ?? 0..<0 {
        let alike = changes.map { $0[index] }
        found += alike.map { SlipEdit([$0]) }
        if alike.count > 1 { found.append(SlipEdit(alike)) }
        guard found.count <= limit else { return nil }
      }
    }
    found += names.flatMap(commaEdits)
    guard found.count <= limit else { return nil }
    return found.sorted { a, b in
      (a.places, a.edits.first?.range.lowerBound ?? 0, a.hint)
        < (b.places, b.edits.first?.range.lowerBound ?? 0, b.hint)
    }
  }

  private func equalNames(_ names: [WrittenName]) -> [[WrittenName]] {
    Array(Dictionary(grouping: names, by: \.node.withoutRanges).values)
  }

  /// One change of one name.
  fileprivate struct Change {
    let edit: FixIt.Edit
    let hint: String
  }

  private func changes(of node: MathNode) -> [Change] {
    // What an alias says is no name that slipped.
    guard !scope.beginsWithAlias([node]) else { return [] }
    return baseChanges(node) + indexCaseChanges(node) + droppedIndices(node)
  }

  /// The name in another case, font or accent, or with one letter changed.
  private func baseChanges(_ node: MathNode) -> [Change] {
    guard let head = Head(node), let base = node.scriptBase, !inWord.contains(node.range) else {
      return []
    }
    return scope.lookalikes(of: head).map { name in
      change(node, base, to: scope.nameNode(name).placed(at: base.range), latex: scope.latex(name))
    }
  }

  private func indexCaseChanges(_ node: MathNode) -> [Change] {
    node.scriptSymbols.compactMap { symbol -> Change? in
      // An index of the scope is understood as it stands.
      guard let letter = symbol.character, Head.isLetter(letter), !scope.isFamilyIndex(letter)
      else { return nil }
      let other = letter == letter.lowercased() ? letter.uppercased() : letter.lowercased()
      let isCommon = other == other.lowercased() && scriptLetters.contains(other)
      guard other != letter, scope.isIndexName(other) || isCommon else { return nil }
      return change(node, symbol, to: scope.nameNode(other).placed(at: symbol.range), latex: other)
    }
  }

  private func droppedIndices(_ node: MathNode) -> [Change] {
    guard case .scripts(_, let sub?, _) = node.kind else { return [] }
    let items = sub.row.filter { !$0.isInvisible }
    guard items.count > 1, !items.contains(where: { ["+", "−", ","].contains($0.character) }) else {
      return []
    }
    return items.map { change(node, $0, to: nil, latex: "") }
  }

  private func change(
    _ node: MathNode, _ part: MathNode, to replacement: MathNode?, latex: String
  ) -> Change {
    let changed = node.replacing(part: part.range, by: replacement)
    return Change(
      edit: .init(part.range, latex), hint: "`\(describe(changed))` for `\(describe(node))`")
  }

  /// `h_{k-1},j`: the index belongs into the subscript, or nowhere.
  private func commaEdits(_ name: WrittenName) -> [SlipEdit] {
    guard case .scripts(let base?, let sub?, nil) = name.node.kind,
      let comma = name.following.first, comma.character == ",",
      let index = name.following.dropFirst().first, index.isIndexAtom
    else { return [] }
    let tail = comma.range.union(index.range)
    let written = "\(describe(name.node)),\(describe(index))"
    let script = MathNode(.row(sub.row + [comma, index]), at: sub.range)
    let merged = MathNode(.scripts(base, sub: script, sup: nil), at: name.node.range)
    let end = sub.row.last?.range.upperBound ?? sub.range.upperBound
    let isBraced = end < name.node.range.upperBound
    let place = end..<end
    let insertion =
      isBraced
      ? [FixIt.Edit(place, ",\(describe(index))")]
      : [
        FixIt.Edit(sub.range.lowerBound..<sub.range.lowerBound, "{"),
        FixIt.Edit(place, ",\(describe(index))}"),
      ]
    return [
      SlipEdit(
        hint: "`\(describe(merged))` for `\(written)`", edits: insertion + [.init(tail, "")],
        places: 1),
      SlipEdit(
        hint: "`\(describe(name.node))` for `\(written)`", edits: [.init(tail, "")], places: 1),
    ]
  }
}

extension SlipEdit {
  fileprivate init(_ changes: [SlipEdits.Change]) {
    self.init(
      hint: changes.first?.hint ?? "", edits: changes.map(\.edit), places: changes.count)
  }
}

/// A name with its scripts, and what follows it in its row.
struct WrittenName {
  let node: MathNode
  let following: ArraySlice<MathNode>

  /// The names in a formula, outermost first.
  static func all(in node: MathNode) -> [WrittenName] {
    let row = node.row
    return row.indices.flatMap { index -> [WrittenName] in
      let part = row[index]
      if part.isName { return [WrittenName(node: part, following: row[(index + 1)...])] }
      return part.children.flatMap(all)
    }
  }
}

extension MathNode {
  /// The places of single letters in runs of three or more that touch each other: `net`.
  fileprivate var lettersOfWords: Set<SourceRange> {
    var found = children.reduce(into: Set<SourceRange>()) { $0.formUnion($1.lettersOfWords) }
    var run: [SourceRange] = []
    for node in row + [MathNode(.row([]), at: 0..<0)] {
      let isLetter = node.character.map { Head.isLetter($0) && $0.utf8.count == 1 } ?? false
      if isLetter, let last = run.last, last.upperBound == node.range.lowerBound {
        run.append(node.range)
        continue
      }
      if run.count > 2 { found.formUnion(run) }
      run = isLetter ? [node.range] : []
    }
    return found
  }

  /// A letter or a word, with scripts or without; no operator.
  fileprivate var isName: Bool {
    switch kind {
    case .symbol(let symbol): symbol.role == .ordinary && Head.isLetter(symbol.character)
    case .word: true
    case .scripts(let base?, _, _): base.isName
    case .font(_, let inner), .accent(_, let inner): inner.row.count == 1 && inner.row[0].isName
    default: false
    }
  }

  /// A name without its scripts.
  fileprivate var scriptBase: MathNode? {
    if case .scripts(let base, _, _) = kind { return base?.scriptBase }
    return self
  }

  /// The symbols in its scripts.
  fileprivate var scriptSymbols: [MathNode] {
    guard case .scripts(_, let sub, let sup) = kind else { return [] }
    return [sub, sup].compactMap { $0 }.flatMap(\.symbols)
  }

  private var symbols: [MathNode] {
    character != nil ? [self] : children.flatMap(\.symbols)
  }

  /// What can stand as an index behind a stray comma.
  fileprivate var isIndexAtom: Bool {
    if case .number = kind { return true }
    return character.map(Head.isLetter) ?? false
  }

  /// With the part at `place` replaced, or left out.
  fileprivate func replacing(part place: SourceRange, by replacement: MathNode?) -> MathNode {
    if range == place, !row.isEmpty, children.isEmpty || scriptBase == self {
      return replacement ?? self
    }
    if case .row(let nodes) = kind {
      let kept = nodes.filter { replacement != nil || $0.range != place }
      return MathNode(.row(kept.map { $0.replacing(part: place, by: replacement) }), at: range)
    }
    return mapChildren { $0.replacing(part: place, by: replacement) }
  }
}
