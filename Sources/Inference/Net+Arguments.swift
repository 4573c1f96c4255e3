import Elaboration

/// A name for what stands in an activation: the page says `a = σ(W x + b)` and then `σ'(z)`.
extension Net {
  mutating func nameArguments() {
    for definition in definitions where definition.formals.isEmpty {
      guard let (function, argument) = definition.value.activation, !argument.isBare,
        let name = nameOfArgument(definition), let text = BlockText(draft.scope).text(of: argument)
      else { continue }
      let entries = definition.entryLetters
      let members = definition.memberTexts(draft)
      let left = draft.text(name, members, entries: entries)
      guard let head = draft.read(left), let value = draft.read("\(function)(\(left))") else {
        continue
      }
      var outer = definition
      outer.right = "\(function)(\(left))"
      outer.value = value
      let inner = FoundDefinition(
        symbol: name, left: left, right: text, value: argument, head: head, line: definition.line)
      replace(definition, by: [inner, outer])
      ask("the page does not say what \(left) is; is it what stands in \(function)?", of: name)
    }
  }

  /// The one undefined name that the page puts in the place of the argument, or takes derivatives by.
  private func nameOfArgument(_ definition: FoundDefinition) -> SymbolID? {
    let slots = draft.scope[definition.symbol].slots
    let left = leftToPage
    let options = draft.scope.ids.filter { id in
      let symbol = draft.scope[id]
      return id != definition.symbol && symbol.slots == slots && !symbol.isFunction
        && !isDefined(id)
        && (!left.contains(id) || draft.activation(of: id) != nil)
        && ["z", "a", "s", "u"].contains(symbol.base) && symbol.label == nil
        && !definitions.contains { $0.value.symbols.contains(id) }
        && !draft.memberships.contains { $0.reference.symbol == id }
    }
    let used = options.filter { id in
      draft.activation(of: id) != nil || differentiated.contains { $0.by.contains(id) }
    }
    return used.count == 1 ? used[0] : nil
  }
}

extension FoundDefinition {
  /// The letters of its left side, where it is said entry by entry.
  fileprivate var entryLetters: [String] {
    guard case .reference(let reference) = head.kind else { return [] }
    return reference.entries.compactMap { entry in
      if case .at(.letter(let letter)) = entry { letter } else { nil }
    }
  }

  fileprivate func memberTexts(_ draft: Draft) -> [String] {
    guard case .reference(let reference) = head.kind else { return [] }
    return reference.members.compactMap { ScriptTerm($0).map(draft.text) }
  }
}

extension Expression {
  /// The function and what it is applied to, where that works entry by entry.
  fileprivate var activation: (function: String, argument: Expression)? {
    if case .call(let function, let arguments) = kind, arguments.count == 1, function.isEntrywise,
      ![.exp, .log, .sqrt, .abs].contains(function)
    {
      return (function.rawValue, arguments[0])
    }
    return nil
  }
}
