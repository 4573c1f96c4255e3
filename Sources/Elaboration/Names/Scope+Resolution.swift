import Diagnostics
import MathSyntax

/// A name found in the scope, with its scripts sorted out.
package struct Resolution {
  package let symbol: SymbolID
  package let members: [IndexTerm]
  package let entries: [EntryIndex]
  /// What stands above it and is not an index: transposes, exponents, primes.
  let rest: [SupItem]
}

extension Scope {
  /// The symbol that `head` names, or nil where the scope has none.
  package func resolve(_ head: Head, bound: Set<String> = []) -> Resolution? {
    for id in candidates(head.base, font: head.font) {
      if let found = match(id, head, bound: bound) { return found }
    }
    return nil
  }

  /// `head` as a use of this symbol: label and family indices first, then entries.
  private func match(_ id: SymbolID, _ head: Head, bound: Set<String>) -> Resolution? {
    let symbol = self[id]
    guard let (indices, above) = matchAbove(symbol, head, bound: bound),
      let below = matchLabel(symbol, head.sub), var items = subItems(below, bound: bound)
    else { return nil }
    items = splittingDigits(items, slots: symbol.subSlots)
    guard items.count >= symbol.subSlots else { return nil }
    var members = indices
    for case .term(let term) in items.prefix(symbol.subSlots) { members.append(term) }
    guard members.count == symbol.slots else { return nil }
    let entries = items.dropFirst(symbol.subSlots).map { item -> EntryIndex in
      if case .term(let term) = item { .at(term) } else { .all }
    }
    return Resolution(symbol: id, members: members, entries: entries, rest: above)
  }

  /// The superscripts that are family indices, and the rest.
  private func matchAbove(
    _ symbol: NetSymbol, _ head: Head, bound: Set<String>
  ) -> (indices: [IndexTerm], rest: [SupItem])? {
    var items = supItems(head.sup)[...]
    var indices: [IndexTerm] = []
    while indices.count < symbol.supSlots, let item = items.first {
      switch item {
      case .bracketed(let nodes), .plain(let nodes):
        for part in nodes.splitAtTopLevel(where: { $0.character == "," }) {
          guard let term = indexTerm(part, bound: bound) else { return nil }
          indices.append(term)
        }
      case .transpose:
        // The last step of a family of steps may be called T.
        guard items.count == 1, sizes["T"] != nil else { return nil }
        indices.append(.size("T", nil))
      case .prime:
        return nil
      }
      items = items.dropFirst()
    }
    return indices.count == symbol.supSlots ? (indices, Array(items)) : nil
  }

  /// The subscript without the label, which must be there.
  private func matchLabel(_ symbol: NetSymbol, _ sub: [MathNode]) -> [MathNode]? {
    guard let label = symbol.label else { return sub }
    let parts = sub.splitAtTopLevel { $0.character == "," }
    if [MathNode].labelText(sub) == label { return [] }
    guard let first = parts.first, parts.count > 1, [MathNode].labelText(first) == label else {
      return nil
    }
    return Array(sub[(first.endIndex + 1)...])
  }

  /// `W_{111}`: a lone number of three digits or more below a family is an index and two entries.
  private func splittingDigits(_ items: [SubItem], slots: Int) -> [SubItem] {
    guard slots == 1, items.count == 1, case .term(.number(let value)) = items[0], value > 99 else {
      return items
    }
    return String(value).compactMap(\.wholeNumberValue).map { .term(.number($0)) }
  }
}
