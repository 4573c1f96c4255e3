import MathSyntax

/// Inputs that are whole numbers and stand as indices: `s_{y_i}` with `y_i ∈ 1..n`.
extension Scope {
  /// `node` as such an input, or nil.
  func dataIndex(_ node: MathNode, bound: Set<String>) -> IndexTerm? {
    guard let head = Head(node), !bound.contains(head.base), indices[head.base] == nil,
      candidates(head.base, font: head.font).contains(where: { self[$0].isWholeNumber }),
      let found = resolve(head, bound: bound), self[found.symbol].isWholeNumber,
      found.entries.isEmpty, found.rest.isEmpty
    else { return nil }
    return .data(Reference(symbol: found.symbol, members: found.members, entries: []))
  }
}

extension NetSymbol {
  /// An input taken from `1..n`.
  var isWholeNumber: Bool {
    !inputs.isEmpty && definitions.isEmpty && inputs.allSatisfy { $0.domain.isWhole }
  }
}

extension Domain {
  var isWhole: Bool {
    if case .integers = kind { true } else { false }
  }
}

extension Reference {
  /// What the value of this input is kept under beside those of letters; no letter is called so.
  func dataKey(_ letters: LetterValues, _ sizes: SizeChoice) -> String? {
    let values = members.compactMap { $0.value(letters, sizes) }
    guard values.count == members.count else { return nil }
    return "\u{0}\(symbol.index)" + values.map { ",\($0)" }.joined()
  }
}

extension IndexTerm {
  /// The data in it, that of an inner index first.
  package var data: [Reference] {
    switch self {
    case .number, .letter: []
    case .size(_, let member): member?.data ?? []
    case .data(let reference): reference.members.flatMap(\.data) + [reference]
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b): a.data + b.data
    }
  }
}

extension Condition {
  package var data: [Reference] { left.data + right.data }
}

extension [EntryIndex] {
  var data: [Reference] {
    flatMap { item -> [Reference] in
      if case .at(let term) = item { term.data } else { [] }
    }
  }
}

extension Expression {
  /// The data among the indices written here itself, not in its parts.
  var ownData: [Reference] {
    switch kind {
    case .count(let term), .unit(let term): term.data
    case .reference(let reference): reference.members.flatMap(\.data) + reference.entries.data
    case .entries(_, let items): items.data
    case .indicator(let condition): condition.data
    case .abstract(_, _, let members, _): members.flatMap(\.data)
    case .derivative(of: _, by: let variables, _), .gradient(of: _, by: let variables):
      variables.flatMap(\.variableData)
    case .big(_, let bindings, _):
      bindings.flatMap { ($0.lower?.data ?? []) + ($0.upper?.data ?? []) }
    case .cases(let cases): cases.flatMap(\.conditions).map(\.left).flatMap(\.ownData)
    default: []
    }
  }

  /// The data that say by which entry is differentiated.
  private var variableData: [Reference] {
    if case .entries(let inner, let items) = kind { return items.data + inner.variableData }
    return ownData
  }
}
