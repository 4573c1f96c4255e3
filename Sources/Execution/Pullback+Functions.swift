import Calculus
import Elaboration

/// The rules of powers and of the functions that notes use without declaring them.
extension Pullback {
  mutating func power(
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
    if case .call(let norm, let arguments) = base.kind, norm.isRootOfSquares, count == 2,
      let x = arguments.first
    {
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

  mutating func call(
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
    case .softmax: return softmax(x, whole, seed)
    case .exp: return terms(of: x, entrywise(seed, whole, isArray: !isScalar(whole)))
    case .sum:
      var inner = seed
      inner.fills = !isScalar(x)
      return terms(of: x, inner)
    case .inner:
      guard arguments.count == 2 else { return nil }
      return pair(arguments[0], arguments[1], seed, sign: .dot)
    case .max where arguments.count == 2:
      return positivePart(arguments, seed, isArray: !isScalar(whole))
    case .sqrt where isScalar(x):
      let two = Expression(.number(ExactDecimal(2)), at: range)
      var inner = seed
      let one = Expression(.number(.one), at: range)
      inner.factor = Expression(.quotient(seed.factor ?? one, joined(two, whole)), at: range)
      return terms(of: x, inner)
    case .logSumExp:
      var inner = seed
      inner.factor = joined(seed.factor, Expression(.call(.softmax, [x]), at: range))
      return terms(of: x, inner)
    case _ where function.isEntrywise && arguments.count == 1 && function != .sqrt:
      return terms(of: x, entrywise(seed, slope(function, x, whole), isArray: !isScalar(whole)))
    default: return nil
    }
  }

  /// `σ′(a)`; where `h = tanh(W x + b)`, by the value that is known already: `1 − h ⊙ h`.
  private func slope(_ function: Builtin, _ x: Expression, _ whole: Expression) -> Expression {
    let prime = Expression(.derivativeOfBuiltin(function, order: 1, x), at: whole.range)
    if case .reference = x.kind { return prime }
    guard let own, own.body == whole else { return prime }
    return prime.slopeFormula(isScalar: isScalar(whole), value: own.name) ?? prime
  }

  /// Of max(0, x): S where x is positive.
  private mutating func positivePart(
    _ arguments: [Expression], _ seed: Seed, isArray: Bool
  ) -> [Term]? {
    guard let place = arguments.firstIndex(where: { $0.kind == .number(.zero) }) else { return nil }
    let x = arguments[1 - place]
    let slope = Expression(.call(.step, [x]), at: x.range)
    return terms(of: x, entrywise(seed, slope, isArray: isArray))
  }

  /// p ⊙ (S − ⟨p, S⟩ 1), for p = softmax(x).
  private mutating func softmax(_ x: Expression, _ p: Expression, _ seed: Seed) -> [Term]? {
    guard let factor = seed.factor, !seed.fills else { return nil }
    let mean = Expression(.call(.inner, [p, factor]), at: p.range)
    let rest = Expression(
      .sum([
        Term(isNegative: false, value: factor),
        Term(isNegative: true, value: joined(mean, Expression(.ones, at: p.range))),
      ]), at: p.range)
    var inner = seed
    inner.factor = Expression(.chain(p, [.init(operation: .hadamard, factor: rest)]), at: p.range)
    return terms(of: x, inner)
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
}
