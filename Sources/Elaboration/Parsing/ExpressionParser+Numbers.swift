import Calculus
import Diagnostics
import MathSyntax

/// Numbers as they are written.
extension ExpressionParser {
  mutating func numberOrFactor() throws(ElaborationError) -> Expression {
    if let fraction = try numericFraction() { return fraction }
    if context.secondMeanings {
      if let value = try mixedNumber() { return value }
      if let value = try scientificNumber() { return value }
    }
    return try factor()
  }

  /// `1\frac{1}{2}` as one and a half.
  private mutating func mixedNumber() throws(ElaborationError) -> Expression? {
    guard case .number(let whole)? = peek?.kind, !whole.contains("."),
      case .fraction(let top, over: let bottom, _)? = peek(after: 1)?.kind,
      [top, bottom].allSatisfy({ $0.row.count == 1 && $0.row[0].isWholeNumber })
    else { return nil }
    let start = position
    let first = try number(whole, nodes[start].range)
    position += 1
    let second = try factor()
    let terms = [first, second].map { Expression.Term(isNegative: false, value: $0) }
    return Expression(.sum(terms), at: range(from: start))
  }

  /// `5e-3` as a number, where `e` is no other one.
  private mutating func scientificNumber() throws(ElaborationError) -> Expression? {
    guard case .number(let digits)? = peek?.kind, let mark = peek(after: 1),
      let base = Head(mark)?.base, ["e", "E"].contains(base)
    else { return nil }
    let sign = peek(after: 2)?.character
    let place = ["+", "−"].contains(sign) ? 3 : 2
    guard case .number(let exponent)? = peek(after: place)?.kind, exponent.utf8.count < 4 else {
      return nil
    }
    let start = position
    position += place + 1
    return try number(
      "\(digits)e\(sign == "−" ? "-" : "")\(exponent)", range(from: start))
  }

  /// `1/2`: a fraction of two written numbers is a number, unless a letter stands close behind it.
  private mutating func numericFraction() throws(ElaborationError) -> Expression? {
    guard case .number(let a)? = peek?.kind, peek(after: 1)?.character == "/",
      case .number(let b)? = peek(after: 2)?.kind
    else { return nil }
    let start = position
    position += 3
    if let next = peek, isClose(next), next.isLetter { throw unclearDivisor(from: start + 2) }
    let (dividend, divisor) = (
      try number(a, nodes[start].range), try number(b, nodes[start + 2].range)
    )
    return Expression(.quotient(dividend, divisor), at: range(from: start))
  }

  /// `50\%`, `3!`: a number with the mark behind it.
  mutating func withMark(
    _ value: Expression, at range: SourceRange
  ) throws(ElaborationError) -> Expression {
    guard case .number(let number) = value.kind, let mark = peek else { return value }
    switch mark.character {
    case "%":
      position += 1
      let percent = ExactDecimal(significand: number.significand, exponent: number.exponent - 2)
      return Expression(.number(percent), at: range.union(mark.range))
    case "!":
      guard peek(after: 1)?.character != "!", let whole = number.wholeNumber,
        let product = fallingProduct(of: whole, whole)
      else { return value }
      position += 1
      return Expression(.number(ExactDecimal(product)), at: range.union(mark.range))
    default: return value
    }
  }

  /// `\binom{5}{2}` of two written numbers.
  func binomial(
    _ top: MathNode, _ bottom: MathNode, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    guard case .number(let n) = try parse(top).kind, case .number(let k) = try parse(bottom).kind,
      let n = n.wholeNumber, let k = k.wholeNumber, k <= n,
      let above = fallingProduct(of: n, k), let below = fallingProduct(of: k, k)
    else { throw .notUnderstood("a binomial coefficient is not understood", at: range) }
    return Expression(.number(ExactDecimal(above / below)), at: range)
  }

  /// `u^{\odot 2}`, a small power of every entry.
  func entrywisePower(
    _ value: Expression, _ exponent: MathNode, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    guard case .number(let digits) = exponent.kind, let count = Int(digits), 2...9 ~= count else {
      throw .notUnderstood("this power is not understood", at: exponent.range)
    }
    let link = Expression.Link(operation: .hadamard, factor: value)
    return Expression(
      .chain(value, Array(repeating: link, count: count - 1)), at: range)
  }

  /// n (n − 1) … with k factors; nil where it is too large.
  private func fallingProduct(of n: Int, _ k: Int) -> Int? {
    guard n <= 1000 else { return nil }
    var product = 1
    for factor in stride(from: n, to: n - k, by: -1) {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      product = next
    }
    return product
  }

  func number(_ digits: String, _ range: SourceRange) throws(ElaborationError) -> Expression {
    guard let value = ExactDecimal(digits) else {
      throw .notUnderstood("`\(digits)` has more digits than numbers can have here", at: range)
    }
    return Expression(.number(value), at: range)
  }
}

extension MathNode {
  fileprivate var isWholeNumber: Bool {
    if case .number(let digits) = kind { !digits.contains(".") } else { false }
  }
}

extension ExactDecimal {
  /// The value of a number that is 0, 1, 2, …
  fileprivate var wholeNumber: Int? {
    guard exponent >= 0, exponent < 4, significand >= 0, significand < 10_000 else { return nil }
    return (0..<exponent).reduce(significand) { value, _ in value * 10 }
  }
}
