import Diagnostics
import MathSyntax

/// Derivatives of functions that stand without their arguments.
extension ExpressionParser {
  /// `\frac{\partial g}{\partial x}(x, y)`: of a function without its arguments, by one of those
  /// behind the fraction or by its name in the definition; nil where it is something else.
  mutating func functionFraction(
    _ top: MathNode, _ bottom: MathNode, _ node: MathNode
  ) throws(ElaborationError) -> Expression? {
    let below = bottom.row.filter { !$0.isInvisible }
    guard let numerator = splitDifferential(top.row), numerator.order == 1,
      numerator.rest.count == 1, below.count == 2, differential(below[0]) != nil,
      let head = Head(numerator.rest[0]),
      let found = context.scope.resolve(head, bound: context.bound), found.rest.isEmpty,
      let function = context.scope[found.symbol].functions.first
    else { return nil }
    let start = position
    position += 1
    guard let (arguments, scripts, range) = try arguments(node.range),
      arguments.count == function.formals.count
    else {
      position = start
      return nil
    }
    // Where the name alone is a node as well, a sum behind it may be a factor: `\frac{df}{dx} (y - x)`.
    guard
      context.scope.nodeArguments(of: function, inside: context) == nil
        || !arguments.contains(where: \.isSum)
    else { throw .placeOrFactor(at: range) }
    let place = try self.place(of: below[1], function, arguments)
    let members = found.members.map { Expression(.count($0), at: node.range) }
    let call = Expression(.apply(found.symbol, derivative: 0, members + arguments), at: range)
    let value = Expression(.slotDerivative(call, [place]), at: range)
    return try applyScripts(value, scripts.sub, scripts.sup, range)
  }

  /// Which argument `variable` is.
  private func place(
    of variable: MathNode, _ function: FunctionDefinition, _ arguments: [Expression]
  ) throws(ElaborationError) -> Int {
    let name = Head(variable)?.base
    let formal = function.formals.firstIndex { $0 == name }
    let value = try? parse(variable)
    let places = arguments.indices.filter { arguments[$0] == value }
    guard let place = places.first ?? formal, places.count < 2,
      places.isEmpty || formal == nil || formal == place
    else {
      throw .notUnderstood("which argument \(variable.quoted) is is not clear", at: variable.range)
    }
    return place
  }
}

extension Expression {
  fileprivate var isSum: Bool {
    if case .sum = kind { true } else { false }
  }
}
