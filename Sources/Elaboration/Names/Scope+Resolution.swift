import Diagnostics
import MathSyntax

/// A name found in the scope, with its scripts sorted out.
package struct Resolution {
  package let symbol: SymbolID
  package let members: [IndexTerm]
  package let entries: [EntryIndex]
  /// What stands above it and is not an index: transposes, exponents, primes.
  let rest: [SupItem]

  /// Whether no entry of it is taken and nothing stands above it.
  package var isWholeName: Bool { entries.isEmpty && rest.isEmpty }
}

extension Scope {
  /// The symbol that `head` names, or nil where the scope has none.
  package func resolve(_ head: Head, bound: Set<String> = []) -> Resolution? {
    let found = declared(head, bound: bound)
    // `w_{ji}` beside a vector `w` is an entry of `W`.
    if let found, found.entries.count == 2, found.members.isEmpty, isInputVector(found.symbol),
      let entry = entryOfCapital(head, bound: bound), entry.entries.count == 2
    {
      return entry
    }
    return found ?? entryOfCapital(head, bound: bound) ?? functionWithoutLabel(head)
  }

  private func isInputVector(_ id: SymbolID) -> Bool {
    !self[id].inputs.isEmpty && self[id].inputs.allSatisfy { $0.domain.axes.count == 1 }
  }

  /// `w_{ij}` where the scope has a matrix `W` and no `w`: its entry, as most authors write it.
  private func entryOfCapital(_ head: Head, bound: Set<String>) -> Resolution? {
    guard head.base.count == 1, !head.sub.isEmpty else { return nil }
    let isDeclared = declares(head.base)
    var capital = head
    capital.base = head.base.uppercased()
    guard capital.base != head.base, capital.base.count == 1,
      let found = declared(capital, bound: bound), !found.entries.contains(.all),
      !self[found.symbol].isFunction
    else { return nil }
    if found.entries.count == 2 { return found.rest.isEmpty ? found : nil }
    return !isDeclared && found.entries.count == 1 && isMatrix(found.symbol) ? found : nil
  }

  /// An input with two axes.
  package func isMatrix(_ id: SymbolID) -> Bool {
    !self[id].inputs.isEmpty && self[id].inputs.allSatisfy { $0.domain.axes.count == 2 }
  }

  /// `h(x)` where the scope has `h_θ(x)` alone, a function named with its parameters.
  private func functionWithoutLabel(_ head: Head) -> Resolution? {
    let all = candidates(head.base, font: head.font)
    guard head.sub.isEmpty, all.count == 1, let id = all.first, self[id].isFunction,
      let label = self[id].label, declaresSymbol(label), self[id].slots == 0
    else { return nil }
    return Resolution(symbol: id, members: [], entries: [], rest: supItems(head.sup))
  }

  private func declared(_ head: Head, bound: Set<String>) -> Resolution? {
    if let primed = head.primed, declaresSymbol(primed.base),
      let found = declared(primed, bound: bound)
    {
      return found
    }
    var first: Resolution?
    for id in candidates(head.base, font: head.font) {
      guard let found = match(id, head, bound: bound) else { continue }
      // Beside a family `x_k`, the `x_j` of an array `x` is an entry, if `j` counts no members.
      if found.members.allSatisfy(countsMembers) { return found }
      if let other = first {
        if found.members.isEmpty, takes(found.entries.count, found.symbol) { return found }
        first = other
      } else {
        first = found
      }
    }
    return first
  }

  private func countsMembers(_ term: IndexTerm) -> Bool {
    term.letters.allSatisfy { indices[$0] != nil }
  }

  /// Whether as many indices can stand on this array, as far as its declaration tells.
  private func takes(_ count: Int, _ id: SymbolID) -> Bool {
    self[id].inputs.allSatisfy { $0.domain.axes.count == count }
  }

  /// `head` as a use of this symbol: label and family indices first, then entries.
  private func match(_ id: SymbolID, _ head: Head, bound: Set<String>) -> Resolution? {
    let symbol = self[id]
    guard let (indices, above) = matchAbove(symbol, head, bound: bound),
      let below = matchLabel(symbol, head.sub), var items = subItems(below, bound: bound)
    else { return nil }
    if !below.contains(where: { $0.character == "," }) { items = splittingDigits(items, symbol) }
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
    // `g'^{[l]}` is the derivative of `g^{[l]}`.
    let primes = symbol.isFunction ? items.prefix { $0 == .prime } : []
    items = items.dropFirst(primes.count)
    var indices: [IndexTerm] = []
    while indices.count < symbol.supSlots, let item = items.first {
      switch item {
      case .bracketed(let nodes, _), .plain(let nodes):
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
    return indices.count == symbol.supSlots ? (indices, primes + items) : nil
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

  /// `W_{111}`, `W_{31j}`: where there is no such member, the digits are indices one by one.
  private func splittingDigits(_ items: [SubItem], _ symbol: NetSymbol) -> [SubItem] {
    guard symbol.subSlots > 0, case .term(.number(let value))? = items.first, value > 9,
      symbol.subSlots > items.count || (symbol.subSlots == 1 && !hasMember(value, symbol))
    else { return items }
    let digits = String(value).compactMap(\.wholeNumberValue)
    return digits.map { .term(.number($0)) } + items.dropFirst()
  }

  /// Whether the last index of this family takes the value at the declared sizes.
  private func hasMember(_ value: Int, _ symbol: NetSymbol) -> Bool {
    let lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    func isLast(of pattern: [IndexTerm]) -> Bool {
      guard let last = pattern.last else { return false }
      if case .number(let number) = last { return number == value }
      return lowering.members(last)?.contains(value) ?? false
    }
    return symbol.inputs.contains { isLast(of: $0.pattern) }
      || symbol.definitions.indices.contains { isLast(of: symbol.definitions[$0].pattern) }
      || symbol.functions.contains { isLast(of: $0.pattern) }
  }
}
