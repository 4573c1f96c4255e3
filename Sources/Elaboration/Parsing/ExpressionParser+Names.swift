import Calculus
import Diagnostics
import MathSyntax

extension ExpressionParser {
  /// A name with its scripts, applied to what stands in parentheses behind it if it is a function.
  mutating func name() throws(ElaborationError) -> Expression {
    let node = takeName()
    guard let head = Head(node) else {
      if let ones = try ones(node) { return ones }
      throw .notUnderstood("\(node.quoted) is not understood", at: node.range)
    }
    if let value = context.holes[head.base], head.sub.isEmpty, head.sup.isEmpty { return value }
    if context.formals.contains(head.base) {
      let value = Expression(.formal(head.base), at: node.range)
      return try applyScripts(value, head.sub, supItems(head.sup), node.range)
    }
    if context.bound.contains(head.base), let index = try countWithExponent(head, node) {
      return index
    }
    if isKroneckerDelta(head), let delta = try builtin(head, node) { return delta }
    if let found = context.scope.resolve(head, bound: context.bound) {
      return try use(found, node.range)
    }
    if let index = try countWithExponent(head, node) { return index }
    if !context.scope.declares(head.base), let value = try builtin(head, node) { return value }
    if let product = try chainRule(head, node) { return product }
    throw undeclared(head, node)
  }

  /// The node at the cursor, or the letters from there on that spell a declared name (`dW`).
  private mutating func takeName() -> MathNode {
    let first = nodes[position]
    position += 1
    guard
      let longest = context.scope.nameSpelled(by: nodes[(position - 1)...], bound: context.bound)
    else { return first }
    while position < nodes.count, nodes[position].range.upperBound <= longest.range.upperBound {
      position += 1
    }
    return longest
  }

  /// An index or a size used as a number, with what stands above it: `i²`.
  private func countWithExponent(
    _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    if let index = count(node) { return index }
    guard head.sub.isEmpty, !head.sup.isEmpty, case .scripts(let base?, _, _) = node.kind,
      let index = count(base)
    else { return nil }
    return try applyOperators(index, supItems(head.sup), node.range)
  }

  /// An index or a size used as a number.
  private func count(_ node: MathNode) -> Expression? {
    guard let term = context.scope.indexTerm([node], bound: context.bound) else { return nil }
    if case .letter(let letter) = term {
      guard context.bound.contains(letter) || context.scope.indices[letter] != nil else {
        return nil
      }
    }
    return Expression(.count(term), at: node.range)
  }

  /// `prod(∂L/∂h, ∂h/∂W)`, as some write the chain rule; nil at anything else.
  private mutating func chainRule(
    _ head: Head, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    let start = position
    guard head.base == "prod", head.sub.isEmpty, head.sup.isEmpty,
      let (factors, scripts, range) = try arguments(node.range), scripts.sub.isEmpty,
      case let product = Expression(.product(factors), at: range), product.isChainRule
    else {
      position = start
      return nil
    }
    return try applyOperators(product, scripts.sup, range)
  }

  private func undeclared(_ head: Head, _ node: MathNode) -> ElaborationError {
    let variants = context.scope.candidates(head.base, font: head.font)
    if let known = variants.first {
      let declared = describe(context.scope[known].node)
      return .undeclared(describe(node), nearest: declared, at: node.range)
    }
    // One letter changed in a name of one letter is another name.
    let nearest =
      head.base.count < 3
      ? nil : nearestName(to: head.base, among: context.scope.names + Builtin.names)
    return .undeclared(describe(node), nearest: nearest, at: node.range)
  }

  // MARK: Symbols of the scope

  private mutating func use(
    _ found: Resolution, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    let symbol = context.scope[found.symbol]
    if let function = symbol.functions.first {
      return try application(of: function, found, range)
    }
    if let entry = try entryOfTransposed(found, range) { return entry }
    let reference = Reference(symbol: found.symbol, members: found.members, entries: found.entries)
    let value = Expression(.reference(reference), at: range)
    if found.entries.isEmpty, let items = slice() {
      return try applyOperators(Expression(.entries(value, items), at: range), found.rest, range)
    }
    if let (inner, _) = parenthesised(), let open = peek, isClose(open), inner.count == 1,
      case .number = inner[0].kind, !symbol.definitions.isEmpty
    {
      throw .notUnderstood(
        "\(describe(symbol.node)) is a value here and no function", at: range.union(open.range))
    }
    let decorated = takeDecoration(found.symbol, ofEntry: !found.entries.isEmpty)
    let written = try applyOperators(value, found.rest, range)
    return try applyScripts(written, decorated?.sub ?? [], decorated?.sup ?? [], range)
  }

  /// `W^T_{ij}` is the entry of the transpose: the transpose of an entry says nothing.
  private func entryOfTransposed(
    _ found: Resolution, _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    guard found.rest.first == .transpose, found.entries.count == 2, !found.entries.contains(.all)
    else { return nil }
    let whole = Reference(symbol: found.symbol, members: found.members, entries: [])
    let transposed = Expression(.transpose(Expression(.reference(whole), at: range)), at: range)
    let entry = Expression(.entries(transposed, found.entries), at: range)
    return try applyOperators(entry, Array(found.rest.dropFirst()), range)
  }

  /// `f(x)`, `f'(x)`; a bare `C` is `C(a)` where the block defines `C(a)` at a node `a`.
  private mutating func application(
    of function: FunctionDefinition, _ found: Resolution, _ start: SourceRange
  ) throws(ElaborationError) -> Expression {
    let (rest, primes) = derivatives(found)
    let members = found.members.map { Expression(.count($0), at: start) }
    var value: Expression
    if !isFactorBehind(found.symbol, function),
      let (arguments, scripts, range) = try arguments(start, taking: function.formals.count)
    {
      if rest.contains(where: \.isMinusOne) {
        throw inverseFunction(context.scope[found.symbol].node)
      }
      guard arguments.count == function.formals.count else {
        throw .notUnderstood(
          "\(describe(context.scope[found.symbol].node)) takes \(function.formals.count) arguments, not \(arguments.count)",
          at: range)
      }
      value = Expression(.apply(found.symbol, derivative: primes, members + arguments), at: range)
      value = try applyOperators(value, rest, range)
      value = try applyScripts(value, scripts.sub, scripts.sup, range)
    } else {
      guard let nodes = context.scope.nodeArguments(of: function, inside: context) else {
        throw .notUnderstood("a function stands here without its argument", at: start)
      }
      try refuseComposition(at: start)
      value = Expression(.apply(found.symbol, derivative: primes, members + nodes), at: start)
      value = try applyOperators(value, rest, start)
    }
    return found.entries.isEmpty
      ? value : Expression(.entries(value, found.entries), at: value.range)
  }

  /// `S(1 - S)` beside a node of the argument's name: parentheses that hold the function without an argument are
  /// a factor, and so is the function before them.
  private func isFactorBehind(_ id: SymbolID, _ function: FunctionDefinition) -> Bool {
    guard let (inner, _) = parenthesised(), !function.arguments.isEmpty else { return false }
    return zip(inner, inner.dropFirst().map(Optional.some) + [nil]).contains { node, next in
      guard let head = Head(node), !(next?.isParenthesised ?? false), next?.character != "(",
        let found = context.scope.resolve(head, bound: context.bound)
      else { return false }
      return found.symbol == id
    }
  }

  /// How many derivatives `f''` or `f^{(2)}` is, and what stands above `f` behind that.
  private func derivatives(_ found: Resolution) -> (rest: [SupItem], count: Int) {
    if let order = found.rest.first?.derivativeOrder, !context.scope.countsMembers {
      return (Array(found.rest.dropFirst()), order)
    }
    let rest = found.rest.filter { !isLayer($0, of: found.symbol) }
    let primes = rest.prefix { $0 == .prime }.count
    return (Array(rest.dropFirst(primes)), primes)
  }

  /// `g^{[l]}` where one `g` serves all layers.
  private func isLayer(_ item: SupItem, of function: SymbolID) -> Bool {
    guard case .bracketed(let nodes, _) = item, context.scope[function].slots == 0 else {
      return false
    }
    return context.scope.indexTerm(nodes, bound: context.bound) != nil
  }

  /// `\mathcal{L}(\theta)`: the argument of a node that depends on it says nothing new. Returns the
  /// scripts behind the parentheses, or nil where these are no decoration.
  mutating func takeDecoration(_ id: SymbolID, ofEntry: Bool = false) -> CloseScripts? {
    guard let (inner, end) = parenthesised(), !context.scope[id].definitions.isEmpty else {
      return nil
    }
    let dependencies = context.scope.dependencies(of: id)
    let parts = inner.splitAtTopLevel { [",", ";", "|"].contains($0.character) }
    let others = parts.filter { !isDependency($0, among: dependencies) }
    // `J(W, b; x, y)` where the block calls the input otherwise.
    let isDecoration =
      others.isEmpty || parts.count > others.count + 1 && others.allSatisfy(isUnknownLetter)
    let behind = nodes[end].scriptsBehind
    // `e_i (a)_j`: an entry has no entries.
    guard isDecoration, !ofEntry || behind.sub.isEmpty,
      !(behind.sup.contains(.transpose) && isFactor(inner))
    else { return nil }
    position = end + 1
    return behind
  }

  /// A name that the value depends on, with what that one depends on or without: `z`, `z(x)`.
  private func isDependency(
    _ nodes: ArraySlice<MathNode>, among dependencies: Set<SymbolID>
  ) -> Bool {
    guard let first = nodes.first else { return false }
    if nodes.count == 1, first.isSeriesDots { return true }
    guard let head = Head(first) else { return false }
    if nodes.count == 1, isUnnamedParameters(head) { return true }
    if nodes.count == 1, head.sub.isEmpty, head.sup.isEmpty,
      context.scope.candidates(head.base, font: head.font).contains(where: dependencies.contains)
    {
      return true
    }
    guard let found = context.scope.resolve(head, bound: context.bound), found.rest.isEmpty,
      context.scope[found.symbol].parameters != nil || dependencies.contains(found.symbol)
    else { return false }
    if nodes.count == 1 { return true }
    let inner: [MathNode]
    if nodes.count == 2, case .fenced("(", let content, ")")? = nodes.last?.kind {
      inner = content
    } else if nodes.count > 3, nodes.dropFirst().first?.character == "(",
      closing(nodes.dropFirst(2)) == nodes.endIndex - 1, nodes.last?.character == ")"
    {
      inner = Array(nodes.dropFirst(2).dropLast())
    } else {
      return false
    }
    return inner.splitAtTopLevel { [",", ";", "|"].contains($0.character) }
      .allSatisfy { isDependency($0, among: dependencies) }
  }

  /// One letter that names nothing.
  private func isUnknownLetter(_ nodes: ArraySlice<MathNode>) -> Bool {
    guard nodes.count == 1, let head = nodes.first.flatMap(Head.init) else { return false }
    return head.sub.isEmpty && head.sup.isEmpty && !context.scope.declares(head.base)
  }

  /// A plain `θ` that the block does not declare: all parameters, whatever they are called. Any other
  /// undeclared argument may be another point.
  private func isUnnamedParameters(_ head: Head) -> Bool {
    head.base.lowercased() == "θ" && head.sub.isEmpty && head.sup.isEmpty
      && !context.scope.declares(head.base)
  }

  /// Whether parentheses at the cursor that are transposed hold a factor of its own, as in
  /// `δ (a^{l-1})^T`: they stand apart, or are there for what the name has above.
  private func isFactor(_ inner: [MathNode]) -> Bool {
    if let node = peek, !isClose(node) { return true }
    return inner.contains { node in
      if case .scripts(_, _, _?) = node.kind { true } else { false }
    }
  }

  // MARK: Arguments

  /// The content of the parentheses at the cursor, and the index of the node that ends them; in other
  /// braces too, where functions have them: `\max\{0, z\}`.
  func parenthesised(_ orBraced: Bool = false) -> (inner: [MathNode], end: Int)? {
    guard let node = peek else { return nil }
    let brackets: Set<String> = orBraced ? ["(", "{"] : ["("]
    switch node.kind {
    case .fenced(let open, let inner, let close) where brackets.contains(open) && !close.isEmpty:
      return (inner, position)
    case .scripts(let base?, _, _):
      guard case .fenced(let open, let inner, let close) = base.kind, brackets.contains(open),
        !close.isEmpty
      else { return nil }
      return (inner, position)
    case .symbol(let symbol) where brackets.contains(symbol.character):
      guard let end = matchingBracket(symbol.character) else { return nil }
      return (Array(nodes[(position + 1)..<end]), end)
    default:
      return nil
    }
  }

  typealias CloseScripts = (sub: [MathNode], sup: [SupItem])

  /// The arguments in the parentheses at the cursor, and the scripts behind them; of a function that takes two,
  /// with a bar between them too: `KL(p \| q)`.
  mutating func arguments(
    _ start: SourceRange, orBraced: Bool = false, taking count: Int? = nil
  ) throws(ElaborationError) -> ([Expression], CloseScripts, SourceRange)? {
    guard let (inner, end) = parenthesised(orBraced) else { return nil }
    let node = nodes[end]
    position = end + 1
    var parts = inner.splitAtTopLevel { [",", ";"].contains($0.character) }
    if parts.count == 1, count == 2 { parts = inner.partsBesideBar ?? parts }
    if let list = try list(parts, start.union(node.range)) {
      return ([list], node.scriptsBehind, start.union(node.range))
    }
    var arguments: [Expression] = []
    for part in parts {
      arguments.append(try ExpressionParser.parse(part, context, at: node.range))
    }
    return (arguments, node.scriptsBehind, start.union(node.range))
  }
}

extension MathNode {
  /// The scripts on a closing bracket or a fence.
  var scriptsBehind: ExpressionParser.CloseScripts {
    guard case .scripts(_, let sub, let sup) = kind else { return ([], []) }
    return (sub?.row ?? [], supItems(sup.map { [$0] } ?? []))
  }
}

extension [MathNode] {
  /// The two parts beside the one bar on top level; nil where there is none or there are more.
  fileprivate var partsBesideBar: [ArraySlice<MathNode>]? {
    let parts = splitAtTopLevel { ["‖", "∥", "|", "∣"].contains($0.character) }
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? parts : nil
  }
}
