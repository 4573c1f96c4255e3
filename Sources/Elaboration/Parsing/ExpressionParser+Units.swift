import Diagnostics
import MathSyntax

/// `e_i`, the vector with a 1 at one place.
extension ExpressionParser {
  /// nil at anything else than an `e` with one index that is no number.
  func unitVector(_ head: Head, _ node: MathNode) throws(ElaborationError) -> Expression? {
    guard head.base == "e", let items = context.scope.subItems(head.sub, bound: context.bound),
      items.count == 1, case .term(let place) = items[0], place.isPlaceOfUnit
    else { return nil }
    return try applyOperators(
      Expression(.unit(place), at: node.range), supItems(head.sup), node.range)
  }
}

extension IndexTerm {
  /// How long the `e_1` of a number is cannot be told.
  fileprivate var isPlaceOfUnit: Bool {
    switch self {
    case .letter, .data: true
    case .number, .size, .sum, .difference, .product: false
    }
  }
}
