extension Expression {
  /// The direct parts.
  package var children: [Expression] {
    var found: [Expression] = []
    forEachChild { found.append($0) }
    return found
  }

  /// Calls `body` with each direct part.
  package func forEachChild(_ body: (Expression) -> Void) {
    switch kind {
    case .number, .count, .pi, .e, .reference, .formal, .identity, .ones, .unit, .dots, .indicator:
      break
    case .negated(let a), .transpose(let a), .inverse(let a), .entries(let a, _), .sized(let a, _),
      .derivativeOfBuiltin(_, order: _, let a), .big(_, _, let a), .slotDerivative(let a, _),
      .differential(let a):
      body(a)
    case .quotient(let a, let b), .power(let a, let b), .directional(let a, along: let b):
      body(a)
      body(b)
    case .evaluated(let a, let substitutions):
      body(a)
      for substitution in substitutions {
        body(substitution.variable)
        body(substitution.value)
      }
    case .sum(let terms): for term in terms { body(term.value) }
    case .product(let factors), .call(_, let factors), .apply(_, derivative: _, let factors),
      .abstract(_, _, _, let factors):
      factors.forEach(body)
    case .chain(let first, let links):
      body(first)
      for link in links { body(link.factor) }
    case .derivative(of: let a, by: let variables, _), .gradient(of: let a, by: let variables):
      body(a)
      variables.forEach(body)
    case .matrix(let rows): rows.joined().forEach(body)
    case .cases(let cases):
      for item in cases {
        body(item.value)
        for condition in item.conditions {
          body(condition.left)
          body(condition.right)
        }
      }
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
    var letters = ownLetters
    forEachChild { letters.formUnion($0.freeLetters) }
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
    var found: Set<SymbolID> = []
    forEachChild { found.formUnion($0.symbols) }
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

  func containsLetter(where passes: (String) -> Bool) -> Bool {
    members.contains { $0.containsLetter(where: passes) }
      || entries.containsLetter(where: passes)
  }
}

extension [EntryIndex] {
  var letters: Set<String> {
    var found: Set<String> = []
    _ = containsLetter {
      found.insert($0)
      return false
    }
    return found
  }

  func contains(letter: String) -> Bool { containsLetter { $0 == letter } }

  fileprivate func containsLetter(where passes: (String) -> Bool) -> Bool {
    contains { entry in
      switch entry {
      case .at(let term): term.containsLetter(where: passes)
      case .span(let first, let last):
        first.containsLetter(where: passes) || last.containsLetter(where: passes)
      case .all: false
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
