extension Expression {
  /// The direct parts.
  package var children: [Expression] {
    switch kind {
    case .number, .count, .pi, .e, .reference, .formal, .identity, .ones, .unit, .dots, .indicator:
      []
    case .negated(let a), .transpose(let a), .inverse(let a), .entries(let a, _), .sized(let a, _),
      .derivativeOfBuiltin(_, order: _, let a), .big(_, _, let a), .slotDerivative(let a, _),
      .differential(let a):
      [a]
    case .quotient(let a, let b), .power(let a, let b), .directional(let a, along: let b): [a, b]
    case .evaluated(let a, let substitutions):
      [a] + substitutions.flatMap { [$0.variable, $0.value] }
    case .sum(let terms): terms.map(\.value)
    case .product(let factors), .call(_, let factors), .apply(_, derivative: _, let factors),
      .abstract(_, _, _, let factors):
      factors
    case .chain(let first, let links): [first] + links.map(\.factor)
    case .derivative(of: let a, by: let variables, _), .gradient(of: let a, by: let variables):
      [a] + variables
    case .matrix(let rows): rows.flatMap { $0 }
    case .cases(let cases):
      cases.flatMap { [$0.value] + $0.conditions.flatMap { [$0.left, $0.right] } }
    }
  }

  /// Index letters written here itself, not in its parts.
  private var ownLetters: Set<String> {
    switch kind {
    case .count(let term), .unit(let term): term.letters
    case .abstract(_, _, let members, _):
      members.reduce(into: []) { $0.formUnion($1.letters) }
    case .reference(let reference): reference.letters
    case .entries(_, let items): items.letters
    case .indicator(let condition): condition.letters
    default: []
    }
  }

  /// The index letters that nothing inside binds.
  package var freeLetters: Set<String> {
    var letters = children.reduce(into: ownLetters) { $0.formUnion($1.freeLetters) }
    if case .big(_, let bindings, _) = kind {
      for binding in bindings {
        letters.formUnion(binding.lower?.letters ?? [])
        letters.formUnion(binding.upper?.letters ?? [])
        for condition in binding.conditions { letters.formUnion(condition.letters) }
      }
      letters.subtract(bindings.map(\.letter))
    }
    return letters
  }

  /// Every symbol it uses, in functions it applies too.
  package var symbols: Set<SymbolID> {
    var found = children.reduce(into: Set<SymbolID>()) { $0.formUnion($1.symbols) }
    switch kind {
    case .reference(let reference): found.insert(reference.symbol)
    case .apply(let id, derivative: _, _): found.insert(id)
    case .big(_, let bindings, _):
      found.formUnion(bindings.flatMap(\.conditions).flatMap(\.data).map(\.symbol))
    default: break
    }
    return found.union(ownData.map(\.symbol))
  }
}

extension Reference {
  var letters: Set<String> {
    members.reduce(into: entries.letters) { $0.formUnion($1.letters) }
  }
}

extension [EntryIndex] {
  var letters: Set<String> {
    reduce(into: []) { letters, entry in
      switch entry {
      case .at(let term): letters.formUnion(term.letters)
      case .span(let first, let last): letters.formUnion(first.letters.union(last.letters))
      case .all: break
      }
    }
  }
}

extension Condition {
  package var letters: Set<String> { left.letters.union(right.letters) }
}

extension Expression {
  /// The number 1: with a transpose it is the row of ones.
  var isOne: Bool { kind == .number(.one) }
}
