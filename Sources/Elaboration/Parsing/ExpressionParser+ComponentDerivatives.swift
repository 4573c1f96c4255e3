import Diagnostics
import MathSyntax

/// `\partial_j f(x)`, `D_j S_i`: a function differentiated by a component of its argument, which is named by its
/// number alone.
extension ExpressionParser {
  /// The number below the operator: a letter that names nothing, or a digit.
  func component(_ sub: MathNode) -> IndexTerm? {
    switch context.scope.indexTerm(sub.row, bound: context.bound) {
    case .letter(let letter)? where !context.scope.declaresSymbol(letter): .letter(letter)
    case .number(let number)?: .number(number)
    default: nil
    }
  }

  /// The cursor is behind the operator. Components of what is no function are not said.
  mutating func componentDerivative(
    by component: IndexTerm, _ node: MathNode
  ) throws(ElaborationError) -> Expression {
    let operand = try factor()
    let range = node.range.union(operand.range)
    let (inner, items) = operand.entriesTaken
    let (call, places) = inner.slotsDifferentiated
    guard case .apply(let id, derivative: 0, let arguments) = call.kind else {
      throw ElaborationError(
        .unclear("gradient"), "\(node.quoted) does not say by a component of what", at: node.range,
        hint: "write `∂/∂x_j` with the name of what is differentiated by")
    }
    let count = arguments.count - context.scope[id].slots
    guard count > 1 else {
      let derivative = Expression(.slotDerivative(call, places + [0]), at: range)
      return Expression(.entries(derivative, items + [.at(component)]), at: range)
    }
    // `∂_2 f(x, y)`: by the second argument.
    guard case .number(let place) = component, (1...count).contains(place) else {
      throw .notUnderstood("\(node.quoted) of several arguments is not understood", at: node.range)
    }
    let derivative = Expression(.slotDerivative(call, places + [place - 1]), at: range)
    return items.isEmpty ? derivative : Expression(.entries(derivative, items), at: range)
  }
}

extension Expression {
  fileprivate var entriesTaken: (whole: Expression, items: [EntryIndex]) {
    if case .entries(let whole, let items) = kind { (whole, items) } else { (self, []) }
  }

  fileprivate var slotsDifferentiated: (call: Expression, places: [Int]) {
    if case .slotDerivative(let call, let places) = kind { (call, places) } else { (self, []) }
  }
}
