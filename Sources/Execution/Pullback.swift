import Calculus
import Elaboration

/// Reverse mode on formulas: what a definition passes back to one of the arrays in it, as formulas
/// that a person would write. Where no rule fits there is nil, and numbers alone are shown.
struct Pullback {
  var runner: Runner
  let target: NetMember

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
    case .quotient(let a, let b):
      guard !mentionsTarget(b) else { return nil }
      var seed = seed
      let dividend = seed.factor ?? Expression(.number(.one), at: range)
      if !isScalar(b) { seed.fills = false }
      seed.factor = Expression(.quotient(dividend, b), at: range)
      return terms(of: a, seed)
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
      guard isScalar(part.value) == isScalar(expression),
        let terms = terms(of: part.value, part.isNegative ? seed.negated : seed)
      else { return nil }
      found += terms
    }
    return found
  }

  // MARK: Products

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
  private mutating func pair(
    _ a: Expression, _ b: Expression, _ seed: Seed, sign: ProductSign? = nil
  ) -> [Term]? {
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

  /// The sum of the seed's entries times those of `b`.
  private func contracted(_ seed: Seed, _ b: Expression) -> Expression {
    if seed.fills || seed.factor == nil {
      return joined(seed.factor, Expression(.call(.sum, [b]), at: b.range))
    }
    return Expression(.call(.inner, [seed.factor ?? b, b]), at: b.range)
  }

  /// The seed times `slope`, entry by entry.
  private func entrywise(_ seed: Seed, _ slope: Expression, isArray: Bool) -> Seed {
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

  // MARK: Functions

  private mutating func power(
    _ base: Expression, _ exponent: Expression, _ whole: Expression, _ seed: Seed
  ) -> [Term]? {
    if case .e = base.kind { return terms(of: exponent, entrywise(seed, whole, isArray: false)) }
    guard case .number(let n) = exponent.kind, let count = Int("\(n)"), (2...9).contains(count)
    else { return nil }
    let range = base.range
    let factor = Expression(.number(n), at: range)
    let lower =
      count == 2
      ? base
      : Expression(
        .power(base, Expression(.number(ExactDecimal(count - 1)), at: range)), at: range)
    if case .call(.norm, let arguments) = base.kind, count == 2, let x = arguments.first {
      var inner = seed
      inner.factor = joined(joined(seed.factor, factor), x)
      inner.fills = false
      return terms(of: x, inner)
    }
    guard isScalar(base) else { return nil }
    var inner = seed
    inner.factor = joined(joined(seed.factor, factor), lower)
    return terms(of: base, inner)
  }

  private mutating func call(
    _ function: Builtin, _ arguments: [Expression], _ whole: Expression, _ seed: Seed
  ) -> [Term]? {
    guard let x = arguments.first else { return nil }
    let range = whole.range
    switch function {
    case .log:
      if case .call(.softmax, let logits) = x.kind, let z = logits.first {
        return logSoftmax(z, x, seed)
      }
      var inner = seed
      inner.factor = Expression(
        .quotient(seed.factor ?? Expression(.number(.one), at: range), x), at: range)
      inner.fills = false
      return terms(of: x, inner)
    case .logSoftmax: return logSoftmax(x, Expression(.call(.softmax, [x]), at: range), seed)
    case .softmax:
      guard let factor = seed.factor, !seed.fills else { return nil }
      let mean = Expression(.call(.inner, [whole, factor]), at: range)
      let rest = Expression(
        .sum([
          Term(isNegative: false, value: factor),
          Term(isNegative: true, value: joined(mean, Expression(.ones, at: range))),
        ]), at: range)
      var inner = seed
      inner.factor = Expression(
        .chain(whole, [.init(operation: .hadamard, factor: rest)]), at: range)
      return terms(of: x, inner)
    case .exp: return terms(of: x, entrywise(seed, whole, isArray: !isScalar(whole)))
    case .sum:
      var inner = seed
      inner.fills = !isScalar(x)
      return terms(of: x, inner)
    case .inner:
      guard arguments.count == 2 else { return nil }
      return pair(arguments[0], arguments[1], seed, sign: .dot)
    case .logSumExp:
      var inner = seed
      inner.factor = joined(seed.factor, Expression(.call(.softmax, [x]), at: range))
      return terms(of: x, inner)
    case _ where function.isEntrywise && arguments.count == 1 && function != .sqrt:
      let slope = Expression(.derivativeOfBuiltin(function, order: 1, x), at: range)
      return terms(of: x, entrywise(seed, slope, isArray: !isScalar(whole)))
    default: return nil
    }
  }

  /// Of log softmax(z): S − (Σ S) softmax(z). A label's entries sum to 1.
  private mutating func logSoftmax(
    _ z: Expression, _ softmax: Expression, _ seed: Seed
  ) -> [Term]? {
    guard let factor = seed.factor, !seed.fills else { return nil }
    let total =
      isDistribution(factor)
      ? softmax : joined(Expression(.call(.sum, [factor]), at: z.range), softmax)
    // The sign of the whole is taken into the difference: −(y − p) is p − y.
    let parts = [
      Term(isNegative: !seed.isNegative, value: total),
      Term(isNegative: seed.isNegative, value: factor),
    ]
    let ordered = parts[0].isNegative ? Array(parts.reversed()) : parts
    if case .reference = z.kind { return mentionsTarget(z) ? ordered : [] }
    return terms(of: z, Seed(factor: Expression(.sum(ordered), at: z.range)))
  }

  private func isDistribution(_ factor: Expression) -> Bool {
    guard case .reference(let reference) = factor.kind, reference.entries.isEmpty else {
      return false
    }
    let inputs = runner.scope[reference.symbol].inputs
    return !inputs.isEmpty
      && inputs.allSatisfy { $0.domain.kind == .oneHot || $0.domain.kind == .simplex }
  }

  // MARK: Sums

  /// Σ_i over entries is the sum over whole arrays; over members it is written out.
  private mutating func bigSum(
    _ letters: [Binding], _ body: Expression, _ seed: Seed
  ) -> [Term]? {
    guard letters.count == 1, let letter = letters.first, letter.conditions.isEmpty else {
      return nil
    }
    if runner.lowering.range(ofIndex: letter.letter) == nil, let whole = body.whole(letter.letter) {
      var inner = seed
      inner.fills = true
      return terms(of: whole, inner)
    }
    var found: [Term] = []
    guard let range = runner.lowering.range(ofIndex: letter.letter), letter.lower == nil,
      range.count <= Runner.maximalTerms
    else { return nil }
    for value in range {
      let term = body.substituting(letter.letter, by: .number(value))
      guard let terms = terms(of: term, seed) else { return nil }
      found += terms
    }
    return found
  }

  // MARK: Shapes

  private func mentionsTarget(_ expression: Expression) -> Bool {
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

  private func isScalar(_ expression: Expression) -> Bool { shape(expression)?.isScalar ?? false }

  private func transposed(_ expression: Expression) -> Expression {
    switch expression.kind {
    case .transpose(let inner): return inner
    case .product(let factors) where factors.count > 1:
      let (numbers, arrays) = (factors.filter(isScalar), factors.filter { !isScalar($0) })
      let turned = arrays.reversed().map { transposed($0) }
      return Expression(.product(numbers + turned), at: expression.range)
    default:
      return isScalar(expression)
        ? expression : Expression(.transpose(expression), at: expression.range)
    }
  }

  /// The product of both; of one where the other is missing, which stands for 1.
  private func joined(_ a: Expression?, _ b: Expression?) -> Expression {
    guard let a else { return b ?? Expression(.number(.one), at: 0..<0) }
    guard let b else { return a }
    func factors(_ expression: Expression) -> [Expression] {
      if case .product(let factors) = expression.kind { factors } else { [expression] }
    }
    let all = (factors(a) + factors(b)).combiningNumbers
    return all.count == 1 ? all[0] : Expression(.product(all), at: a.range)
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
  /// `1/2 · 2` is nothing; other numbers go first.
  fileprivate var combiningNumbers: [Expression] {
    let halves = indices.filter { self[$0].isHalf }
    let twos = indices.filter { self[$0].kind == .number(ExactDecimal(2)) }
    guard let half = halves.first, let two = twos.first, count > 2 else {
      return filter { $0.isNumber } + filter { !$0.isNumber }
    }
    return enumerated().filter { $0.offset != half && $0.offset != two }.map(\.element)
  }
}

extension Expression {
  fileprivate var isNumber: Bool {
    switch kind {
    case .number: true
    case .quotient(let a, let b): a.isNumber && b.isNumber
    default: false
    }
  }

  fileprivate var isHalf: Bool {
    switch kind {
    case .quotient(let a, let b): a.kind == .number(.one) && b.kind == .number(ExactDecimal(2))
    case .number(let value): "\(value)" == "0.5"
    default: false
    }
  }

  /// `y_i log p_i` as `y ⊙ log p`: entries at `letter` as whole vectors; nil where the letter stands
  /// elsewhere.
  fileprivate func whole(_ letter: String) -> Expression? {
    guard freeLetters.contains(letter) else { return self }
    let index = EntryIndex.at(.letter(letter))
    switch kind {
    case .reference(let reference):
      let isInMembers = reference.members.contains { $0.letters.contains(letter) }
      guard reference.entries == [index], !isInMembers else { return nil }
      return Expression(
        .reference(Reference(symbol: reference.symbol, members: reference.members, entries: [])),
        at: range)
    case .entries(let operand, let items):
      return items == [index] && !operand.freeLetters.contains(letter) ? operand : nil
    case .negated(let a): return a.whole(letter).map { Expression(.negated($0), at: range) }
    case .call(let function, let arguments) where function.isEntrywise && arguments.count == 1:
      return arguments[0].whole(letter).map { Expression(.call(function, [$0]), at: range) }
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        guard term.value.freeLetters.contains(letter), let value = term.value.whole(letter) else {
          return nil
        }
        parts.append(Term(isNegative: term.isNegative, value: value))
      }
      return Expression(.sum(parts), at: range)
    case .product(let factors): return wholeProduct(factors, letter)
    case .chain(let first, let links): return wholeProduct([first] + links.map(\.factor), letter)
    case .power(let base, let exponent):
      guard exponent.kind == .number(ExactDecimal(2)), let vector = base.whole(letter) else {
        return nil
      }
      return Expression(.chain(vector, [.init(operation: .hadamard, factor: vector)]), at: range)
    default: return nil
    }
  }

  private func wholeProduct(_ factors: [Expression], _ letter: String) -> Expression? {
    let scalars = factors.filter { !$0.freeLetters.contains(letter) }
    var vectors: [Expression] = []
    for factor in factors where factor.freeLetters.contains(letter) {
      guard let vector = factor.whole(letter) else { return nil }
      vectors.append(vector)
    }
    guard let first = vectors.first else { return nil }
    let rest = vectors.dropFirst().map { Link(operation: .hadamard, factor: $0) }
    let vector = rest.isEmpty ? first : Expression(.chain(first, rest), at: range)
    return scalars.isEmpty ? vector : Expression(.product(scalars + [vector]), at: range)
  }
}
