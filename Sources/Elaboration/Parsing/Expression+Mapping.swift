extension Expression {
  /// The same expression with each direct part replaced.
  package func mapChildren(_ transform: (Expression) -> Expression) -> Expression {
    let new: Kind =
      switch kind {
      case .number, .count, .pi, .e, .reference, .formal, .identity, .ones, .unit, .dots,
        .indicator:
        kind
      case .negated(let a): .negated(transform(a))
      case .sized(let a, let size): .sized(transform(a), size)
      case .transpose(let a): .transpose(transform(a))
      case .inverse(let a): .inverse(transform(a))
      case .entries(let a, let items): .entries(transform(a), items)
      case .derivativeOfBuiltin(let function, let order, let a):
        .derivativeOfBuiltin(function, order: order, transform(a))
      case .big(let operation, let bindings, let a): .big(operation, bindings, transform(a))
      case .quotient(let a, let b): .quotient(transform(a), transform(b))
      case .power(let a, let b): .power(transform(a), transform(b))
      case .sum(let terms):
        .sum(terms.map { Term(isNegative: $0.isNegative, value: transform($0.value)) })
      case .product(let factors): .product(factors.map(transform))
      case .call(let function, let arguments): .call(function, arguments.map(transform))
      case .apply(let id, let order, let arguments):
        .apply(id, derivative: order, arguments.map(transform))
      case .abstract(let signature, let id, let members, let arguments):
        .abstract(signature, id, members, arguments.map(transform))
      case .chain(let first, let links):
        .chain(
          transform(first),
          links.map { Link(operation: $0.operation, factor: transform($0.factor)) })
      case .derivative(of: let a, by: let variables, let sign):
        .derivative(of: transform(a), by: variables.map(transform), sign)
      case .gradient(of: let a, by: let variables):
        .gradient(of: transform(a), by: variables.map(transform))
      case .slotDerivative(let a, let places): .slotDerivative(transform(a), places)
      case .directional(let a, along: let b): .directional(transform(a), along: transform(b))
      case .differential(let a): .differential(transform(a))
      case .evaluated(let a, let substitutions):
        .evaluated(
          transform(a),
          substitutions.map {
            Substitution(variable: transform($0.variable), value: transform($0.value))
          })
      case .matrix(let rows): .matrix(rows.map { $0.map(transform) })
      case .cases(let cases):
        .cases(
          cases.map { item in
            Case(
              value: transform(item.value), conditions: item.conditions.map { $0.map(transform) })
          })
      }
    return Expression(new, at: range)
  }

  /// The same expression with every index of `letter` that nothing inside binds replaced by `term`.
  package func substituting(_ letter: String, by term: IndexTerm) -> Expression {
    if case .big(_, let bindings, _) = kind, bindings.contains(where: { $0.letter == letter }) {
      return self
    }
    let inner = mapChildren { $0.substituting(letter, by: term) }
    let new: Kind
    switch inner.kind {
    case .count(let old): new = .count(old.substituting(letter, by: term))
    case .unit(let old): new = .unit(old.substituting(letter, by: term))
    case .reference(let old): new = .reference(old.substituting(letter, by: term))
    case .entries(let value, let items):
      new = .entries(value, items.map { $0.substituting(letter, by: term) })
    case .abstract(let signature, let id, let members, let arguments):
      new = .abstract(
        signature, id, members.map { $0.substituting(letter, by: term) }, arguments)
    case .indicator(let condition): new = .indicator(condition.substituting(letter, by: term))
    case .big(let operation, let bindings, let body):
      new = .big(operation, bindings.map { $0.substituting(letter, by: term) }, body)
    default: return inner
    }
    return Expression(new, at: range)
  }
}

extension Expression {
  /// With all of `letters` replaced at once; letters that it binds itself give way to those of `terms`.
  func substituting(_ letters: [String], by terms: [IndexTerm]) -> Expression {
    guard letters.count == terms.count, terms != letters.map(IndexTerm.letter) else { return self }
    let taken = terms.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    var value = renamingBound(taken)
    for letter in letters { value = value.substituting(letter, by: .letter("\(letter)‵")) }
    for (letter, term) in zip(letters, terms) {
      value = value.substituting("\(letter)‵", by: term)
    }
    return value
  }

  /// With other letters where sums bind some of `letters`.
  private func renamingBound(_ letters: Set<String>) -> Expression {
    let inner = mapChildren { $0.renamingBound(letters) }
    guard case .big(let operation, let bindings, let body) = inner.kind else { return inner }
    var (renamed, content) = (bindings, body)
    for binding in bindings where letters.contains(binding.letter) {
      let other = IndexTerm.letter("\(binding.letter)″")
      content = content.substituting(binding.letter, by: other)
      renamed = renamed.map { $0.renaming(binding.letter, to: other) }
    }
    return Expression(.big(operation, renamed, content), at: range)
  }
}

extension ValueCondition {
  fileprivate func map(_ transform: (Expression) -> Expression) -> ValueCondition {
    ValueCondition(left: transform(left), relation: relation, right: transform(right))
  }
}

extension IndexTerm {
  func substituting(_ letter: String, by term: IndexTerm) -> IndexTerm {
    switch self {
    case .number: self
    case .letter(let name): name == letter ? term : self
    case .size(let name, let member): .size(name, member?.substituting(letter, by: term))
    case .data(let reference): .data(reference.substituting(letter, by: term))
    case .sum(let a, let b):
      .sum(a.substituting(letter, by: term), b.substituting(letter, by: term))
    case .difference(let a, let b):
      .difference(a.substituting(letter, by: term), b.substituting(letter, by: term))
    case .product(let a, let b):
      .product(a.substituting(letter, by: term), b.substituting(letter, by: term))
    }
  }
}

extension Reference {
  fileprivate func substituting(_ letter: String, by term: IndexTerm) -> Reference {
    Reference(
      symbol: symbol, members: members.map { $0.substituting(letter, by: term) },
      entries: entries.map { $0.substituting(letter, by: term) })
  }
}

extension EntryIndex {
  fileprivate func substituting(_ letter: String, by term: IndexTerm) -> EntryIndex {
    switch self {
    case .at(let old): .at(old.substituting(letter, by: term))
    case .span(let first, let last):
      .span(first.substituting(letter, by: term), last.substituting(letter, by: term))
    case .all: self
    }
  }
}

extension Condition {
  fileprivate func substituting(_ letter: String, by term: IndexTerm) -> Condition {
    Condition(
      left: left.substituting(letter, by: term), relation: relation,
      right: right.substituting(letter, by: term))
  }
}

extension Binding {
  package func substituting(_ letter: String, by term: IndexTerm) -> Binding {
    Binding(
      letter: self.letter, lower: lower?.substituting(letter, by: term),
      upper: upper?.substituting(letter, by: term),
      conditions: conditions.map { $0.substituting(letter, by: term) },
      isWrittenDownwards: isWrittenDownwards)
  }

  /// With another letter for the one that it binds, or that its range has.
  fileprivate func renaming(_ old: String, to term: IndexTerm) -> Binding {
    let other = substituting(old, by: term)
    guard letter == old, case .letter(let name) = term else { return other }
    return Binding(
      letter: name, lower: other.lower, upper: other.upper, conditions: other.conditions,
      isWrittenDownwards: isWrittenDownwards)
  }
}
