import Diagnostics
import MathSyntax

/// How far `/` reaches. Formulas in a line mark it by spacing: `1/2m`, `1/n x`.
extension ExpressionParser {
  /// What stands behind `/`: one factor and those close behind it, `1/2π`. In `1/n x` and `1/n Σ_i x_i`
  /// the quotient ends at the space; `x / y z` could be meant either way.
  mutating func divisor() throws(ElaborationError) -> Expression {
    let start = position
    let isSpaced = start > 0 && peek.map { !isClose($0) } ?? false
    let isBracketed = peek.map { $0.opensBracket } ?? false
    var factors = [try factor()]
    while !isBracketed, let next = peek, startsFactor(next), !next.isBigOperator {
      if !isClose(next) {
        if isSpaced || endsCommand(before: next) { throw unclearDivisor(from: start) }
        break
      }
      if next.endsDivisors { throw unclearDivisor(from: start) }
      factors.append(try factor())
    }
    return factors.count == 1 ? factors[0] : Expression(.product(factors), at: range(from: start))
  }

  /// Whether no space stands between `node`, the one at the cursor, and the one before it.
  func isClose(_ node: MathNode) -> Bool {
    position > 0 && nodes[position - 1].range.upperBound == node.range.lowerBound
  }

  /// Whether all that stands before `node`, the one at the cursor, is the one space that ends a command,
  /// as in `a/\lambda h`: it tells nothing.
  private func endsCommand(before node: MathNode) -> Bool {
    guard position > 0, let character = nodes[position - 1].character else { return false }
    let before = nodes[position - 1].range
    return node.range.lowerBound == before.upperBound + 1 && before.count > character.utf8.count
  }

  func unclearDivisor(from start: Int) -> ElaborationError {
    let range = start < nodes.count ? nodes[start].range : place
    return ElaborationError(
      .unclear("quotient"), "where the divisor behind `/` ends is not clear",
      at: peek.map { range.union($0.range) } ?? range, hint: "put it in parentheses")
  }
}

extension MathNode {
  /// A letter, with scripts or without.
  var isLetter: Bool {
    switch kind {
    case .symbol(let symbol): symbol.role == .ordinary && Head.isLetter(symbol.character)
    case .word: true
    case .scripts(let base?, _, _): base.isLetter
    case .font(_, let inner), .accent(_, let inner): inner.soleNode.isLetter
    default: false
    }
  }

  /// Whether nobody writes it close behind a divisor to divide by it too: brackets, bars, a transpose.
  fileprivate var endsDivisors: Bool {
    if case .scripts(_, _, let sup?) = kind, sup.row.contains(where: \.isTransposeMark) {
      return true
    }
    return opensBracket || ["|", "‖"].contains(innermost.character)
  }

  private var innermost: MathNode {
    if case .scripts(let base?, _, _) = kind { base.innermost } else { self }
  }

  fileprivate var opensBracket: Bool {
    switch kind {
    case .fenced: true
    case .scripts(let base?, _, _): base.opensBracket
    default: bracketDepthChange > 0
    }
  }

  fileprivate var isBigOperator: Bool {
    switch kind {
    case .symbol(let symbol): symbol.role == .largeOperator
    case .scripts(let base?, let sub, _):
      base.isBigOperator || (BigOperator.capital(base.character) != nil && sub != nil)
    default: false
    }
  }
}
