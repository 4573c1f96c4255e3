import Elaboration

/// Names that have as many axes as each other, since they are added, equated, or one is computed of the other entry
/// by entry.
struct RankGroups {
  private var parents: [SymbolID: SymbolID] = [:]

  init(_ net: Net) {
    for definition in net.definitions where definition.formals.isEmpty {
      equate([definition.head, definition.value])
    }
    for line in net.draft.lines { equate(line.members.compactMap { $0 }) }
  }

  /// The groups of more than one name.
  func groups(_ symbols: [SymbolID]) -> [[SymbolID]] {
    Dictionary(grouping: symbols, by: root).values.filter { $0.count > 1 }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func root(_ symbol: SymbolID) -> SymbolID {
    var symbol = symbol
    while let next = parents[symbol] { symbol = next }
    return symbol
  }

  private mutating func equate(_ sides: [Expression]) {
    let tied = sides.compactMap { tie($0) }
    for (a, b) in zip(tied, tied.dropFirst()) { join(a, b) }
  }

  private mutating func join(_ a: SymbolID, _ b: SymbolID) {
    let (a, b) = (root(a), root(b))
    if a != b { parents[max(a, b)] = min(a, b) }
  }

  /// One name that has as many axes as the expression; those inside it that do are joined.
  private mutating func tie(_ expression: Expression) -> SymbolID? {
    switch expression.kind {
    case .reference(let reference): return reference.entries.isEmpty ? reference.symbol : nil
    case .negated(let inner): return tie(inner)
    case .sum(let terms):
      let tied = terms.compactMap { tie($0.value) }
      for (a, b) in zip(tied, tied.dropFirst()) { join(a, b) }
      return tied.first
    case .call(let function, let arguments):
      let tied = arguments.map { tie($0) }
      return function.isEntrywise || function == .softmax ? tied.first ?? nil : nil
    case .apply(_, derivative: _, let arguments):
      let tied = arguments.map { tie($0) }
      return arguments.count == 1 ? tied[0] : nil
    case .chain(let first, let links):
      guard links.allSatisfy({ [.hadamard, .circle].contains($0.operation) }) else {
        return visit(expression)
      }
      let tied = ([first] + links.map(\.factor)).compactMap { tie($0) }
      for (a, b) in zip(tied, tied.dropFirst()) { join(a, b) }
      return tied.first
    case .gradient(of: _, by: let variables): return variables.count == 1 ? tie(variables[0]) : nil
    default: return visit(expression)
    }
  }

  private mutating func visit(_ expression: Expression) -> SymbolID? {
    for child in expression.children { _ = tie(child) }
    return nil
  }
}
