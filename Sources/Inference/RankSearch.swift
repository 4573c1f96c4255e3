import Elaboration
import Reading

/// How many axes each name has: 0 for a number, 1 for a column, 2 for a matrix. What authors usually call
/// numbers, columns and matrices is weighed against what then does not fit on the page.
struct RankSearch {
  private let net: Net
  private var draft: Draft { net.draft }
  private let symbols: [SymbolID]
  private let priors: [SymbolID: [Double]]
  private let said: [SymbolID: Int]
  private var known: [[Int]: Double] = [:]

  init(_ net: Net) {
    self.net = net
    symbols = net.draft.scope.ids.filter { !net.draft.scope[$0].isFunction }
    var said: [SymbolID: Int] = [:]
    for membership in net.draft.memberships {
      said[membership.reference.symbol] = min(membership.axes.count, 2)
    }
    self.said = said
    priors = Dictionary(
      uniqueKeysWithValues: symbols.map { ($0, RankPrior(net.draft.name($0)).costs) })
  }

  /// The likeliest choices, the best first.
  mutating func choices(_ count: Int) -> [[SymbolID: Int]] {
    let groups = RankGroups(net).groups(symbols).map { group in
      group.compactMap { symbol in said[symbol] == nil ? symbols.firstIndex(of: symbol) : nil }
    }
    for start in starts(groups) {
      var ranks = start
      var best = cost(ranks)
      for _ in 0..<6 {
        let before = best
        improve(&ranks, &best, together: groups)
        improve(&ranks, &best, pairs: false)
        improve(&ranks, &best, pairs: true)
        if best == before { break }
      }
    }
    return known.sorted { ($0.value, $0.key.reduce(0, +)) < ($1.value, $1.key.reduce(0, +)) }
      .prefix(count)
      .map { Dictionary(uniqueKeysWithValues: zip(symbols, $0.key)) }
  }

  /// What each name is by custom; the same with the names that go together as numbers, and as columns.
  private func starts(_ groups: [[Int]]) -> [[Int]] {
    let usual = symbols.map(likeliest)
    return [usual]
      + [0, 1].map { rank in
        var start = usual
        for group in groups where group.allSatisfy({ usual[$0] < 2 }) {
          for place in group { start[place] = rank }
        }
        return start
      }
  }

  /// Gives all names of a group as many axes.
  private mutating func improve(
    _ ranks: inout [Int], _ best: inout Double, together groups: [[Int]]
  ) {
    for group in groups {
      for rank in 0...2 {
        var trial = ranks
        for place in group { trial[place] = rank }
        let cost = self.cost(trial)
        if cost < best - 1e-9 { (ranks, best) = (trial, cost) }
      }
    }
  }

  /// What it is by custom, or as the page says.
  private func likeliest(_ symbol: SymbolID) -> Int {
    if let rank = said[symbol] { return rank }
    let costs = priors[symbol] ?? [0, 0, 0]
    return costs.indices.min { costs[$0] < costs[$1] } ?? 0
  }

  private mutating func improve(_ ranks: inout [Int], _ best: inout Double, pairs: Bool) {
    for move in pairs ? pairMoves : singleMoves {
      for options in combinations(move.count) {
        var trial = ranks
        for (place, rank) in zip(move, options) { trial[place] = rank }
        guard trial != ranks else { continue }
        let cost = self.cost(trial)
        if cost < best - 1e-9 { (ranks, best) = (trial, cost) }
      }
    }
  }

  private var singleMoves: [[Int]] {
    symbols.indices.filter { said[symbols[$0]] == nil }.map { [$0] }
  }

  /// Names that stand in one statement: what is added or equated changes together.
  private var pairMoves: [[Int]] {
    var moves: Set<[Int]> = []
    for line in draft.lines {
      let used = line.members.compactMap { $0 }.reduce(into: Set<SymbolID>()) {
        $0.formUnion($1.symbols)
      }
      let places = symbols.indices.filter { used.contains(symbols[$0]) && said[symbols[$0]] == nil }
      guard places.count <= 8 else { continue }
      for a in places {
        for b in places where a < b {
          moves.insert([a, b])
          for c in places where b < c && places.count <= 5 { moves.insert([a, b, c]) }
        }
      }
    }
    return moves.sorted { $0.lexicographicallyPrecedes($1) }.prefix(400).map { $0 }
  }

  private func combinations(_ count: Int) -> [[Int]] {
    (1..<count).reduce((0...2).map { [$0] }) { found, _ in
      found.flatMap { a in (0...2).map { a + [$0] } }
    }
  }

  private mutating func cost(_ ranks: [Int]) -> Double {
    if let cost = known[ranks] { return cost }
    let choice = Dictionary(uniqueKeysWithValues: zip(symbols, ranks))
    var total = zip(symbols, ranks).reduce(0) { $0 + (priors[$1.0]?[$1.1] ?? 0) }
    var reader = ShapeReader(draft, ranks: choice)
    total += reader.read(net)
    known[ranks] = total
    return total
  }
}

extension ShapeReader {
  /// Reads the whole page; what does not fit costs.
  mutating func read(_ net: Net) -> Double {
    var total = 0.0
    for (id, function) in net.functions {
      if case .number = function { numberValued.insert(id) }
    }
    let functions = net.definitions.filter { !$0.formals.isEmpty }
    for function in functions { bodies[function.symbol] = (function.formalSymbols, function.value) }
    for function in functions { total += 1.5 * readStatement([function.value]) }
    let functionLines = Set(functions.compactMap(\.line))
    for definition in net.definitions where definition.formals.isEmpty {
      total += 1.5 * readStatement([definition.head, definition.value])
    }
    for membership in net.draft.memberships { read(membership) }
    for line in net.draft.lines where !functionLines.contains(line.place) {
      total += readStatement(line.members)
    }
    return total
  }

  private mutating func read(_ membership: Draft.Membership) {
    let members = membership.reference.members.compactMap(ScriptTerm.init)
    for (axis, said) in zip(axes(of: membership.reference.symbol, members), membership.axes) {
      if let length = length(said) { lengths.unify(axis, length) }
    }
  }
}

/// What authors usually call numbers, columns and matrices.
struct RankPrior {
  let costs: [Double]

  init(_ name: NamePlan.Name?) {
    guard let name else {
      costs = [0, 0.5, 1.5]
      return
    }
    let letter = name.base.split(separator: " ").last.map(String.init) ?? name.base
    var costs = RankPrior.costs(of: letter, isBold: name.isBold)
    if name.entries > 0 {
      for rank in 0...2 { costs[rank] += rank == name.entries ? 0 : rank > name.entries ? 1.5 : 1 }
    }
    if name.slots > 0, !name.hasLetters, name.entries == 0, letter.isLower { costs[0] -= 0.3 }
    if name.isTransposed { costs[0] += 0.8 }
    self.costs = costs
  }

  private static func costs(of letter: String, isBold: Bool) -> [Double] {
    if isBold { return letter.isLower ? [2, 0, 1.5] : [2, 1.5, 0] }
    if letter.count > 1 { return [0, 0.4, 1] }
    if letter == "C" { return [0.3, 1.5, 0.4] }
    if ["L", "J", "E", "ℓ"].contains(letter) { return [0, 1.5, 1.5] }
    if letter.unicodeScalars.allSatisfy(\.isASCII) {
      return letter.isLower ? [0.35, 0.2, 2] : [0.8, 0.9, 0]
    }
    if !letter.isLower { return [0.8, 1, 0] }
    return ["δ", "θ", "β", "μ"].contains(letter) ? [0.3, 0.2, 1.5] : [0, 0.5, 1.5]
  }
}

extension String {
  fileprivate var isLower: Bool { lowercased() == self }
}
