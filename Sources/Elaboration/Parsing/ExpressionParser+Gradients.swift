import Diagnostics
import MathSyntax

/// `\nabla_W L`, `\nabla f(x)`, and what operators with a subscript reach over.
extension ExpressionParser {
  /// `∇_W L`, `∇² f`: of the one factor behind it.
  mutating func gradient() throws(ElaborationError) -> Expression {
    let node = nodes[position]
    position += 1
    guard peek.map(startsFactor) ?? false else {
      throw .notUnderstood("what `∇` is taken of is missing", at: node.range)
    }
    var (sub, sup): (MathNode?, MathNode?) = (nil, nil)
    if case .scripts(_, let below, let above) = node.kind { (sub, sup) = (below, above) }
    guard var order = sup == nil ? 1 : node.exponent, (1...2).contains(order) else {
      throw .notUnderstood("\(node.quoted) is not understood", at: node.range)
    }
    if order == 1, takesSecond(as: sub) { order = 2 }
    guard let sub else { return try plainGradient(order, node) }
    let variable = try parse(sub)
    let isName = peek.flatMap(Head.init) != nil
    let operand = try operatorOperand(by: variable)
    let range = node.range.union(operand.range)
    let variables = Array(repeating: variable, count: order)
    // `∇_a L^⊤` is the gradient lying: L itself is a number.
    if isName, case .transpose(let inner) = operand.kind {
      let gradient = Expression(.gradient(of: inner, by: variables), at: range)
      return Expression(.transpose(gradient), at: range)
    }
    return Expression(.gradient(of: operand, by: variables), at: range)
  }

  /// The second `∇` of `∇∇E` and of `∇_w ∇_w^T E`, behind a first one with `sub` below it.
  private mutating func takesSecond(as sub: MathNode?) -> Bool {
    guard let next = peek else { return false }
    if sub == nil, next.character == "∇" {
      position += 1
      return true
    }
    guard let sub, case .scripts(let base?, let other?, let sup?) = next.kind,
      base.character == "∇", sup.isTransposeMark, other.withoutRanges == sub.withoutRanges
    else { return false }
    position += 1
    return true
  }

  /// `∇L(w)`, `∇f(x)`, `∇L`: by the one argument, or by the one list of parameters.
  private mutating func plainGradient(
    _ order: Int, _ node: MathNode
  ) throws(ElaborationError) -> Expression {
    let start = position
    if let id = context.gradientVariable, saysNoVariable() {
      let variable = Expression(
        .reference(Reference(symbol: id, members: [], entries: [])), at: node.range)
      let operand = try operatorOperand(by: variable)
      return Expression(
        .gradient(of: operand, by: Array(repeating: variable, count: order)),
        at: node.range.union(operand.range))
    }
    guard let next = peek, let head = Head(next),
      let found = context.scope.resolve(head, bound: context.bound)
    else { throw gradientOfWhat(node) }
    let operand = try factor()
    let range = node.range.union(operand.range)
    let (inner, isTransposed) = operand.withoutTranspose
    var gradient: Expression
    if case .apply(let id, derivative: 0, let arguments) = inner.kind {
      guard arguments.count == context.scope[id].slots + 1 else { throw gradientOfWhat(node) }
      gradient = Expression(
        .slotDerivative(inner, Array(repeating: 0, count: order)), at: range)
    } else {
      let end = position
      position = start + 1
      let argument = parenthesised()?.inner
      position = end
      let variable = try argument.map { (nodes) throws(ElaborationError) in
        try ExpressionParser.parse(nodes, context, at: node.range)
      }
      guard let variable = variable ?? onlyParameters(at: range), case .reference = variable.kind,
        context.scope[found.symbol].parameters == nil
      else { throw gradientOfWhat(node) }
      gradient = Expression(
        .gradient(of: inner, by: Array(repeating: variable, count: order)), at: range)
    }
    if isTransposed { gradient = Expression(.transpose(gradient), at: range) }
    return gradient
  }

  /// Whether what stands behind `∇` has no argument that would say by what.
  private func saysNoVariable() -> Bool {
    guard let next = peek, let head = Head(next),
      let found = context.scope.resolve(head, bound: context.bound)
    else { return true }
    var behind = self
    behind.position += 1
    return !context.scope[found.symbol].isFunction
      && behind.parenthesised() == nil && onlyParameters(at: place) == nil
  }

  /// The list of parameters, where the scope has one.
  private func onlyParameters(at range: SourceRange) -> Expression? {
    let lists = context.scope.ids.filter { context.scope[$0].parameters != nil }
    guard lists.count == 1, let list = lists.first else { return nil }
    return Expression(
      .reference(Reference(symbol: list, members: [], entries: [])), at: range)
  }

  private func gradientOfWhat(_ node: MathNode) -> ElaborationError {
    ElaborationError(
      .unclear("gradient"), "`∇` does not say by what", at: node.range,
      hint: "write `∇_w` with the name of what is differentiated by")
  }

  /// What `∇_w` and `∂_w` reach over: one factor. A number goes with the factors behind it, as in
  /// `∇_w 1/2 ‖w‖²`, an input, whose own gradient nobody writes: `∇_w wᵀ A w`, and what is no name
  /// where the factors behind it depend on `w` too: `∇_w (Xw - y)ᵀ (Xw - y)`.
  mutating func operatorOperand(
    by variable: Expression
  ) throws(ElaborationError) -> Expression {
    switch context.reach {
    case .sum: return try sum()
    case .product: return try product()
    case .factor, .usual: break
    }
    let start = position
    let first = try numberOrFactor()
    guard let next = peek, startsFactor(next) || ProductSign(rawValue: next.character ?? "") != nil
    else { return first }
    if first.isWrittenNumber, startsFactor(next) {
      position = start
      return try juxtaposition()
    }
    let end = position
    position = start
    let product = try product()
    if isInput(first)
      || !first.isName && product.factorsBehindFirst.contains(where: { depends($0, on: variable) })
    {
      return product
    }
    position = end
    return first
  }

  /// Whether `variable` or a name that is made of it stands in `expression`.
  private func depends(_ expression: Expression, on variable: Expression) -> Bool {
    switch variable.kind {
    case .formal:
      return expression == variable || expression.children.contains { depends($0, on: variable) }
    case .reference(let reference):
      return expression.symbols.contains {
        $0 == reference.symbol || context.scope.dependencies(of: $0).contains(reference.symbol)
      }
    case .entries(let inner, _), .transpose(let inner): return depends(expression, on: inner)
    default: return false
    }
  }

  /// An input of the net, transposed or not.
  private func isInput(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .reference(let reference):
      context.scope[reference.symbol].definitions.isEmpty
        && context.scope[reference.symbol].parameters == nil
    case .formal: true
    case .transpose(let inner), .entries(let inner, _): isInput(inner)
    default: false
    }
  }
}

extension Expression {
  /// A declared name by itself: `L`, `J_t`.
  fileprivate var isName: Bool {
    switch kind {
    case .reference: true
    case .transpose(let inner): inner.isName
    default: false
    }
  }

  /// What stands behind the first factor of a product.
  fileprivate var factorsBehindFirst: [Expression] {
    switch kind {
    case .product(let factors): Array(factors.dropFirst())
    case .chain(let first, let links): first.factorsBehindFirst + links.map(\.factor)
    default: []
    }
  }
}
