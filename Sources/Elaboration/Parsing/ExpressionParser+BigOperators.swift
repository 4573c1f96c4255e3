import Diagnostics
import MathSyntax

/// `\sum_{i=1}^{n}`, `∏_k`, and how far they reach.
extension ExpressionParser {
  mutating func bigOperator() throws(ElaborationError) -> Expression? {
    guard let node = peek, let (operation, sub, sup) = bigOperator(node) else { return nil }
    position += 1
    return try bigBody(operation, over: sub, to: sup, node)
  }

  /// What is summed behind `node`, the sign, in its range.
  mutating func bigBody(
    _ operation: BigOperator, over sub: MathNode?, to sup: MathNode?, _ node: MathNode
  ) throws(ElaborationError) -> Expression {
    guard let sub else { return try bodyOfUnnamed(operation, sup, node) }
    let (bindings, guards) = try self.bindings(sub, sup, node)
    let outer = context.bound
    context.bound.formUnion(bindings.map(\.letter))
    defer { context.bound = outer }
    var body = try signed { (parser) throws(ElaborationError) in try parser.product() }
    if !guards.isEmpty {
      guard operation == .sum else {
        throw .notUnderstood("a product over what values say is not understood", at: node.range)
      }
      for part in guards { body = body.restricted(to: try condition(part)) }
    }
    return Expression(.big(operation, bindings, body), at: node.range.union(body.range))
  }

  /// `\sum w_i x_i`: over the one index that nothing around it gives a value.
  private mutating func bodyOfUnnamed(
    _ operation: BigOperator, _ sup: MathNode?, _ node: MathNode
  ) throws(ElaborationError) -> Expression {
    let body = try signed { (parser) throws(ElaborationError) in try parser.product() }
    let letters = body.freeLetters.subtracting(context.bound).subtracting(context.outer)
    guard sup == nil, letters.count == 1, let letter = letters.first else {
      throw .notUnderstood("this sum does not say over what", at: node.range)
    }
    return Expression(
      .big(operation, [Binding(letter: letter)], body), at: node.range.union(body.range))
  }

  /// `y_i z_i < 1` below a sum: its terms are those for which it is so.
  private func condition(_ nodes: [MathNode]) throws(ElaborationError) -> [ValueCondition] {
    guard let found = try valueConditions(nodes) else {
      let place = nodes.first?.range ?? self.place
      throw .notUnderstood("this range is not understood", at: place)
    }
    return found
  }

  private func bigOperator(_ node: MathNode) -> (BigOperator, MathNode?, MathNode?)? {
    switch node.kind {
    case .symbol(let symbol):
      return BigOperator(rawValue: symbol.character).map { ($0, nil, nil) }
    case .scripts(let base?, let sub, let sup):
      let sign = base.withoutLimits
      if let capital = BigOperator.capital(sign.character), let sub,
        isRange(sub, of: sign)
      {
        return (capital, sub, sup)
      }
      return sign.character.flatMap(BigOperator.init).map { ($0, sub, sup) }
    case .stack(let base, let over, let under):
      guard let sign = base.withoutLimits.character.flatMap(BigOperator.init) else { return nil }
      return (sign, under, over)
    case .styled:
      return node.withoutLimits == node ? nil : bigOperator(node.withoutLimits)
    default:
      return nil
    }
  }

  /// Whether `Σ` with this subscript is a sum: beside a matrix `Σ` only where it says a range.
  private func isRange(_ sub: MathNode, of sign: MathNode) -> Bool {
    guard let letter = sign.character, context.scope.declares(letter) else { return true }
    if sub.row.contains(where: { ["=", "∈", "≠", "<", "≤"].contains($0.character) }) {
      return true
    }
    // One letter that nothing binds is no index of a matrix.
    guard let index = sub.soleNode.bareLetter, !context.bound.contains(index),
      !context.outer.contains(index)
    else { return false }
    return context.scope.candidates(letter, font: nil).allSatisfy {
      context.scope[$0].slots == 0 && context.scope.isMatrix($0)
    }
  }

  private func bindings(
    _ sub: MathNode, _ sup: MathNode?, _ node: MathNode
  ) throws(ElaborationError) -> (all: [Binding], guards: [[MathNode]]) {
    var bindings: [Binding] = []
    var guards: [[MathNode]] = []
    var rest = sub.row.rangeParts[...]
    while let part = rest.popFirst() {
      if let range = enumeration(part, &rest) {
        bindings += range
      } else if !bindings.isEmpty, part.isRelationOfValues {
        guards.append(part)
      } else {
        try bind(part, &bindings, at: sub.range)
      }
    }
    if let sup { try setUpper(sup, &bindings) }
    return (bindings, guards)
  }

  /// What stands above: the last value of one letter, or of several that run alike: `\sum_{i,j=1}^n`.
  private func setUpper(
    _ sup: MathNode, _ bindings: inout [Binding]
  ) throws(ElaborationError) {
    guard let upper = context.scope.indexTerm(sup.row, bound: context.bound) else {
      throw .notUnderstood("the upper limit \(sup.quoted) is not understood", at: sup.range)
    }
    let lowers = Set(bindings.compactMap(\.lower))
    guard bindings.count == 1 || lowers.count == 1,
      bindings.allSatisfy({ $0.upper == nil }), bindings.last?.lower != nil || bindings.count == 1
    else {
      throw .notUnderstood("an upper limit for several indices is not understood", at: sup.range)
    }
    for index in bindings.indices {
      if bindings.count > 1 { bindings[index].lower = lowers.first }
      bindings[index].upper = isExtent(upper) ? nil : upper
    }
  }

  /// A limit that nothing declares is the extent of the axis.
  private func isExtent(_ upper: IndexTerm) -> Bool {
    guard case .letter(let name) = upper else { return false }
    return !context.bound.contains(name) && !context.outer.contains(name)
      && context.scope.indices[name] == nil
  }

  /// `i = 1, \dots, n`, `i \in \{1, \dots, n\}`: takes the parts behind dots from `rest`.
  private func enumeration(
    _ part: [MathNode], _ rest: inout ArraySlice<[MathNode]>
  ) -> [Binding]? {
    let sides = part.splitAtTopLevel { $0.character == "=" || $0.character == "∈" }
    guard sides.count == 2, let name = sides[0].first.flatMap(Head.init), sides[0].count == 1,
      name.sub.isEmpty, name.sup.isEmpty
    else { return nil }
    var values = sides[1].partsAtDots
    if let whole = wholeRange(name.base, sides[1]) { return [whole] }
    if let inner = sides[1].bracedContent {
      values = inner.splitAtTopLevel { $0.character == "," }.flatMap(\.partsAtDots)
    } else if rest.contains(where: { $0.count == 1 && $0[0].isSeriesDots }) {
      values += rest
    }
    guard values.count > 2, values[values.count - 2].count == 1,
      values[values.count - 2][0].isSeriesDots,
      let lower = context.scope.indexTerm(values[0], bound: context.bound),
      let upper = context.scope.indexTerm(values[values.count - 1], bound: context.bound)
    else { return nil }
    if sides[1].bracedContent == nil { rest = [] }
    return [Binding(letter: name.base, lower: lower, upper: isExtent(upper) ? nil : upper)]
  }

  /// `i \in [n]`, `i \in \{1, 2, 3\}`: all from the first to the last.
  private func wholeRange(_ letter: String, _ side: ArraySlice<MathNode>) -> Binding? {
    if let inner = side.bracketedContent,
      let upper = context.scope.indexTerm(inner, bound: context.bound)
    {
      return Binding(letter: letter, lower: .number(1), upper: isExtent(upper) ? nil : upper)
    }
    let terms = side.bracedContent?.splitAtTopLevel { $0.character == "," }.map {
      context.scope.indexTerm($0, bound: context.bound)
    }
    var numbers: [Int] = []
    for term in terms ?? [] {
      guard case .number(let value)? = term else { return nil }
      numbers.append(value)
    }
    guard let first = numbers.first, let last = numbers.last,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $0 &+ 1 == $1 })
    else { return nil }
    return Binding(letter: letter, lower: .number(first), upper: .number(last))
  }

  /// One part of a subscript: `i`, `i = 1`, `j ≠ i`, `1 ≤ i < j ≤ n`, `i, j` run together.
  private func bind(
    _ part: [MathNode], _ bindings: inout [Binding], at range: SourceRange
  ) throws(ElaborationError) {
    let bound = context.bound.union(bindings.map(\.letter)).union(letters(part))
    if let conditions = context.scope.conditions(part, bound: bound) {
      try bind(conditions, &bindings, bound, at: range)
      return
    }
    guard let items = context.scope.subItems(part.bracketsRemoved, bound: bound), !items.isEmpty
    else {
      throw .notUnderstood("this range is not understood", at: range)
    }
    for item in items {
      guard case .term(.letter(let letter)) = item else {
        throw .notUnderstood("this range is not understood", at: range)
      }
      bindings.append(Binding(letter: letter))
    }
  }

  private func bind(
    _ conditions: [Condition], _ bindings: inout [Binding], _ bound: Set<String>,
    at range: SourceRange
  ) throws(ElaborationError) {
    let first = facingInwards(conditions[0])
    let conditions = [first] + conditions.dropFirst()
    let names = bindings.map(\.letter)
    if case .letter(let letter) = first.left, !names.contains(letter), isNew(letter),
      !isOuterBound(conditions)
    {
      var binding = Binding(letter: letter)
      if first.relation == .equal, conditions.count == 1 {
        binding.lower = first.right
      } else {
        binding.conditions = conditions
        for case .letter(let other) in conditions.dropLast().map(\.right) where isNew(other) {
          bindings.append(Binding(letter: other))
        }
        if context.secondMeanings, case .letter(let other) = conditions.last?.right,
          !bound.contains(other)
        {
          bindings.append(Binding(letter: other))
        }
      }
      bindings.append(binding)
    } else if case .letter(let letter) = first.right, conditions.count > 1, isNew(letter),
      !names.contains(letter)
    {
      // `1 ≤ i ≤ n`, `1 ≤ i < j ≤ n`: what stands between is what it runs over.
      if conditions.count == 2, conditions.allSatisfy({ $0.relation == .lessOrEqual }) {
        let upper = isExtent(conditions[1].right) ? nil : conditions[1].right
        bindings.append(Binding(letter: letter, lower: first.left, upper: upper))
        return
      }
      for case .letter(let middle) in conditions.dropLast().map(\.right) where isNew(middle) {
        bindings.append(Binding(letter: middle))
      }
      bindings[bindings.count - 1].conditions += conditions
      bindings[bindings.count - 1].isWrittenDownwards = conditions.allSatisfy(\.goesDown)
    } else if !bindings.isEmpty {
      bindings[bindings.count - 1].conditions += conditions
    } else {
      throw .notUnderstood("this range is not understood", at: range)
    }
  }

  /// `t \ge i > k` where `t` stands for all its values outside: `i` is what it runs over.
  private func isOuterBound(_ conditions: [Condition]) -> Bool {
    guard conditions.count > 1, case .letter(let first) = conditions[0].left,
      case .letter(let middle) = conditions[0].right
    else { return false }
    return context.outer.contains(first) && !context.outer.contains(middle) && isNew(middle)
  }

  /// `i ≠ j` turned round where `i` stands for all its values outside: then `j` is bound.
  private func facingInwards(_ condition: Condition) -> Condition {
    guard condition.relation == .unequal, case .letter(let left) = condition.left,
      case .letter(let right) = condition.right, context.outer.contains(left),
      !context.outer.contains(right), !context.bound.contains(right)
    else { return condition }
    return Condition(left: condition.right, relation: .unequal, right: condition.left)
  }

  /// Whether nothing around binds `letter`.
  private func isNew(_ letter: String) -> Bool {
    !context.bound.contains(letter)
  }

  /// The letters of `nodes` that a range may bind: there they are no sizes.
  private func letters(_ nodes: [MathNode]) -> Set<String> {
    let sides = nodes.splitAtTopLevel { $0.character.flatMap(Condition.Relation.init) != nil }
    let between = sides.count > 2 ? sides[1..<(sides.count - 1)] : sides[..<1]
    // `klmn` below a sum are four letters, whatever else they name.
    let run = sides.count == 1 && nodes.allSatisfy { $0.bareLetter != nil } ? nodes : []
    return Set(between.compactMap { $0.count == 1 ? $0.first.flatMap(Head.init)?.base : nil })
      .union(run.compactMap(\.bareLetter))
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
          !later.value.freeLetters.isDisjoint(
            with: letters.subtracting(context.bound).subtracting(context.outer))
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

extension MathNode {
  /// Without `\limits` or `\nolimits`.
  fileprivate var withoutLimits: MathNode {
    switch kind {
    case .styled(.limits, let inner), .styled(.noLimits, let inner): inner.withoutLimits
    case .row(let nodes) where nodes.count == 1: nodes[0].withoutLimits
    default: self
    }
  }
}

extension [MathNode] {
  /// The parts of a subscript: between commas and colons, and the lines of a `\substack`.
  fileprivate var rangeParts: [[MathNode]] {
    let seen = filter { !$0.isInvisible }
    if seen.count == 1, case .grid(let grid) = seen[0].kind {
      return grid.rows.flatMap { $0.flatMap(\.row).rangeParts }
    }
    return seen.splitAtTopLevel { [",", ";", ":", "|", "∣"].contains($0.character) }
      .map { $0.filter { !$0.isInvisible } }.filter { !$0.isEmpty }
  }
}

extension [MathNode] {
  /// A relation one side of which is more than an index: `y_i z_i < 1`, `M_{ij} > 0`.
  fileprivate var isRelationOfValues: Bool {
    let sides = splitAtTopLevel { $0.character.flatMap(Condition.Relation.init) != nil }
    return sides.count == 2
      && sides.contains { side in
        side.contains { node in
          if case .scripts = node.kind { true } else { node.bracketDepthChange > 0 }
        }
      }
  }
}

extension Collection<MathNode> {
  /// The content of square brackets around all of it: `[n]`.
  fileprivate var bracketedContent: [MathNode]? {
    guard let first else { return nil }
    if count == 1, case .fenced("[", let inner, "]") = first.kind { return inner }
    guard first.character == "[", count > 2 else { return nil }
    return Array(dropFirst().dropLast(1))
  }

  /// The content of braces around all of it: `\{1, …, n\}`.
  fileprivate var bracedContent: [MathNode]? {
    guard let first, count > 0 else { return nil }
    if count == 1, case .fenced("{", let inner, "}") = first.kind { return inner }
    guard first.character == "{", count > 2 else { return nil }
    return Array(dropFirst().dropLast(1))
  }

  /// `(i, j)` without its parentheses.
  fileprivate var bracketsRemoved: [MathNode] {
    guard let first, first.character == "(", count > 2 else { return Array(self) }
    return Array(dropFirst().dropLast(1))
  }
}
