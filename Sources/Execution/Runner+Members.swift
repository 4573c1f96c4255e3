import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// A member of the net: an input, or what a definition makes of others.
struct NetMember {
  let key: Lowering.MemberKey
  let value: Value
  /// nil of an input.
  let definition: NetSymbol.NodeDefinition?
  /// What the letters of its pattern stand for.
  let letters: LetterValues
  /// The members that it is made from directly, each once.
  let sources: [Lowering.MemberKey]

  var reference: Reference { key.reference }
}

extension Lowering.MemberKey {
  var reference: Reference {
    Reference(symbol: symbol, members: members.map { .number($0) }, entries: [])
  }
}

extension Runner {
  /// Larger nets are neither drawn nor worked through line by line.
  static let maximalNetMembers = 60

  /// The name of a member as the notation has it: `W_1`.
  func node(_ reference: Reference) -> MathNode { Notation(scope).node(reference) }

  /// Every member that `reference` stands for, with its name; those that do not exist are left out.
  func members(
    of reference: Reference, _ node: MathNode
  ) throws(Diagnostic) -> [(name: Reference, key: Lowering.MemberKey)] {
    let letters = reference.members.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    var bindings: [LetterValues] = [[:]]
    for letter in letters.sorted() {
      guard let range = lowering.range(ofIndex: letter) else {
        throw .openShow(letter, at: node.range)
      }
      bindings = bindings.flatMap { known in
        range.prefix(Runner.maximalMembers).map { known.setting(letter, to: $0) }
      }
      bindings = Array(bindings.prefix(Runner.maximalMembers))
    }
    return bindings.compactMap { lowering.key(of: reference, $0) }.filter {
      lowering.source(of: $0) != nil || bindings.count == 1
    }.map { ($0.reference, $0) }
  }

  /// The members that `expression` depends on, each behind those that it depends on itself.
  mutating func members(
    behind expression: Expression, _ node: MathNode
  ) throws(Diagnostic) -> [NetMember] {
    var found: [NetMember] = []
    var seen: Set<Lowering.MemberKey> = []
    for key in directMembers(of: expression, [:]) {
      try collect(key, node, &found, &seen)
    }
    return found
  }

  private mutating func collect(
    _ key: Lowering.MemberKey, _ node: MathNode, _ found: inout [NetMember],
    _ seen: inout Set<Lowering.MemberKey>
  ) throws(Diagnostic) {
    guard seen.insert(key).inserted, let source = lowering.source(of: key) else { return }
    guard seen.count <= Runner.maximalNetMembers else {
      throw .tooLarge(
        "`\(describe(node))` depends on more than \(Runner.maximalNetMembers) arrays",
        at: node.range)
    }
    let value = try lower(Expression(.reference(key.reference), at: node.range), Bindings())
    guard case .definition(let definition, let letters) = source else {
      found.append(NetMember(key: key, value: value, definition: nil, letters: [:], sources: []))
      return
    }
    let sources = directMembers(of: definition.body, letters)
    for source in sources { try collect(source, node, &found, &seen) }
    found.append(
      NetMember(
        key: key, value: value, definition: definition, letters: letters, sources: sources))
  }

  /// The members that an expression names, in functions that it applies too, in the order of use.
  private func directMembers(
    of expression: Expression, _ letters: LetterValues
  ) -> [Lowering.MemberKey] {
    var found: [Lowering.MemberKey] = []
    var functions: Set<SymbolID> = []
    func visit(_ expression: Expression) {
      for reference in expression.references {
        for key in keys(of: reference, letters) where lowering.source(of: key) != nil {
          if !found.contains(key) { found.append(key) }
        }
      }
      for id in expression.symbols.sorted() where functions.insert(id).inserted {
        for function in scope[id].functions where !function.isAbstract { visit(function.body) }
      }
    }
    visit(expression)
    return found
  }

  /// All members where a sum runs over them.
  private func keys(of reference: Reference, _ letters: LetterValues) -> [Lowering.MemberKey] {
    if let key = lowering.key(of: reference, letters) { return [key] }
    var all = [letters]
    let free = reference.members.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    for letter in free.subtracting(letters.names).sorted() {
      let range = Array((lowering.range(ofIndex: letter) ?? 0...0).prefix(Runner.maximalMembers))
      all = all.flatMap { known in range.map { known.setting(letter, to: $0) } }
    }
    return all.prefix(Runner.maximalMembers).compactMap { lowering.key(of: reference, $0) }
  }
}
