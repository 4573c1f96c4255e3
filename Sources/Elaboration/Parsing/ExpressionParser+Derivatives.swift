import Calculus
import Diagnostics
import MathSyntax

/// `\frac{\partial L}{\partial W_{kij}}`, `∂L/∂w`, `dL/dw`, `\nabla_W L` and their like.
extension ExpressionParser {
  /// The derivative at the cursor, or nil where there is none.
  mutating func derivative() throws(ElaborationError) -> Expression? {
    guard let node = peek else { return nil }
    if case .fraction(let top, over: let bottom, _) = node.kind {
      if isOperator(top, bottom) {
        var parser = self
        parser.context.dIsDifferential = true
        let derivative = try parser.fraction(top, bottom, node)
        position = parser.position
        return derivative
      }
      if let derivative = try functionFraction(top, bottom, node) { return derivative }
      return try fraction(top, bottom, node)
    }
    if differential(node) == "∇" { return try gradient() }
    if let derivative = try derivativeAlong() { return derivative }
    if let derivative = try subscriptedOperator(node) { return derivative }
    return try inlineDerivative()
  }

  /// `\frac{d}{dx}` before something: a `d` over a `d` is no quotient, whatever `d` is declared as.
  private func isOperator(_ top: MathNode, _ bottom: MathNode) -> Bool {
    guard context.scope.declaresSymbol("d"), !context.dIsDifferential else { return false }
    let (above, below) = (top.row.filter { !$0.isInvisible }, bottom.row.filter { !$0.isInvisible })
    return above.count == 1 && above[0].isDifferentialLetter && below.count == 2
      && below[0].isDifferentialLetter
  }

  // MARK: Fractions

  private mutating func fraction(
    _ top: MathNode, _ bottom: MathNode, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    guard let numerator = splitDifferential(top.row) else { return nil }
    let (scale, below) = splitScale(bottom.row)
    guard var variables = try variables(below) else { return nil }
    position += 1
    if numerator.order == 1, let power = power(variables, below) { variables = [power] }
    guard numerator.order == variables.count else {
      throw .notUnderstood(
        "the orders above and below differ: \(numerator.order) and \(variables.count)",
        at: node.range)
    }
    let operand: Expression
    let last: MathNode?
    if numerator.rest.isEmpty {
      operand = try prefixOperand(of: node)
      last = nodes[position - 1]
    } else {
      operand = try ExpressionParser.parse(numerator.rest, context, at: top.range)
      last = numerator.rest.last
    }
    let sign = sign(numerator.mark, of: operand, endingWith: last)
    var derivative = operand.differentiated(by: variables, sign, node.range.union(operand.range))
    if numerator.rest.count == 1 { derivative = try placed(derivative, of: operand, by: variables) }
    guard !scale.isEmpty else { return derivative }
    let divisor = try ExpressionParser.parse(scale, context, at: bottom.range)
    return Expression(.quotient(derivative, divisor), at: derivative.range)
  }

  /// `\partial \sigma^2` below one `\partial` alone: by the square.
  private func power(_ variables: [Expression], _ below: [MathNode]) -> Expression? {
    guard variables.count > 1, below.filter({ differential($0) != nil }).count == 1,
      let base = variables.first
    else { return nil }
    let exponent = Expression(.number(ExactDecimal(variables.count)), at: base.range)
    return Expression(.power(base, exponent), at: base.range)
  }

  /// `T \cdot \partial o` → `T` and `\partial o`: what the derivative is divided by besides.
  private func splitScale(_ nodes: [MathNode]) -> (scale: [MathNode], rest: [MathNode]) {
    let nodes = nodes.filter { !$0.isInvisible }
    guard let start = nodes.firstIndex(where: { differential($0) == "∂" }), start > 0 else {
      return ([], nodes)
    }
    let scale = nodes[..<start]
    let isSign = scale.last?.operatorCharacter.map { ["⋅", "*", "×"].contains($0) } ?? false
    return (Array(isSign ? scale.dropLast() : scale), Array(nodes[start...]))
  }

  /// What `mark` in front of `operand` asks for; a call shows its arguments.
  private func sign(
    _ mark: String, of operand: Expression, endingWith last: MathNode?
  ) -> DerivativeSign {
    if mark == "d" { return .straight }
    if mark == "∂⁺" { return .direct }
    guard operand.isApplication, let last else { return .partial }
    let isClosed = last.closingScripts.character == ")" || last.isParenthesised
    return isClosed ? .partialOfCall : .partial
  }

  /// What `\frac{d}{dx}` without anything above reaches: the product behind it, or the whole sum.
  private mutating func prefixOperand(of node: MathNode) throws(ElaborationError) -> Expression {
    guard let next = peek, startsFactor(next) else {
      throw .notUnderstood("what is differentiated is missing", at: node.range)
    }
    // A bar behind it is where the derivative is evaluated.
    leavesBar = true
    defer { leavesBar = false }
    switch context.reach {
    case .sum: return try sum()
    case .factor:
      if let factor = try factorOfChainRule() { return factor }
      return try product()
    case .usual, .product: return try product()
    }
  }

  /// The `L` of `\frac{\partial}{\partial z} L \cdot \frac{\partial z}{\partial w}`: before another
  /// derivative the operator may end, and nowhere else. nil leaves the cursor where it is.
  private mutating func factorOfChainRule() throws(ElaborationError) -> Expression? {
    let start = position
    let first = try numberOrFactor()
    let rest = nodes[position...].drop { $0.operatorCharacter != nil }
    if let next = rest.first, case .fraction(let top, _, _) = next.kind,
      splitDifferential(top.row) != nil
    {
      return first
    }
    position = start
    return nil
  }

  // MARK: Operators with a subscript

  /// `\partial_w L`, `D_x f`, `\operatorname{grad}_w L`, or nil where `node` is none of them.
  private mutating func subscriptedOperator(
    _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    guard case .scripts(let base?, let sub?, let sup) = node.kind, let next = peek(after: 1),
      startsFactor(next), let order = sup == nil ? 1 : node.exponent, (1...2).contains(order)
    else { return nil }
    let letter = base.word ?? base.character ?? ""
    guard letter == "∂" || ["D", "grad"].contains(letter) && !context.scope.declares(letter) else {
      return nil
    }
    if letter != "grad", order == 1, let component = component(sub) {
      position += 1
      return try componentDerivative(by: component, node)
    }
    let variables = Array(repeating: try parse(sub), count: order)
    position += 1
    let operand = try operatorOperand(by: variables[0])
    let range = node.range.union(operand.range)
    if letter == "grad" { return Expression(.gradient(of: operand, by: variables), at: range) }
    let sign = sign(letter == "∂" ? "∂" : "d", of: operand, endingWith: nodes[position - 1])
    return operand.differentiated(by: variables, sign, range)
  }

  /// `∂x ∂y`, `∂w²`: what is differentiated by; nil where `nodes` are no differentials.
  private func variables(_ nodes: [MathNode]) throws(ElaborationError) -> [Expression]? {
    var rest = nodes.filter { !$0.isInvisible }[...]
    var found: [Expression] = []
    while let first = rest.first {
      let (mark, used) = leadingDifferential(rest)
      guard let mark, mark != "∇" else { return nil }
      var operand = rest.dropFirst(used.isEmpty ? 1 : 0)
      if !used.isEmpty { operand = used + operand.dropFirst() }
      let end = operand.dropFirst().firstIndex { differential($0) == mark } ?? operand.endIndex
      let variable = Array(operand[operand.startIndex..<end])
      guard !variable.isEmpty else {
        // A size may be called d: `\frac{1}{d}`.
        if mark == "d", found.isEmpty { return nil }
        throw .notUnderstood("what is differentiated by is missing", at: first.range)
      }
      let (base, order) = splitOrder(variable)
      let value = try ExpressionParser.parse(base, context, at: first.range)
      found += Array(repeating: value, count: order)
      rest = operand[end...]
    }
    return found.isEmpty ? nil : found
  }

  /// `∂^2 L` → 2 and `L`; nil where `nodes` do not begin with a differential.
  func splitDifferential(
    _ nodes: [MathNode]
  ) -> (mark: String, order: Int, rest: [MathNode])? {
    let nodes = nodes.filter { !$0.isInvisible }
    let (mark, used) = leadingDifferential(nodes[...])
    guard let mark, mark != "∇", let first = nodes.first else { return nil }
    return (mark, used.isEmpty ? first.exponent ?? 1 : 1, used + nodes.dropFirst())
  }

  /// The mark a row begins with; in plain text `dw` is one word, whose `w` is given back.
  private func leadingDifferential(_ nodes: ArraySlice<MathNode>) -> (String?, [MathNode]) {
    guard let first = nodes.first else { return (nil, []) }
    if let mark = differential(first) { return (mark, []) }
    if let inner = first.differentiatedWord(isDeclared: context.scope.declares) {
      return ("d", [inner])
    }
    return (nil, [])
  }

  /// `w^2` → `w` and 2, where the exponent counts how often it is differentiated by.
  private func splitOrder(_ nodes: [MathNode]) -> ([MathNode], Int) {
    guard nodes.count == 1, let order = nodes[0].exponent, order > 1, order < 10,
      case .scripts(let base?, let sub, _) = nodes[0].kind, !isMember(nodes[0]),
      context.scope.alias(at: nodes[...]) == nil
    else { return (nodes, 1) }
    if let sub {
      return ([MathNode(.scripts(base, sub: sub, sup: nil), at: nodes[0].range)], order)
    }
    return ([base], order)
  }

  /// Whether what stands above is the number of a member: `w^2_{jk}` in a scope with layers `w^l`.
  private func isMember(_ node: MathNode) -> Bool {
    guard let head = Head(node), let found = context.scope.resolve(head, bound: context.bound)
    else {
      return false
    }
    return found.rest.isEmpty
  }

  /// `∂`, `d` or `∇`, with an order above or without.
  func differential(_ node: MathNode) -> String? {
    switch node.kind {
    case .symbol(let symbol):
      if ["∂", "∇"].contains(symbol.character) { return symbol.character }
      guard symbol.character == "d" else { return nil }
      return context.dIsDifferential || !context.scope.declaresSymbol("d") ? "d" : nil
    case .scripts(let base?, nil, let sup?)
    where base.character == "∂" && ["+", "⁺"].contains(sup.soleNode.character):
      return "∂⁺"
    case .scripts(let base?, let sub, let sup):
      guard let mark = differential(base),
        mark == "∇" || (sub == nil && sup != nil && node.exponent != nil)
      else { return nil }
      return mark
    case .font(.roman, let inner):
      return inner.row.count == 1 && inner.row[0].character == "d" ? "d" : nil
    default:
      return nil
    }
  }

  // MARK: In a line

  /// `∂L/∂w`, `dL/dw`.
  private mutating func inlineDerivative() throws(ElaborationError) -> Expression? {
    let start = position
    let (mark, used) = leadingDifferential(nodes[start...])
    guard let mark else { return nil }
    let slash = nodes[start...].firstTopLevelIndex { $0.character == "/" } ?? nodes.count
    let numerator = used + nodes[min(start + 1, slash)..<slash]
    guard slash > start, slash + 1 < nodes.count,
      leadingDifferential(nodes[(slash + 1)...]).0 == (mark == "∂⁺" ? "∂" : mark),
      !numerator.contains(where: { ["+", "−", "="].contains($0.character) })
    else {
      if let differential = try differential(mark, used) { return differential }
      guard mark != "∂" else {
        throw .notUnderstood("a `∂` stands here that is divided by nothing", at: nodes[start].range)
      }
      return nil
    }
    position = slash + 1
    let order = used.isEmpty ? nodes[start].exponent ?? 1 : 1
    let end = endOfInlineVariables(mark == "∂⁺" ? "∂" : mark, order: order)
    let below = Array(nodes[(slash + 1)..<end])
    guard var variables = try variables(below) else { return nil }
    position = end
    if order == 1, let power = power(variables, below) { variables = [power] }
    guard order == variables.count else {
      throw .notUnderstood("the orders above and below differ", at: range(from: start))
    }
    let operand =
      try numerator.isEmpty
      ? prefixOperand(of: nodes[start])
      : ExpressionParser.parse(numerator, context, at: range(from: start))
    let sign = sign(mark, of: operand, endingWith: numerator.last ?? nodes[position - 1])
    return operand.differentiated(by: variables, sign, range(from: start))
  }

  /// Behind `/`: a differential and one name, and further such pairs up to the order; in
  /// `∂L/∂a ∂a/∂z` the second `∂` begins another fraction.
  private func endOfInlineVariables(_ mark: String, order: Int) -> Int {
    var end = position
    var found = 0
    while end < nodes.count, found < order, leadingDifferential(nodes[end...]).0 == mark {
      end = min(end + (leadingDifferential(nodes[end...]).1.isEmpty ? 2 : 1), nodes.count)
      found += splitOrder([nodes[end - 1]]).1
    }
    return end
  }
}

extension Expression {
  /// A number, or a fraction of two.
  var isWrittenNumber: Bool {
    switch kind {
    case .number: true
    case .quotient(let a, let b): a.isWrittenNumber && b.isWrittenNumber
    default: false
    }
  }

  /// What is transposed, if anything is.
  var withoutTranspose: (Expression, isTransposed: Bool) {
    if case .transpose(let inner) = kind { (inner, true) } else { (self, false) }
  }

  /// A function of the note at its arguments, or an entry of that.
  fileprivate var isApplication: Bool {
    switch kind {
    case .apply(_, derivative: 0, _): true
    case .entries(let inner, _): inner.isApplication
    default: false
    }
  }
}

extension MathNode {
  /// `d`, `d^2`.
  var isDifferentialLetter: Bool {
    if case .scripts(let base?, nil, _) = kind { return base.character == "d" && exponent != nil }
    return character == "d"
  }

  /// `(…)` as one node, with scripts or without.
  var isParenthesised: Bool {
    switch kind {
    case .fenced("(", _, ")"): true
    case .scripts(let base?, _, _): base.isParenthesised
    default: false
    }
  }

  /// The whole number above, if that is all that stands there.
  var exponent: Int? {
    guard case .scripts(_, _, let sup?) = kind, case .number(let digits)? = sup.row.first?.kind,
      sup.row.count == 1
    else { return nil }
    return Int(digits)
  }

  /// The `w` of a word `dw` (with its scripts) whose whole is not declared but whose rest is.
  fileprivate func differentiatedWord(isDeclared: (String) -> Bool) -> MathNode? {
    switch kind {
    case .word(let word) where word.hasPrefix("d") && !isDeclared(word):
      let rest = String(word.dropFirst())
      guard isDeclared(rest) else { return nil }
      let place = (range.lowerBound + 1)..<max(range.lowerBound + 1, range.upperBound)
      let isLetter = rest.utf8.count == 1
      return MathNode(isLetter ? .symbol(Symbol(rest, .ordinary)) : .word(rest), at: place)
    case .scripts(let base?, let sub, let sup):
      return base.differentiatedWord(isDeclared: isDeclared).map {
        MathNode(.scripts($0, sub: sub, sup: sup), at: range)
      }
    default:
      return nil
    }
  }
}
