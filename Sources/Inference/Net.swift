import Elaboration
import MathSyntax

/// The network that a page describes: its definitions, what fills the gaps between them, and what is
/// left to be given.
struct Net {
  private(set) var draft: Draft
  private(set) var definitions: [FoundDefinition]
  /// Functions of which nothing is known but what they take, as they are declared.
  private(set) var functions: [SymbolID: UnknownFunction] = [:]
  /// Questions to the author, by the name that they are about.
  private(set) var questions: [SymbolID: String] = [:]

  enum UnknownFunction: Hashable {
    /// Entry by entry.
    case entrywise
    /// A number for these arrays.
    case number(of: [FoundArgument])
  }

  struct FoundArgument: Hashable {
    let symbol: SymbolID
    let members: [ScriptTerm]
  }

  init(_ draft: Draft, _ definitions: [FoundDefinition]) {
    self.draft = draft
    self.definitions = definitions
  }

  /// The same with another definition of one name, or none.
  func replacing(_ symbol: SymbolID, by definition: FoundDefinition?, _ question: String? = nil)
    -> Net
  {
    var net = self
    net.definitions.removeAll { $0.symbol == symbol }
    if let definition { net.definitions.append(definition) }
    net.questions[symbol] = question
    return net
  }

  mutating func replace(_ definition: FoundDefinition, by others: [FoundDefinition]) {
    guard let place = definitions.firstIndex(of: definition) else { return }
    definitions.replaceSubrange(place...place, with: others)
  }

  mutating func ask(_ question: String, of symbol: SymbolID) { questions[symbol] = question }

  /// Losses that nothing on the page writes out.
  var unknownLosses: [(symbol: SymbolID, ends: [FoundArgument])] {
    definitions.compactMap { definition in
      guard definition.line == nil, case .apply(let id, derivative: _, _) = definition.value.kind,
        case .number(let ends)? = functions[id]
      else { return nil }
      return (definition.symbol, ends)
    }
  }

  // MARK: What is known of names

  /// Defined for all its members, or the one that there is.
  func isDefined(_ symbol: SymbolID) -> Bool {
    definitions.contains { $0.symbol == symbol && isGeneral($0) }
  }

  func isGeneral(_ definition: FoundDefinition) -> Bool {
    guard let member = definition.member else { return true }
    return member.letter.map { draft.plan.families[$0] != nil } ?? !hasLetters(definition.symbol)
  }

  func hasLetters(_ symbol: SymbolID) -> Bool {
    draft.scope[symbol].inputs.contains { $0.pattern.contains { !$0.letters.isEmpty } }
  }

  /// Everything it rests on.
  func dependencies(of symbol: SymbolID) -> Set<SymbolID> {
    var open = [symbol]
    var seen: Set<SymbolID> = []
    while let next = open.popLast() {
      for definition in definitions where definition.symbol == next {
        open += definition.value.symbols.filter { seen.insert($0).inserted }
      }
    }
    return seen
  }

  /// Names that the page itself gives to derivatives, or to what it says of them.
  var leftToPage: Set<SymbolID> {
    var found: Set<SymbolID> = []
    var used: Set<SymbolID> = []
    for line in draft.lines {
      let members = line.members.compactMap { $0 }
      let hasDerivative = members.contains(where: \.containsDerivative)
      for (place, member) in line.members.enumerated() {
        guard let member, case .reference(let reference) = member.kind,
          !used.contains(reference.symbol), !isDefined(reference.symbol)
        else { continue }
        if line.members.count > 1, hasDerivative || place == 0 { found.insert(reference.symbol) }
      }
      for member in members { used.formUnion(member.symbols) }
    }
    return found
  }

  /// What derivatives are taken of, as plain names.
  var differentiated: [(of: SymbolID, by: Set<SymbolID>)] {
    var found: [SymbolID: Set<SymbolID>] = [:]
    for line in draft.lines {
      for member in line.members.compactMap({ $0 }) { member.collectDerivatives(&found) }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  // MARK: Gaps

  /// Closes the gaps between what the page says: an activation that it never names, a loss that it never
  /// writes out.
  mutating func fillGaps() {
    nameArguments()
    fillActivations()
    fillLosses()
    if draft.page.namesGradients, losses.isEmpty { addLoss() }
  }

  /// `a_k = W_k h_{k-1} + b_k`, and nothing says what makes `h_k` of it.
  private mutating func fillActivations() {
    for definition in definitions {
      guard let own = definition.member, let letter = own.letter,
        draft.plan.families[letter] != nil,
        !definitions.contains(where: {
          $0.symbol != definition.symbol && $0.value.symbols.contains(definition.symbol)
        }),
        let missing = definition.value.allReferences.first(where: { reference in
          reference.members.last.flatMap(ScriptTerm.init)
            == ScriptTerm(letter: letter, shift: own.shift - 1)
            && reference.symbol != definition.symbol && !isDefined(reference.symbol)
        })
      else { continue }
      link(missing.symbol, to: definition.symbol, letter)
    }
  }

  private mutating func link(_ symbol: SymbolID, to argument: SymbolID, _ letter: String) {
    let left = draft.text(symbol, [letter])
    let inner = draft.text(argument, [letter])
    let name = draft.activation(of: argument)
    let function = name ?? draft.unused(["φ", "g", "ψ", "f"])
    let known = draft.scope.declaresSymbol(function) || name != nil
    if !known, !draft.declare("\(function) : R → R") { return }
    guard let head = draft.read(left), let value = draft.read("\(function)(\(inner))") else {
      return
    }
    if !known, case .apply(let id, derivative: _, _) = value.kind {
      functions[id] = .entrywise
      questions[id] =
        "which activation makes \(left) of \(inner)? what holds, holds for every smooth one"
    }
    let made = FoundDefinition(
      symbol: symbol, left: left, right: "\(function)(\(inner))", value: value, head: head,
      line: nil)
    definitions.append(made)
    if known {
      questions[symbol] = "the page does not say how \(left) comes from \(inner); is it so?"
    }
  }

  /// `∂L/∂w`, and nothing says what `L` is: any smooth function of where the net ends.
  private mutating func fillLosses() {
    for (symbol, variables) in differentiated where !isDefined(symbol) {
      guard draft.scope[symbol].slots == 0, !draft.scope[symbol].isFunction,
        !isUsedAsVariable(symbol)
      else { continue }
      let ends = self.ends(of: variables.subtracting([symbol]), except: symbol)
      let left = draft.text(symbol, [])
      if let head = draft.read(left) { define(symbol, head, left, by: ends) }
    }
  }

  /// As any smooth function of `ends`.
  private mutating func define(
    _ symbol: SymbolID, _ head: Expression, _ left: String, by ends: [FoundArgument]
  ) {
    guard !ends.isEmpty, ends.count <= 4 else { return }
    let function = draft.unused(["ℓ", "c", "r", "s"])
    let domains = Array(repeating: "R^3", count: ends.count).joined(separator: " × ")
    guard draft.declare("\(function) : \(domains) → R") else { return }
    let arguments = ends.map { draft.text($0.symbol, $0.members.map(draft.text)) }
    let right = "\(function)(\(arguments.joined(separator: ", ")))"
    guard let value = draft.read(right), case .apply(let id, derivative: _, _) = value.kind else {
      return
    }
    functions[id] = .number(of: ends)
    questions[id] =
      "what is \(left)? what holds, holds for every smooth loss of \(arguments.joined(separator: ", "))"
    definitions.append(
      FoundDefinition(symbol: symbol, left: left, right: right, value: value, head: head, line: nil)
    )
  }

  /// A loss for a page that names gradients, `dW`, and never what they are of.
  private mutating func addLoss() {
    let ends = self.ends(of: Set(definitions.map(\.symbol)), except: nil)
    let left = draft.unused(["J", "L", "C", "E"])
    guard draft.declare("\(left) ∈ R") else { return }
    if let head = draft.read(left), case .reference(let reference) = head.kind {
      define(reference.symbol, head, left, by: ends)
    }
  }

  private func isUsedAsVariable(_ symbol: SymbolID) -> Bool {
    differentiated.contains { $0.by.contains(symbol) }
  }

  /// Where the net ends that `variables` are part of: what nothing else rests on.
  private func ends(of variables: Set<SymbolID>, except loss: SymbolID?) -> [FoundArgument] {
    let all = Set(definitions.map(\.symbol)).union(variables)
    let left = leftToPage
    let ends = all.filter { symbol in
      guard symbol != loss, !left.contains(symbol), !draft.scope[symbol].isFunction else {
        return false
      }
      let others = definitions.contains {
        $0.symbol != symbol && $0.symbol != loss && $0.usesAtOwnMember(symbol)
      }
      return !others && !dependencies(of: symbol).union([symbol]).isDisjoint(with: variables)
    }
    return ends.sorted().flatMap(lastMembers)
  }

  /// The last member of a family, the highest number, or the array itself.
  private func lastMembers(_ symbol: SymbolID) -> [FoundArgument] {
    let slots = draft.scope[symbol].slots
    if slots == 0 { return [FoundArgument(symbol: symbol, members: [])] }
    guard slots == 1 else { return [] }
    if hasLetters(symbol), let name = draft.name(symbol), let letter = name.letters.last,
      let upper = draft.plan.families[letter]
    {
      return [FoundArgument(symbol: symbol, members: [ScriptTerm(letter: upper, shift: 0)])]
    }
    let numbers = draft.name(symbol)?.numbers.compactMap(\.first) ?? []
    return numbers.max().map {
      [FoundArgument(symbol: symbol, members: [ScriptTerm(letter: nil, shift: $0)])]
    } ?? []
  }
}

extension FoundDefinition {
  /// Whether it rests on `symbol` other than on an earlier member of it.
  fileprivate func usesAtOwnMember(_ symbol: SymbolID) -> Bool {
    value.allReferences.contains { reference in
      guard reference.symbol == symbol else { return false }
      guard let own = member, let term = reference.members.last.flatMap(ScriptTerm.init) else {
        return true
      }
      return term.letter != own.letter || term.shift >= own.shift
    }
  }
}

extension Expression {
  fileprivate func collectDerivatives(_ found: inout [SymbolID: Set<SymbolID>]) {
    for child in children { child.collectDerivatives(&found) }
    let (value, variables): (Expression, [Expression])
    switch kind {
    case .derivative(of: let a, by: let b, _), .gradient(of: let a, by: let b):
      (value, variables) = (a, b)
    default: return
    }
    guard case .reference(let reference) = value.kind, reference.entries.isEmpty else { return }
    found[reference.symbol, default: []].formUnion(variables.flatMap(\.symbols))
  }
}
