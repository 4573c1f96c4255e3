import Diagnostics
import MathSyntax

/// `\sum_{i=1}^{n}`, `∏_k`, and how far they reach.
extension ExpressionParser {
  mutating func bigOperator() throws(ElaborationError) -> Expression? {
    guard let node = peek, let (operation, sub, sup) = bigOperator(node) else { return nil }
    position += 1
    let bindings = try self.bindings(sub, sup, node)
    let outer = context.bound
    context.bound.formUnion(bindings.map(\.letter))
    defer { context.bound = outer }
    let body = try product()
    return Expression(.big(operation, bindings, body), at: node.range.union(body.range))
  }

  private func bigOperator(_ node: MathNode) -> (BigOperator, MathNode?, MathNode?)? {
    switch node.kind {
    case .symbol(let symbol):
      return BigOperator(rawValue: symbol.character).map { ($0, nil, nil) }
    case .scripts(let base?, let sub, let sup):
      if base.character == "Σ", sub != nil, !context.scope.declares("Σ") { return (.sum, sub, sup) }
      return base.character.flatMap(BigOperator.init).map { ($0, sub, sup) }
    default:
      return nil
    }
  }

  private func bindings(
    _ sub: MathNode?, _ sup: MathNode?, _ node: MathNode
  ) throws(ElaborationError) -> [Binding] {
    guard let sub else {
      throw .notUnderstood("this sum does not say over what", at: node.range)
    }
    var bindings: [Binding] = []
    for part in sub.row.splitAtTopLevel(where: { $0.character == "," }) {
      try bind(Array(part), &bindings, at: sub.range)
    }
    guard let sup else { return bindings }
    guard bindings.count == 1 else {
      throw .notUnderstood("an upper limit for several indices is not understood", at: sup.range)
    }
    bindings[0].upper = context.scope.indexTerm(sup.row, bound: context.bound)
    guard let upper = bindings[0].upper else {
      throw .notUnderstood("the upper limit \(sup.quoted) is not understood", at: sup.range)
    }
    // A limit that nothing declares is the extent of the axis.
    if case .letter(let name) = upper, !context.bound.contains(name),
      context.scope.indices[name] == nil
    {
      bindings[0].upper = nil
    }
    return bindings
  }

  /// One part of a subscript: `i`, `i = 1`, `j ≠ i`, `i, j` run together.
  private func bind(
    _ part: [MathNode], _ bindings: inout [Binding], at range: SourceRange
  ) throws(ElaborationError) {
    let bound = context.bound.union(bindings.map(\.letter)).union(letters(part))
    if let conditions = context.scope.conditions(part, bound: bound) {
      let first = conditions[0]
      let names = bindings.map(\.letter)
      if case .letter(let letter) = first.left, !names.contains(letter) {
        var binding = Binding(letter: letter)
        if first.relation == .equal, conditions.count == 1 {
          binding.lower = first.right
        } else {
          binding.conditions = conditions
          if context.bindsPairs, case .letter(let other) = first.right, !bound.contains(other) {
            bindings.append(Binding(letter: other))
          }
        }
        bindings.append(binding)
      } else if !bindings.isEmpty {
        bindings[bindings.count - 1].conditions += conditions
      } else {
        throw .notUnderstood("this range is not understood", at: range)
      }
      return
    }
    guard let items = context.scope.subItems(part, bound: bound), !items.isEmpty else {
      throw .notUnderstood("this range is not understood", at: range)
    }
    for item in items {
      guard case .term(.letter(let letter)) = item else {
        throw .notUnderstood("this range is not understood", at: range)
      }
      bindings.append(Binding(letter: letter))
    }
  }

  /// The letters of `nodes`: where a sum binds one, it is no size.
  private func letters(_ nodes: [MathNode]) -> Set<String> {
    guard let first = nodes.first, let letter = Head(first)?.base else { return [] }
    return [letter]
  }

  /// A sum reaches over later `+` terms only while one of them uses its index and nothing else binds
  /// it (DESIGN section 5).
  func extendingSums(_ terms: [Expression.Term]) -> [Expression.Term] {
    var result: [Expression.Term] = []
    var rest = terms[...]
    while let term = rest.popFirst() {
      let letters = term.value.trailingSumLetters
      let last =
        letters.isEmpty
        ? nil
        : rest.lastIndex { later in
          !later.value.freeLetters.isDisjoint(with: letters.subtracting(context.bound))
        }
      guard let last else {
        result.append(term)
        continue
      }
      let absorbed = Array(rest[...last])
      rest = rest[(last + 1)...]
      result.append(.init(isNegative: term.isNegative, value: term.value.absorbing(absorbed)))
    }
    return result
  }
}

extension Expression {
  /// The letters of the sum this expression ends with.
  fileprivate var trailingSumLetters: Set<String> {
    switch kind {
    case .big(.sum, let bindings, let body):
      body.trailingSumLetters.union(bindings.map(\.letter))
    case .product(let factors): factors.last?.trailingSumLetters ?? []
    case .chain(_, let links): links.last?.factor.trailingSumLetters ?? []
    default: []
    }
  }

  /// With `terms` added under the sum it ends with.
  fileprivate func absorbing(_ terms: [Term]) -> Expression {
    switch kind {
    case .big(.sum, let bindings, let body):
      let all = [Term(isNegative: false, value: body)] + terms
      return Expression(.big(.sum, bindings, Expression(.sum(all), at: body.range)), at: range)
    case .product(let factors):
      guard let last = factors.last else { return self }
      return Expression(.product(factors.dropLast() + [last.absorbing(terms)]), at: range)
    case .chain(let first, let links):
      guard let last = links.last else { return self }
      let link = Link(operation: last.operation, factor: last.factor.absorbing(terms))
      return Expression(.chain(first, links.dropLast() + [link]), at: range)
    default:
      return self
    }
  }
}
