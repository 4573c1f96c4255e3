import Calculus
import Diagnostics
import MathSyntax

/// Functions and constants that need no declaration.
extension ExpressionParser {
  /// `head` as a built-in function or constant, or nil.
  mutating func builtin(_ head: Head, _ node: MathNode) throws(ElaborationError) -> Expression? {
    if let function = Builtin(spelling: head.base) { return try call(function, head, node) }
    if let function = Builtin.reciprocals[head.base] {
      let one = Expression(.number(.one), at: node.range)
      return Expression(.quotient(one, try call(function, head, node)), at: node.range)
    }
    if let unit = try unitVector(head, node) { return unit }
    let kind: Expression.Kind
    switch head.base {
    // A bold one is a vector.
    case "e" where head.font != .bold && head.font != .boldItalic: kind = .e
    case "π": kind = .pi
    case "I":
      if let entry = identityEntry(head, node) { return entry }
      kind = .identity
      let identity = Expression(kind, at: node.range)
      if let value = sized(identity, head.sub) {
        return try applyOperators(value, supItems(head.sup), node.range)
      }
    case "δ": return try kroneckerDelta(head, node)
    default: return nil
    }
    return try applyScripts(
      Expression(kind, at: node.range), head.sub, supItems(head.sup), node.range)
  }

  /// `\sin^2 x`, `softmax(o)_j`, `σ'(z)`, `log x`.
  private mutating func call(
    _ function: Builtin, _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression {
    var operators = supItems(head.sup)
    let primes = operators.prefix { $0 == .prime }.count
    operators.removeFirst(primes)
    if let extremum = try extremum(function, head, node) { return extremum }
    if function == .log, let base = try baseOfLogarithm(head, node) {
      var natural = head
      natural.sub = []
      return Expression(.quotient(try call(function, natural, node), base), at: node.range)
    }
    guard [MathNode].labelText(head.sub) == nil || function == .softmax else {
      throw .notUnderstood("\(node.quoted) is not understood", at: node.range)
    }
    if operators.contains(where: \.isMinusOne) { throw inverseFunction(node) }
    let start = position
    if let (arguments, scripts, range) = try arguments(node.range, orBraced: true) {
      var value = try applied(function, primes, arguments, range)
      value = try applyOperators(value, operators, range)
      let sub = head.sub.isEmpty ? scripts.sub : head.sub
      return try applyScripts(value, sub, scripts.sup, range)
    }
    let argument = function == .trace ? try tracedProduct(node) : try bareArgument(of: node)
    let range = node.range.union(self.range(from: start))
    var value = try applied(function, primes, [argument], range)
    if !head.sub.isEmpty { value = try applyScripts(value, head.sub, [], range) }
    return try applyOperators(value, operators, range)
  }

  /// `\max_i |x_i|`: the largest of the values for all `i`; nil where no index stands below.
  private mutating func extremum(
    _ function: Builtin, _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    guard function == .max || function == .min, !head.sub.isEmpty, head.sup.isEmpty else {
      return nil
    }
    let sub = MathNode.row(of: head.sub, at: node.range.lowerBound)
    let values = try bigBody(.list, over: sub, to: nil, node)
    return Expression(.call(function, [values]), at: values.range)
  }

  /// The logarithm of the number below `\log_2`; nil where there is none.
  private func baseOfLogarithm(
    _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    guard head.sub.count == 1, head.sup.isEmpty, case .number(let digits) = head.sub[0].kind else {
      return nil
    }
    return Expression(.call(.log, [try number(digits, head.sub[0].range)]), at: node.range)
  }

  /// `\sin^{-1}` is an arc sine to most and a reciprocal to some.
  func inverseFunction(_ node: MathNode) -> ElaborationError {
    ElaborationError(
      .unclear("inverse-function"), "\(node.quoted) can be an inverse function or a reciprocal",
      at: node.range, hint: "write `1/…` for the reciprocal")
  }

  private func applied(
    _ function: Builtin, _ primes: Int, _ arguments: [Expression], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    guard primes > 0 else { return Expression(.call(function, arguments), at: range) }
    guard function.isEntrywise, arguments.count == 1 else {
      throw ElaborationError(
        .unclear("prime"), "the prime of `\(function.rawValue)` is not understood", at: range)
    }
    return Expression(.derivativeOfBuiltin(function, order: primes, arguments[0]), at: range)
  }

  /// The argument of a function written without parentheses: one factor, or a number and letters
  /// (`\sin 2x`). More factors could be meant either way.
  private mutating func bareArgument(of function: MathNode) throws(ElaborationError) -> Expression {
    guard let first = peek, startsFactor(first) else {
      throw .notUnderstood(
        "\(function.quoted) stands here without its argument", at: function.range)
    }
    let start = position
    var factors = [try factor()]
    while case .number? = factors.first?.kind, let node = peek, node.isPlainLetter {
      factors.append(try factor())
    }
    if let next = peek, next.isPlainLetter || next.character == "/" {
      throw ElaborationError(
        .unclear("argument"), "where the argument of \(function.quoted) ends is not clear",
        at: function.range.union(next.range), hint: "put it in parentheses")
    }
    return factors.count == 1 ? factors[0] : Expression(.product(factors), at: range(from: start))
  }

  /// `\operatorname{tr} A B`: only a product is square, most often.
  private mutating func tracedProduct(_ function: MathNode) throws(ElaborationError) -> Expression {
    guard let first = peek, startsFactor(first) else {
      throw .notUnderstood(
        "\(function.quoted) stands here without its argument", at: function.range)
    }
    return try juxtaposition()
  }

  /// Whether `δ_{ij}` stands beside a `δ` of the scope that cannot have two such indices: members
  /// `δ_1`, `δ_k` that its letters do not count, layers `δ^l`, a vector.
  func isKroneckerDelta(_ head: Head) -> Bool {
    guard head.base == "δ", head.sup.isEmpty,
      let items = context.scope.subItems(head.sub, bound: context.bound), items.count == 2,
      case .term(.letter(let first)) = items[0], case .term(let second) = items[1],
      second.isLetterOrData, context.scope.indices[first] == nil
    else { return false }
    return context.scope.candidates("δ", font: head.font).allSatisfy {
      context.scope[$0].slots > 0 || context.scope.isVector($0)
    }
  }

  /// `I_{ij}`: 1 where the indices are equal, whatever the size.
  private func identityEntry(_ head: Head, _ node: MathNode) -> Expression? {
    guard head.sup.isEmpty, let items = context.scope.subItems(head.sub, bound: context.bound),
      items.count == 2, case .term(let a) = items[0], case .term(let b) = items[1]
    else { return nil }
    return Expression(.indicator(Condition(left: a, relation: .equal, right: b)), at: node.range)
  }

  /// `δ_{ij}`, `δ_i^j`, `δ(i, j)`, where the scope has no `δ` of its own.
  private mutating func kroneckerDelta(
    _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    var scripts = head.sub
    if head.sub.isEmpty, head.sup.isEmpty, let (inner, end) = parenthesised() {
      guard let items = context.scope.subItems(inner, bound: context.bound), items.count == 2 else {
        return nil
      }
      (scripts, position) = (inner, end + 1)
    } else if head.sup.count == 1 {
      scripts += head.sup[0].row
    }
    guard let items = context.scope.subItems(scripts, bound: context.bound),
      items.count == 2, case .term(let a) = items[0], case .term(let b) = items[1]
    else { return nil }
    let condition = Condition(left: a, relation: .equal, right: b)
    return Expression(.indicator(condition), at: node.range)
  }

  /// `1_{z > 0}`, `\mathbb{1}[i = j]`, `\mathbb{I}\{y = k\}`, `I(i = j)`; nil at anything else.
  mutating func writtenIndicator() throws(ElaborationError) -> Expression? {
    guard let node = peek else { return nil }
    if case .scripts(let base?, let sub?, nil) = node.kind, isIndicatorSign(base),
      let found = try indicator(of: withoutBrackets(sub.row), node.range)
    {
      position += 1
      return found
    }
    guard isIndicatorSign(node), let next = peek(after: 1) else { return nil }
    var inner: [MathNode]
    var end = position + 1
    if case .fenced(let open, let nodes, _) = next.kind, ["[", "(", "{"].contains(open) {
      inner = nodes
    } else if let open = next.character, ["[", "(", "{"].contains(open),
      let close = closing(nodes[(position + 2)...])
    {
      inner = Array(nodes[(position + 2)..<close])
      end = close
    } else {
      return nil
    }
    inner = withoutBrackets(inner)
    let range = node.range.union(nodes[end].range)
    guard let found = try indicator(of: inner, range) else { return nil }
    position = end + 1
    return found
  }

  /// `1`, `\mathbf{1}`, `\mathbb{I}`, and `I` where it names nothing.
  private func isIndicatorSign(_ node: MathNode) -> Bool {
    if case .number("1") = node.kind { return true }
    if case .font(_, let inner) = node.kind, inner.row.count == 1 {
      return isIndicatorSign(inner.row[0])
    }
    return node.character == "I" && !context.scope.declares("I")
  }

  private func withoutBrackets(_ nodes: [MathNode]) -> [MathNode] {
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind { return inner }
    guard nodes.count > 2, nodes[0].bracketDepthChange > 0,
      nodes[nodes.count - 1].bracketDepthChange < 0
    else { return nodes }
    return Array(nodes.dropFirst().dropLast())
  }

  /// `\mathbf{1}`, `\vec 1`, the vector of ones, and that of zeros.
  func ones(_ node: MathNode) throws(ElaborationError) -> Expression? {
    var base = node
    var sup: MathNode?
    var sub: MathNode?
    if case .scripts(let inner?, let below, let above) = node.kind {
      (base, sub, sup) = (inner, below, above)
    }
    guard let digit = base.markedDigit, digit == "1" || digit == "0" else { return nil }
    let isOne = digit == "1"
    let filling = Expression(isOne ? .ones : .number(.zero), at: node.range)
    if let value = sized(filling, sub?.row ?? []) {
      return try applyOperators(value, supItems(sup.map { [$0] } ?? []), node.range)
    }
    if !isOne, sub != nil { return nil }
    return try applyScripts(
      filling, sub?.row ?? [], supItems(sup.map { [$0] } ?? []),
      node.range)
  }

  /// `I_n`, `\mathbf 1_m`: nil where the subscript is no declared size or number.
  func sized(_ value: Expression, _ sub: [MathNode]) -> Expression? {
    guard !sub.isEmpty, let size = context.scope.indexTerm(sub), size.letters.isEmpty else {
      return nil
    }
    return Expression(.sized(value, size), at: value.range)
  }

  /// `i = j`, `k ≥ 2`, `0 < i < n`: relations between whole numbers; nil where it is no such thing.
  func conditions(_ nodes: some Collection<MathNode>) -> [Condition]? {
    context.scope.conditions(nodes, bound: context.bound)
  }
}

extension Scope {
  /// A chain of relations between whole numbers, step by step; nil where it is no such thing.
  package func conditions(
    _ nodes: some Collection<MathNode>, bound: Set<String> = []
  ) -> [Condition]? {
    let nodes = Array(nodes)
    if let range = rangeConditions(nodes, bound: bound) { return range }
    var relations: [Condition.Relation] = []
    let sides = nodes.splitAtTopLevel { node in
      guard let character = node.character, let relation = Condition.Relation(rawValue: character)
      else { return false }
      relations.append(relation)
      return true
    }
    let terms = sides.compactMap { indexTerm($0, bound: bound) }
    guard !relations.isEmpty, terms.count == relations.count + 1 else { return nil }
    return relations.indices.map {
      Condition(left: terms[$0], relation: relations[$0], right: terms[$0 + 1])
    }
  }
}

extension Scope {
  /// `l ∈ 1..L`.
  private func rangeConditions(_ nodes: [MathNode], bound: Set<String>) -> [Condition]? {
    let sides = nodes.splitAtTopLevel { $0.character == "∈" }
    let ends = sides.last?.splitAtTopLevel { $0.character == "‥" } ?? []
    guard sides.count == 2, ends.count == 2, let letter = indexTerm(sides[0], bound: bound),
      let lower = indexTerm(ends[0], bound: bound), let upper = indexTerm(ends[1], bound: bound)
    else { return nil }
    return [
      Condition(left: letter, relation: .greaterOrEqual, right: lower),
      Condition(left: letter, relation: .lessOrEqual, right: upper),
    ]
  }
}

extension IndexTerm {
  fileprivate var isLetterOrData: Bool {
    switch self {
    case .letter, .data: true
    default: false
    }
  }
}

extension MathNode {
  /// The number that a font or an arrow marks as one of all entries: `\mathbf 0`, `\vec{1}`.
  fileprivate var markedDigit: String? {
    switch kind {
    case .font(_, let inner), .accent(.vec, let inner):
      guard case .number(let digit) = inner.soleNode.kind else { return inner.markedDigit }
      return digit
    default: return nil
    }
  }

  /// A letter or a word, with scripts or without, that is no function.
  fileprivate var isPlainLetter: Bool {
    isLetter && word.flatMap(Builtin.init(spelling:)) == nil
  }
}
