import Diagnostics
import MathSyntax

/// `dX`, `∂(XY)`, `df(x)⋅h`: changes rather than derivatives.
extension ExpressionParser {
  /// The differential at the cursor, where `mark` stands; nil where letters from there on are a name.
  /// `used`: the `w` of a word `dw`.
  mutating func differential(
    _ mark: String, _ used: [MathNode]
  ) throws(ElaborationError) -> Expression? {
    let node = nodes[position]
    if mark == "d", used.isEmpty, node.character == "d", let next = peek(after: 1),
      isSizeBesideArray(node, next)
    {
      throw ElaborationError(
        .unclear("differential"),
        "`\(describe(.row(of: [node, next], at: 0)))` can be a product with the size `d` or a change",
        at: node.range.union(next.range))
    }
    guard ["∂", "d"].contains(mark), node.isBareDifferential || !used.isEmpty,
      used.isEmpty ? isDifferential(mark) : true
    else { return nil }
    position += 1
    let operand: Expression
    if let word = used.first {
      operand = try parse(word)
    } else {
      guard let next = peek else { return nil }
      operand = try factor()
      // `dx²` is `d(x²)` to some and `(dx)²` to others.
      if case .power(_, let exponent) = operand.kind, case .number(let power) = exponent.kind,
        power.double > 0, !next.isParenthesised, next.character != "("
      {
        throw .notUnderstood("`\(mark)` before a power can mean two things", at: next.range)
      }
    }
    let range = node.range.union(operand.range)
    if case .call(let function, let arguments) = operand.kind, [.vec, .trace].contains(function),
      arguments.count == 1, case .reference = arguments[0].kind
    {
      // What rearranges or adds up the entries of a name changes as that name does.
      let change = Expression(.differential(arguments[0]), at: range)
      return Expression(.call(function, [change]), at: range)
    }
    if let directional = try directional(operand, range) { return directional }
    return Expression(.differential(operand), at: range)
  }

  /// `D f(x) \cdot v`, `Df(x)[v]`: the derivative of `f` along `v`; nil at anything else.
  mutating func derivativeAlong() throws(ElaborationError) -> Expression? {
    guard let node = peek, node.character == "D", !context.scope.declares("D"),
      let next = peek(after: 1), let head = Head(next),
      let found = context.scope.resolve(head, bound: context.bound),
      context.scope[found.symbol].isFunction
    else { return nil }
    let start = position
    position += 1
    let operand = try factor()
    let range = node.range.union(operand.range)
    guard case .apply(_, derivative: 0, let arguments) = operand.kind, arguments.count == 1 else {
      position = start
      return nil
    }
    if let along = try directional(operand, range) { return along }
    guard case .fenced("[", let inner, "]")? = peek?.kind else {
      position = start
      return nil
    }
    position += 1
    let direction = try ExpressionParser.parse(inner, context, at: range)
    return Expression(.directional(operand, along: direction), at: self.range(from: start))
  }

  /// `dV` where `d` is a size and nothing else, with no space between.
  private func isSizeBesideArray(_ d: MathNode, _ next: MathNode) -> Bool {
    guard !context.dIsDifferential, context.scope.declares("d"),
      !context.scope.declaresSymbol("d"),
      d.range.upperBound == next.range.lowerBound,
      context.scope.nameSpelled(by: nodes[position...], bound: context.bound) == nil
    else { return false }
    return Head(next).map { context.scope.declaresSymbol($0.base) } ?? false
  }

  /// Whether `d` or `∂` at the cursor stands before something that can vary.
  private func isDifferential(_ mark: String) -> Bool {
    guard let next = peek(after: 1), startsFactor(next) else { return false }
    guard mark == "d", nodes[position].character == "d" else { return true }
    guard context.dIsDifferential || !context.scope.declares("d"),
      context.scope.nameSpelled(by: nodes[position...], bound: context.bound) == nil
    else { return false }
    let run = MathNode.row(of: [nodes[position], next], at: next.range.lowerBound)
    // `dw` may be a slip for a `dW` that is declared.
    return run.joinedLetters.flatMap(Head.init).map {
      context.scope.lookalikes(of: $0).isEmpty
    } ?? true
  }

  /// `df(x)⋅h`: the derivative of `f` along `h`.
  private mutating func directional(
    _ operand: Expression, _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    guard case .apply(_, derivative: 0, let arguments) = operand.kind, arguments.count == 1,
      peek?.character == "⋅", let next = peek(after: 1), startsFactor(next)
    else { return nil }
    let start = position
    position += 1
    let direction = try factor()
    guard !direction.hasDifferential else {
      position = start
      return nil
    }
    return Expression(
      .directional(operand, along: direction), at: range.union(direction.range))
  }
}

extension MathNode {
  /// `d` or `∂` without scripts.
  fileprivate var isBareDifferential: Bool {
    if case .scripts = kind { false } else { true }
  }
}
