import Calculus
import Diagnostics
import Elaboration

/// Reverse mode on formulas: what a definition passes back to one of the arrays in it, as formulas
/// that a person would write. Where no rule fits there is nil, and numbers alone are shown.
struct Pullback {
  var runner: Runner
  let target: NetMember
  /// The formula of what passes back, and its name.
  var own: (body: Expression, name: Expression)?

  /// The gradient that arrives, without its sign.
  struct Seed {
    /// nil: 1.
    var factor: Expression?
    var isNegative = false
    /// Whether every entry of an array receives this one number.
    var fills = false

    var negated: Seed {
      var seed = self
      seed.isNegative.toggle()
      return seed
    }
  }

  typealias Term = Expression.Term

  mutating func terms(of expression: Expression, _ seed: Seed) -> [Term]? {
    guard mentionsTarget(expression) else { return [] }
    let range = expression.range
    switch expression.kind {
    case .reference: return reference(expression, seed)
    case .negated(let operand): return terms(of: operand, seed.negated)
    case .sum(let parts): return sum(parts, of: expression, seed)
    case .transpose(let operand):
      var seed = seed
      seed.factor = seed.factor.map { seed.fills ? $0 : transposed($0) }
      return terms(of: operand, seed)
    case .product(let factors): return product(factors, seed)
    case .chain(let first, let links): return chain(first, links, seed)
    case .quotient(let a, let b): return quotient(a, b, seed, at: range)
    case .power(let base, let exponent): return power(base, exponent, expression, seed)
    case .call(let function, let arguments): return call(function, arguments, expression, seed)
    case .big(.sum, let letters, let body): return bigSum(letters, body, seed)
    case .apply(let id, derivative: let order, let arguments) where arguments.count == 1:
      let slope = Expression(.apply(id, derivative: order + 1, arguments), at: range)
      return terms(of: arguments[0], entrywise(seed, slope, isArray: !isScalar(expression)))
    default: return nil
    }
  }

  private func reference(_ expression: Expression, _ seed: Seed) -> [Term]? {
    guard expression.kind == .reference(target.reference) else { return nil }
    let one = Expression(.number(.one), at: expression.range)
    guard seed.fills, !target.value.isScalar else {
      return [Term(isNegative: seed.isNegative, value: seed.factor ?? one)]
    }
    let ones = Expression(.ones, at: expression.range)
    return [Term(isNegative: seed.isNegative, value: joined(seed.factor, ones))]
  }

  private mutating func sum(
    _ parts: [Term], of expression: Expression, _ seed: Seed
  ) -> [Term]? {
    var found: [Term] = []
    for part in parts where mentionsTarget(part.value) {
      guard isOpen(part.value) || isScalar(part.value) == isScalar(expression),
        let terms = terms(of: part.value, part.isNegative ? seed.negated : seed)
      else { return nil }
      found += terms
    }
    return found
  }

  // MARK: Products

  /// S / b, and −S a / b² where both are numbers.
  private mutating func quotient(
    _ a: Expression, _ b: Expression, _ seed: Seed, at range: SourceRange
  ) -> [Term]? {
    var above = seed
    let dividend = seed.factor ?? Expression(.number(.one), at: range)
    if !isScalar(b) { above.fills = false }
    above.factor =
      b.isNumber
      ? joined(
        Expression(.quotient(Expression(.number(.one), at: range), b), at: range), seed.factor)
      : Expression(.quotient(dividend, b), at: range)
    guard let found = terms(of: a, above) else { return nil }
    guard mentionsTarget(b) else { return found }
    guard isScalar(a), isScalar(b) else { return nil }
    var below = seed.negated
    let square = Expression(.power(b, Expression(.number(ExactDecimal(2)), at: range)), at: range)
    below.factor = Expression(.quotient(joined(seed.factor, a), square), at: range)
    guard let more = terms(of: b, below) else { return nil }
    return found + more
  }

  private mutating func product(_ factors: [Expression], _ seed: Seed) -> [Term]? {
    guard let a = factors.first else { return nil }
    guard factors.count > 1 else { return terms(of: a, seed) }
    let rest = Array(factors.dropFirst())
    return pair(a, rest.count == 1 ? rest[0] : Expression(.product(rest), at: a.range), seed)
  }

  private mutating func chain(
    _ first: Expression, _ links: [Expression.Link], _ seed: Seed
  ) -> [Term]? {
    guard let last = links.last else { return terms(of: first, seed) }
    let rest = Array(links.dropLast())
    let left = rest.isEmpty ? first : Expression(.chain(first, rest), at: first.range)
    return pair(left, last.factor, seed, sign: last.operation)
  }

  /// The rules of a product of two: A̅ = S Bᵀ and B̅ = Aᵀ S, or entry by entry.
  mutating func pair(
    _ a: Expression, _ b: Expression, _ seed: Seed, sign: ProductSign? = nil
  ) -> [Term]? {
    if sign == nil, case .ones = a.kind { return repeatedRow(b, seed, a) }
    let whole =
      sign.map { Expression(.chain(a, [.init(operation: $0, factor: b)]), at: a.range) }
      ?? Expression(.product([a, b]), at: a.range)
    guard let x = shape(a), let y = shape(b), let z = shape(whole) else { return nil }
    var (left, right) = (seed, seed)
    switch (x.isScalar, y.isScalar) {
    case (true, true):
      left.factor = joined(seed.factor, b)
      right.factor = joined(seed.factor, a)
    case (true, false):
      left.factor = contracted(seed, b)
      left.fills = false
      right.factor = joined(a, seed.factor)
    case (false, true):
      left.factor = joined(b, seed.factor)
      right.factor = contracted(seed, a)
      right.fills = false
    case (false, false) where z == x && z == y && sign.isByEntries:
      left = entrywise(seed, b, isArray: true)
      right = entrywise(seed, a, isArray: true)
    case (false, false) where z.isScalar && x == y:
      left.factor = joined(seed.factor, b)
      right.factor = joined(seed.factor, a)
    case (false, false):
      guard !seed.fills else { return nil }
      if z.isScalar {
        left.factor = joined(seed.factor, transposed(b))
        right.factor = joined(seed.factor, transposed(a))
      } else {
        guard let factor = seed.factor else { return nil }
        left.factor = joined(factor, transposed(b))
        right.factor = joined(transposed(a), factor)
      }
    }
    guard let found = terms(of: a, left), let more = terms(of: b, right) else { return nil }
    return found + more
  }

  /// Of `1 bᵀ`, a row in every row: 1ᵀ S.
  private mutating func repeatedRow(
    _ row: Expression, _ seed: Seed, _ ones: Expression
  ) -> [Term]? {
    guard let factor = seed.factor, !seed.fills, shape(row)?.rows == 1 else { return nil }
    var inner = seed
    inner.factor = joined(Expression(.transpose(ones), at: row.range), factor)
    return terms(of: row, inner)
  }

  /// The sum of the seed's entries times those of `b`.
  private func contracted(_ seed: Seed, _ b: Expression) -> Expression {
    if seed.fills || seed.factor == nil {
      return joined(seed.factor, Expression(.call(.sum, [b]), at: b.range))
    }
    return Expression(.call(.inner, [seed.factor ?? b, b]), at: b.range)
  }

  /// The seed times `slope`, entry by entry.
  func entrywise(_ seed: Seed, _ slope: Expression, isArray: Bool) -> Seed {
    var result = seed
    result.fills = false
    guard let factor = seed.factor else {
      result.factor = slope
      return result
    }
    if isArray, !seed.fills {
      result.factor = Expression(
        .chain(factor, [.init(operation: .hadamard, factor: slope)]), at: slope.range)
    } else {
      result.factor = joined(factor, slope)
    }
    return result
  }

  // MARK: Sums

  /// Σ_i over entries is the sum over whole arrays; over members it is written out.
  private mutating func bigSum(
    _ letters: [Binding], _ body: Expression, _ seed: Seed
  ) -> [Term]? {
    guard letters.count == 1, let letter = letters.first, letter.conditions.isEmpty else {
      return nil
    }
    guard let range = runner.range(of: letter, body, Bindings()) else { return nil }
    if let whole = body.whole(letter.letter), isAll(range, of: letter.letter, body) {
      var inner = seed
      inner.fills = true
      return terms(of: whole, inner)
    }
    guard range.count <= Runner.maximalTerms else { return nil }
    var found: [Term] = []
    for value in range {
      let term = body.substituting(letter.letter, by: .number(value))
      guard let terms = terms(of: term, seed) else { return nil }
      found += terms
    }
    return found
  }

  /// Whether a sum leaves out no entry of the axis that its letter is an index on.
  private func isAll(_ range: ClosedRange<Int>, of letter: String, _ body: Expression) -> Bool {
    var lowering = runner.lowering
    return range == (try? lowering.range(of: letter, in: [body], Bindings(), body.range))
  }

  // MARK: Shapes

  func mentionsTarget(_ expression: Expression) -> Bool {
    if case .reference(let reference) = expression.kind, reference.symbol == target.key.symbol {
      let members = reference.members.map { $0.value([:], runner.lowering.sizes) }
      return zip(members, target.key.members).allSatisfy { $0 == nil || $0 == $1 }
    }
    return expression.children.contains { mentionsTarget($0) }
  }

  private func shape(_ expression: Expression) -> Shape? {
    var lowering = runner.lowering
    return (try? lowering.lower(expression, Bindings()))?.shape
  }

  /// Whether its shape is that of what stands beside it.
  private func isOpen(_ expression: Expression) -> Bool {
    var lowering = runner.lowering
    return (try? lowering.lower(expression, Bindings()))?.isOpen ?? false
  }

  func isScalar(_ expression: Expression) -> Bool { shape(expression)?.isScalar ?? false }

  private func transposed(_ expression: Expression) -> Expression {
    switch expression.kind {
    case .transpose(let inner): return inner
    case .product(let factors) where factors.count > 1:
      let (numbers, arrays) = (
        factors.filter { !$0.isOnes && isScalar($0) }, factors.filter { $0.isOnes || !isScalar($0) }
      )
      let turned = arrays.reversed().map { transposed($0) }
      return Expression(.product(numbers + turned), at: expression.range)
    default:
      return !expression.isOnes && isScalar(expression)
        ? expression : Expression(.transpose(expression), at: expression.range)
    }
  }

  /// The product of both; of one where the other is missing, which stands for 1.
  func joined(_ a: Expression?, _ b: Expression?) -> Expression {
    guard let a else { return b ?? Expression(.number(.one), at: 0..<0) }
    guard let b else { return a }
    func factors(_ expression: Expression) -> [Expression] {
      if case .product(let factors) = expression.kind { factors } else { [expression] }
    }
    let all = (factors(a) + factors(b)).combiningNumbers
    return all.count == 1 ? all[0] : Expression(.product(all), at: a.range)
  }
}

extension [Expression.Term] {
  /// Equal terms together, with their number before them.
  var merged: [Expression.Term] {
    var found: [Expression.Term] = []
    var counts: [Expression.Term: Int] = [:]
    for term in self {
      if counts[term] == nil { found.append(term) }
      counts[term, default: 0] += 1
    }
    return found.map { term in
      guard let count = counts[term], count > 1 else { return term }
      let number = Expression(.number(ExactDecimal(count)), at: term.value.range)
      let factors: [Expression] =
        if case .product(let factors) = term.value.kind { factors } else { [term.value] }
      return Expression.Term(
        isNegative: term.isNegative,
        value: Expression(
          .product(([number] + factors).combiningNumbers), at: term.value.range))
    }
  }
}

extension ProductSign? {
  /// Whether two arrays of one shape can be meant entry by entry.
  fileprivate var isByEntries: Bool {
    switch self {
    case .hadamard, .circle, .asterisk, .dot, .cross: true
    case .tensor, .colon, nil: false
    }
  }
}

extension [Expression] {
  /// Numbers go first; `2 · 1/2` is nothing and `2 · 1/M` is `2/M`.
  fileprivate var combiningNumbers: [Expression] {
    let rest = filter { !$0.isNumber }
    var numbers = filter(\.isNumber)
    if let place = numbers.firstIndex(where: { $0.divisorOfOne != nil }),
      let other = numbers.firstIndex(where: \.isWhole), let divisor = numbers[place].divisorOfOne
    {
      let dividend = numbers[other]
      let range = dividend.range
      numbers[place] =
        dividend == divisor
        ? Expression(.number(.one), at: range)
        : divisor.without(dividend).map {
          Expression(.quotient(Expression(.number(.one), at: range), $0), at: range)
        } ?? Expression(.quotient(dividend, divisor), at: range)
      numbers.remove(at: other)
    }
    let all = numbers.filter { $0.kind != .number(.one) } + rest
    return all.isEmpty ? [Expression(.number(.one), at: first?.range ?? 0..<0)] : all
  }
}

extension Expression {
  fileprivate var isNumber: Bool {
    switch kind {
    case .number, .count: true
    case .quotient(let a, let b): a.isNumber && b.isNumber
    case .product(let factors): factors.allSatisfy(\.isNumber)
    default: false
    }
  }

  /// Ones in a column or, transposed, in a row: their number is that of what stands beside them.
  fileprivate var isOnes: Bool {
    switch kind {
    case .ones: true
    case .transpose(let inner): inner.isOnes
    default: false
    }
  }

  /// `2 N` without its factor 2.
  fileprivate func without(_ factor: Expression) -> Expression? {
    guard case .product(var factors) = kind, let place = factors.firstIndex(of: factor) else {
      return nil
    }
    factors.remove(at: place)
    return factors.count == 1 ? factors[0] : Expression(.product(factors), at: range)
  }

  /// A plain number, no quotient.
  fileprivate var isWhole: Bool {
    if case .number = kind { true } else { false }
  }

  /// The `M` of `1/M`; 0.5 is 1/2.
  fileprivate var divisorOfOne: Expression? {
    switch kind {
    case .quotient(let a, let b): a.kind == .number(.one) ? b : nil
    case .number(let value) where "\(value)" == "0.5":
      Expression(.number(ExactDecimal(2)), at: range)
    default: nil
    }
  }
}
