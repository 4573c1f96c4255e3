import Calculus
import Diagnostics
import MathSyntax

/// `\frac{\partial L}{\partial W_{kij}}`, `∂L/∂w`, `dL/dw`, `\nabla_W L` and their like.
extension ExpressionParser {
  /// The derivative at the cursor, or nil where there is none.
  mutating func derivative() throws(ElaborationError) -> Expression? {
    guard let node = peek else { return nil }
    if case .fraction(let top, over: let bottom, _) = node.kind {
      return try fraction(top, bottom, node)
    }
    if differential(node) == "∇" { return try gradient() }
    return try inlineDerivative()
  }

  // MARK: Fractions

  private mutating func fraction(
    _ top: MathNode, _ bottom: MathNode, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    guard let variables = try variables(bottom.row), let numerator = splitDifferential(top.row)
    else {
      return nil
    }
    position += 1
    guard numerator.order == variables.count else {
      throw .notUnderstood(
        "the orders above and below differ: \(numerator.order) and \(variables.count)",
        at: node.range)
    }
    let operand: Expression
    if numerator.rest.isEmpty {
      operand = try prefixOperand(of: node)
    } else {
      operand = try ExpressionParser.parse(numerator.rest, context, at: top.range)
    }
    return Expression(.derivative(of: operand, by: variables), at: node.range.union(operand.range))
  }

  /// What `\frac{d}{dx}` without anything above reaches: the product behind it, or the whole sum.
  private mutating func prefixOperand(of node: MathNode) throws(ElaborationError) -> Expression {
    guard let next = peek, startsFactor(next) else {
      throw .notUnderstood("what is differentiated is missing", at: node.range)
    }
    return try context.reach == .sum ? sum() : product()
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
  private func splitDifferential(_ nodes: [MathNode]) -> (order: Int, rest: [MathNode])? {
    let nodes = nodes.filter { !$0.isInvisible }
    let (mark, used) = leadingDifferential(nodes[...])
    guard let mark, mark != "∇", let first = nodes.first else { return nil }
    return (used.isEmpty ? first.exponent ?? 1 : 1, used + nodes.dropFirst())
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
      case .scripts(let base?, let sub, _) = nodes[0].kind, !isMember(nodes[0])
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
  private func differential(_ node: MathNode) -> String? {
    switch node.kind {
    case .symbol(let symbol):
      if ["∂", "∇"].contains(symbol.character) { return symbol.character }
      return symbol.character == "d" && !context.scope.declaresSymbol("d") ? "d" : nil
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
    guard let slash = nodes[start...].firstTopLevelIndex(where: { $0.character == "/" }),
      slash + 1 < nodes.count, leadingDifferential(nodes[(slash + 1)...]).0 == mark
    else {
      if mark == "∂" {
        throw .notUnderstood("a `∂` stands here that is divided by nothing", at: nodes[start].range)
      }
      return nil
    }
    let numerator = used + nodes[(start + 1)..<slash]
    guard slash > start, !numerator.contains(where: { ["+", "−", "="].contains($0.character) })
    else {
      return nil
    }
    position = slash + 1
    let order = used.isEmpty ? nodes[start].exponent ?? 1 : 1
    let end = endOfInlineVariables(mark, order: order)
    guard let variables = try variables(Array(nodes[(slash + 1)..<end])) else { return nil }
    position = end
    guard order == variables.count else {
      throw .notUnderstood("the orders above and below differ", at: range(from: start))
    }
    let operand =
      try numerator.isEmpty
      ? prefixOperand(of: nodes[start])
      : ExpressionParser.parse(numerator, context, at: range(from: start))
    return Expression(.derivative(of: operand, by: variables), at: range(from: start))
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

  // MARK: Gradients

  /// `∇_W L`, `∇² f`: of the one factor behind it.
  private mutating func gradient() throws(ElaborationError) -> Expression {
    let node = nodes[position]
    position += 1
    guard let next = peek, startsFactor(next) else {
      throw .notUnderstood("what `∇` is taken of is missing", at: node.range)
    }
    guard case .scripts(_, let sub?, let sup) = node.kind else {
      throw ElaborationError(
        .unclear("gradient"), "`∇` does not say by what", at: node.range,
        hint: "write `∇_w` with the name of what is differentiated by")
    }
    let variable = try parse(sub)
    guard let order = sup == nil ? 1 : node.exponent, (1...2).contains(order) else {
      throw .notUnderstood("\(node.quoted) is not understood", at: node.range)
    }
    let isName = Head(next) != nil
    let operand = try gradientOperand()
    let range = node.range.union(operand.range)
    let variables = Array(repeating: variable, count: order)
    // `∇_a L^⊤` is the gradient lying: L itself is a number.
    if isName, case .transpose(let inner) = operand.kind {
      let gradient = Expression(.gradient(of: inner, by: variables), at: range)
      return Expression(.transpose(gradient), at: range)
    }
    return Expression(.gradient(of: operand, by: variables), at: range)
  }

  /// One factor; a number goes with the factors behind it: `∇_w 1/2 ‖w‖²`.
  private mutating func gradientOperand() throws(ElaborationError) -> Expression {
    let start = position
    let first = try numberOrFactor()
    guard first.isWrittenNumber, let next = peek, startsFactor(next) else { return first }
    position = start
    return try juxtaposition()
  }
}

extension Expression {
  /// A number, or a fraction of two.
  fileprivate var isWrittenNumber: Bool {
    switch kind {
    case .number: true
    case .quotient(let a, let b): a.isWrittenNumber && b.isWrittenNumber
    default: false
    }
  }
}

extension MathNode {
  /// The whole number above, if that is all that stands there.
  fileprivate var exponent: Int? {
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
