import Diagnostics
import MathSyntax
import NetSyntax

/// Whether a formula speaks of this scope at all, and of what kind.
extension Scope {
  /// Whether `nodes` use a declared symbol. Index letters and sizes alone do not count, nor does what
  /// stands in text or in a script; a built-in function counts if the scope's definitions use it.
  package func isSpokenOf(in nodes: [MathNode]) -> Bool {
    for (index, node) in nodes.enumerated() {
      let rest = nodes[index...]
      if isSpokenOf(in: node) || alias(at: rest) != nil { return true }
      // Letters side by side may spell a declared name.
      if let head = nameSpelled(by: rest).flatMap(Head.init), isKnown(head.base) { return true }
    }
    return false
  }

  private func isSpokenOf(in node: MathNode) -> Bool {
    switch node.kind {
    case .text: return Head(node).map { isKnown($0.base) } ?? false
    case .annotation, .error, .space, .number: return false
    case .scripts(let base, _, let sup):
      if let head = Head(node), isKnown(head.base) || head.primed.map({ isKnown($0.base) }) ?? false
      {
        return true
      }
      guard let base else { return false }
      // An exponent may hold a formula; a subscript holds indices and labels.
      return isSpokenOf(in: base) || sup.map { isSpokenOf(in: $0.row) } ?? false
    case .symbol, .word, .font, .accent:
      guard let head = Head(node) else { return isSpokenOf(in: node.children) }
      return isKnown(head.base)
    default:
      return isSpokenOf(in: node.children)
    }
  }

  private func isKnown(_ base: String) -> Bool {
    if declaresSymbol(base) { return true }
    guard let function = Builtin(spelling: base) else { return false }
    return usedBuiltins.contains(function)
  }

  /// The built-in functions that definitions of the scope use.
  private var usedBuiltins: Set<Builtin> {
    symbols.reduce(into: []) { found, symbol in
      for definition in symbol.definitions { found.formUnion(definition.body.builtins) }
      for function in symbol.functions { found.formUnion(function.body.builtins) }
    }
  }

  /// Whether what `net` defines has a value at the declared sizes, a function apart: that shows when
  /// it is used.
  package func isMeaningful(_ net: NetStatement) -> Bool {
    guard case .definition(let definition) = net.kind,
      let expression = try? expression(definition.left)
    else { return false }
    guard case .reference = expression.kind else { return true }
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    let letters = expression.freeLetters.sorted()
    guard let letter = letters.first, letters.count == 1,
      let members = lowering.range(ofIndex: letter)
    else { return letters.isEmpty ? (try? lowering.lower(expression, Bindings())) != nil : true }
    return members.contains { member in
      (try? lowering.lower(expression, Bindings(letters: [letter: member]))) != nil
    }
  }

  /// Whether a left side with this name makes a new one. A name that is declared with other scripts,
  /// in another case or font is a slip of the pen rather than a new one; an accent makes another
  /// name, and so does an upright label (`L_{\text{reg}}`).
  /// `right`: what it would be defined by.
  package func isNew(_ head: Head, as right: MathNode? = nil) -> Bool {
    if let found = resolve(head) {
      return isNewMember(found) || right.map { isRecursion(found, $0) } ?? false
    }
    let letter = head.base.lowercased()
    let alike = symbols.filter { $0.base.lowercased() == letter }
    return alike.allSatisfy { $0.base == head.base && head.isLabelled && $0.slots == 0 }
  }

  /// Whether a name at the end of a chain is a new one for its value: one with a meaning of its own, a
  /// size or a built-in function, is not, and `I` only where the value is a number.
  package func isNewResult(_ head: Head, for value: MathNode) -> Bool {
    guard isNew(head), sizes[head.base] == nil, indices[head.base] == nil,
      Builtin(spelling: head.base) == nil
    else { return false }
    guard head.base == "I" else { return true }
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    return (try? lowering.lower(expression(value), Bindings()))?.isScalar ?? false
  }

  /// What a left side that is built in already is: `σ(z)`, `\tanh t`, `I`.
  package enum BuiltinSide {
    /// One meaning everywhere.
    case fixed
    /// Authors mean it in several ways, or the scope does not use it.
    case loose
  }

  /// nil where `head` is no built-in name, or the scope declares it.
  package func builtinSide(_ head: Head) -> BuiltinSide? {
    guard !declaresSymbol(head.base), !head.isLabelled else { return nil }
    if head.base == "I" { return .loose }
    guard let function = Builtin(spelling: head.base) else { return nil }
    switch function {
    case .leakyRelu, .elu, .gelu, .silu, .step, .sign, .softmax, .logSoftmax, .logSumExp, .norm,
      .frobeniusNorm, .spectralNorm, .normOne, .normMax, .sum, .mean, .vec, .diag, .inverse, .abs:
      return .loose
    case .sigmoid: return usedBuiltins.contains(.sigmoid) ? .fixed : .loose
    default: return .fixed
    }
  }

  /// The next of members that are numbered one by one: `z_2` where the page defined `z_1`; or all
  /// members of an index beside the ones before it: `A^{[l]}` where the block gave `A^{[0]}`.
  private func isNewMember(_ found: Resolution) -> Bool {
    let symbol = self[found.symbol]
    let patterns = symbol.definitions.map(\.pattern) + symbol.inputs.map(\.pattern)
    guard !symbol.isFunction, found.entries.isEmpty, found.rest.isEmpty, symbol.slots > 0,
      patterns.joined().allSatisfy(\.isNumber)
    else { return false }
    if found.members.allSatisfy(\.isNumber) { return !patterns.contains(found.members) }
    guard case .letter(let letter)? = found.members.first, found.members.count == 1 else {
      return false
    }
    let lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    guard let range = lowering.range(ofIndex: letter) else { return false }
    return range.allSatisfy { member in !patterns.contains([.number(member)]) }
  }

  /// `δ^l = (W^{l+1})^T δ^{l+1} ⊙ …` where only `δ^L` is defined: all the others, each by the next.
  private func isRecursion(_ found: Resolution, _ right: MathNode) -> Bool {
    let symbol = self[found.symbol]
    let patterns = symbol.definitions.map(\.pattern)
    guard symbol.inputs.isEmpty, !patterns.isEmpty, found.rest.isEmpty, symbol.slots == 1,
      patterns.joined().allSatisfy({ $0.letters.isEmpty }),
      case .letter(let letter)? = found.members.first, isFamilyIndex(letter),
      found.entries.allSatisfy(\.isLetter), let body = try? expression(right)
    else { return false }
    return body.references.contains { reference in
      guard reference.symbol == found.symbol, let term = reference.members.first else {
        return false
      }
      return term != .letter(letter) && term.hasOnly(letter)
    }
  }

  /// Whether it is an array with fewer than two axes.
  func isVector(_ id: SymbolID) -> Bool { axisCount(id).map { $0 < 2 } ?? false }

  /// Declared or defined with two axes, and no family.
  package func isMatrixNode(_ id: SymbolID) -> Bool { axisCount(id) == 2 }

  /// nil for functions and families.
  private func axisCount(_ id: SymbolID) -> Int? {
    guard !self[id].isFunction else { return nil }
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    return (try? lowering.value(of: id, [], 0..<0))?.axes.count
  }

  /// Without accents, in lower case.
  package static func plain(_ base: String) -> String {
    (base.split(separator: " ").last.map(String.init) ?? base).lowercased()
  }
}

extension EntryIndex {
  fileprivate var isLetter: Bool {
    if case .at(.letter) = self { true } else { false }
  }
}

extension Expression {
  /// The built-in functions in it.
  fileprivate var builtins: Set<Builtin> {
    var found = children.reduce(into: Set<Builtin>()) { $0.formUnion($1.builtins) }
    switch kind {
    case .call(let function, _), .derivativeOfBuiltin(let function, order: _, _):
      found.insert(function)
    default: break
    }
    return found
  }

  /// Whether it is one name, number or constant by itself.
  package var isBare: Bool {
    switch kind {
    case .reference, .number, .count, .identity, .ones, .pi, .e: true
    case .negated(let operand): operand.isBare
    default: false
    }
  }

  package var containsDerivative: Bool {
    switch kind {
    case .derivative, .gradient, .derivativeOfBuiltin, .slotDerivative, .directional,
      .differential:
      true
    case .apply(_, derivative: let order, _) where order > 0: true
    default: children.contains(where: \.containsDerivative)
    }
  }
}

extension Scope {
  /// A declared array of any real numbers, one of a family or not, that nothing computes.
  package func isInput(_ expression: Expression) -> Bool {
    inputs(of: expression)?.allSatisfy { [.real, .positive].contains($0.domain.kind) } ?? false
  }

  /// The same, of a single number.
  package func isNumberInput(_ expression: Expression) -> Bool {
    isInput(expression)
      && inputs(of: expression)?.allSatisfy { $0.domain.axes.isEmpty } ?? false
  }

  private func inputs(of expression: Expression) -> [NetSymbol.Input]? {
    guard case .reference(let reference) = expression.kind, reference.entries.isEmpty else {
      return nil
    }
    let symbol = self[reference.symbol]
    let isMember = !reference.members.isEmpty && reference.members.allSatisfy(\.isNumber)
    // `v_0` of a family whose other members are defined.
    let found = isMember ? symbol.inputs.filter { $0.pattern == reference.members } : symbol.inputs
    return found.isEmpty || !isMember && !symbol.definitions.isEmpty ? nil : found
  }
}

/// Names that could be meant for one that is not known.
extension Scope {
  /// The same letter in another case or with another accent; a word of three letters or more with one
  /// letter changed (Damerau distance 1).
  package func lookalikes(of head: Head) -> [String] {
    let functions = head.base.count > 3 && Builtin(spelling: head.base) == nil ? Builtin.names : []
    let bases = Set(symbols.map(\.base) + functions).subtracting([head.base])
    let letter = Scope.plain(head.base)
    // The solution of something is not the variable of it.
    if Head.mark(of: head.base) != nil { return [] }
    return bases.filter { base in
      if Scope.plain(base) == letter { return true }
      guard base.count > 2, head.base.count > 2 else { return false }
      return damerauDistance(Array(base.utf8), Array(head.base.utf8)) == 1
    }.sorted()
  }

  /// Whether `name` is the letter of a family: `index k = 1..K`.
  package func isFamilyIndex(_ name: String) -> Bool { indices[name] != nil }

  /// Whether `name` is an index letter, or a size that can stand as an index.
  package func isIndexName(_ name: String) -> Bool {
    indices[name] != nil || sizes[name]?.isPlain ?? false
  }

  /// A name as a node, its accent over it.
  package func nameNode(_ base: String) -> MathNode {
    let parts = base.split(separator: " ").map(String.init)
    let name = MathNode.name(parts.last ?? base)
    guard parts.count == 2 else { return name }
    if let mark = Head.mark(of: base) {
      return .scripts(name, sub: [], sup: [.sign(mark == "*" ? "∗" : mark)])
    }
    guard let accent = Accent(rawValue: parts[0]) else { return name }
    return .make(.accent(accent, name))
  }

  /// A name as TeX writes it.
  package func latex(_ base: String) -> String {
    let parts = base.split(separator: " ").map(String.init)
    if base.utf8.count > 1, Builtin(spelling: base) != nil, !declares(base) {
      return "\\operatorname{\(base)}"
    }
    guard parts.count == 2 else { return texSpelling(of: base) }
    if let mark = Head.mark(of: base) { return "\(texSpelling(of: parts[1]))^\(mark)" }
    return "\\\(parts[0]){\(texSpelling(of: parts[1]))}"
  }
}
