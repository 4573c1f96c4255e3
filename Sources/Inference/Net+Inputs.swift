import Elaboration

/// An array that a block gives.
struct NetInput: Hashable {
  let symbol: SymbolID
  let members: [ScriptTerm]
  /// As a block writes it.
  let text: String
}

extension Net {
  /// What is used and not defined, in the order of the page.
  var inputs: [NetInput] {
    let left = leftToPage
    let formals = Set(definitions.flatMap(\.formals))
    var found: [NetInput] = []
    for symbol in neededSymbols where !draft.scope[symbol].isFunction && !left.contains(symbol) {
      let isFormal = formals.contains(draft.scope[symbol].base) && !isUsedOutsideFunctions(symbol)
      if isFormal { continue }
      for members in membersToGive(symbol) {
        let texts = members.map(draft.text)
        found.append(NetInput(symbol: symbol, members: members, text: draft.text(symbol, texts)))
      }
    }
    return found
  }

  /// Definitions so that what is used stands first, as far as the page allows; blocks take any order.
  var ordered: [FoundDefinition] {
    let needed = Set(neededSymbols)
    return definitions.filter { needed.contains($0.symbol) }.sorted { a, b in
      (a.line ?? Int.max, a.left) < (b.line ?? Int.max, b.left)
    }
  }

  /// Names of definitions and of what the page says, in the order of their first use. Goes through the page.
  var neededSymbols: [SymbolID] {
    var seen: Set<SymbolID> = []
    var found: [SymbolID] = []
    func take(_ expression: Expression) {
      for child in expression.children { take(child) }
      switch expression.kind {
      case .reference(let reference):
        if seen.insert(reference.symbol).inserted { found.append(reference.symbol) }
      case .apply(let id, derivative: _, _): if seen.insert(id).inserted { found.append(id) }
      default: break
      }
    }
    for line in draft.lines {
      for member in line.members.compactMap({ $0 }) { take(member) }
    }
    for definition in definitions {
      take(definition.head)
      take(definition.value)
    }
    return found
  }

  private func isUsedOutsideFunctions(_ symbol: SymbolID) -> Bool {
    let functionLines = Set(definitions.filter { !$0.formals.isEmpty }.compactMap(\.line))
    return draft.lines.contains { line in
      !functionLines.contains(line.place)
        && line.members.contains { $0?.symbols.contains(symbol) ?? false }
    } || definitions.contains { $0.formals.isEmpty && $0.value.symbols.contains(symbol) }
  }

  /// The members of a name that nothing defines.
  private func membersToGive(_ symbol: SymbolID) -> [[ScriptTerm]] {
    guard draft.scope[symbol].slots > 0 else { return isDefined(symbol) ? [] : [[]] }
    guard let name = draft.name(symbol) else { return [] }
    let defined = Set(definitions.filter { $0.symbol == symbol }.compactMap(\.member))
    let numbers = name.numbers.sorted { $0.lexicographicallyPrecedes($1) }
      .map { $0.map { ScriptTerm(letter: nil, shift: $0) } }
    guard hasLetters(symbol) else {
      return numbers.filter { members in members.count != 1 || !defined.contains(members[0]) }
    }
    var given: [[ScriptTerm]] = []
    if !isDefined(symbol) { given.append(name.letters.map { ScriptTerm(letter: $0, shift: 0) }) }
    let first = ScriptTerm(letter: nil, shift: 0)
    if name.slots == 1, isUsedBeforeFirst(symbol) || name.numbers.contains([0]),
      !defined.contains(first)
    {
      given.append([first])
    }
    return given
  }

  /// `h_{k-1}` with `k` from 1.
  private func isUsedBeforeFirst(_ symbol: SymbolID) -> Bool {
    let values =
      definitions.flatMap { [$0.head, $0.value] }
      + draft.lines.flatMap { $0.members.compactMap { $0 } }
    return values.flatMap(\.allReferences).contains { reference in
      guard reference.symbol == symbol, let term = reference.members.last.flatMap(ScriptTerm.init)
      else {
        return false
      }
      return term.letter != nil && term.shift < 0
    }
  }
}
