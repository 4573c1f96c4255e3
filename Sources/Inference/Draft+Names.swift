import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

extension Draft {
  /// The plan of a symbol of the scope.
  func name(_ symbol: SymbolID) -> NamePlan.Name? {
    let known = scope[symbol]
    return plan.names.first { name in
      name.base == known.base && name.label == known.label && name.below == known.subSlots
        && name.above == known.supSlots
    }
  }

  /// As a block writes it, with these members.
  func text(_ symbol: SymbolID, _ members: [String]) -> String {
    name(symbol)?.text(members) ?? describe(scope[symbol].node)
  }

  /// The same with letters of entries behind the members below.
  func text(_ symbol: SymbolID, _ members: [String], entries: [String]) -> String {
    guard !entries.isEmpty, let name = name(symbol) else { return text(symbol, members) }
    let sub = (name.label.map { [$0] } ?? []) + members.dropFirst(name.above) + entries
    let above = members.prefix(name.above)
    var plain = name
    plain.below = 0
    let base = plain.withoutLabel.text([])
    let sup = name.withoutLabel.text(Array(above)).dropFirst(base.count)
    return base + "_{" + sub.joined(separator: ",") + "}" + sup
  }

  func text(_ term: ScriptTerm) -> String {
    guard let letter = term.letter else { return "\(term.shift)" }
    if term.shift == 0 { return letter }
    return term.shift < 0 ? "\(letter)-\(-term.shift)" : "\(letter)+\(term.shift)"
  }

  /// What a line of a block means in the scope of the draft.
  func read(_ text: String) -> Expression? {
    var macros = Macros()
    let (node, problems) = parseMath(Excerpt(text), dialect: .plain, macros: &macros)
    guard problems.isEmpty else { return nil }
    let letters = (try? scope.expression(node))?.freeLetters ?? []
    return try? scope.expression(node, outer: letters)
  }

  /// Adds a line of a block to the scope; false where it says nothing sensible.
  mutating func declare(_ line: String) -> Bool {
    var macros = Macros()
    let statements = parseNet(Excerpt(line), macros: &macros).0
    var trial = scope
    guard !statements.isEmpty, trial.add(statements).isEmpty else { return false }
    scope = trial
    return true
  }

  /// The first of these letters that nothing on the page is called by.
  func unused(_ letters: [String]) -> String {
    let taken = Set(page.uses.map(\.head.base)).union(sizes.plain).union(plan.families.keys)
      .union(plan.families.values)
    return letters.first { !taken.contains($0) && !scope.declares($0) } ?? letters[0] + "0"
  }

  /// A function that the page applies to this name, entry by entry: the `σ` of `σ'(z^l)`.
  func activation(of symbol: SymbolID) -> String? {
    for line in lines {
      for member in line.members.compactMap({ $0 }) {
        if let found = member.function(of: symbol, in: scope) { return found }
      }
    }
    return nil
  }
}

extension Expression {
  fileprivate func function(of symbol: SymbolID, in scope: Scope) -> String? {
    func isMeant(_ argument: Expression?) -> Bool {
      guard case .reference(let reference)? = argument?.kind else { return false }
      return reference.symbol == symbol
    }
    switch kind {
    case .call(let function, let arguments):
      if function.isActivation, isMeant(arguments.first) { return function.rawValue }
    case .derivativeOfBuiltin(let function, order: _, let argument):
      if function.isEntrywise, isMeant(argument) { return function.rawValue }
    case .apply(let id, derivative: _, let arguments):
      if isMeant(arguments.last), arguments.count == scope[id].slots + 1, scope[id].slots == 0 {
        return scope[id].base
      }
    default: break
    }
    return children.lazy.compactMap { $0.function(of: symbol, in: scope) }.first
  }
}

extension Builtin {
  /// What layers are squashed by.
  fileprivate var isActivation: Bool {
    [.sigmoid, .tanh, .relu, .softplus, .elu, .gelu, .silu, .leakyRelu].contains(self)
  }
}
