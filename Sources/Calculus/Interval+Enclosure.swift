extension Interval {
  /// What the double-double evaluations below err by at most, relative to their result. Each is proved
  /// to be better where it stands; one number for all keeps the proofs short.
  static let relativeError = 0x1p-88

  /// All numbers within `error` of `value`. Inexact by less than an ulp where `error` is tiny.
  init(enclosing value: DoubleDouble, error: Double) {
    self.init(
      Rounding.addDown(value.hi, (value.lo - error).nextDown),
      Rounding.addUp(value.hi, (value.lo + error).nextUp))
  }

  /// All numbers within `relativeError` of `value`.
  init(enclosing value: DoubleDouble) {
    self.init(enclosing: value, error: value.hi.magnitude * Interval.relativeError)
  }

  /// Times 2^k, for positive bounds within 2±¹⁰⁰ and |k| ≤ 1,600. Only subnormal and infinite results
  /// are rounded at all.
  func scaled(byPowerOfTwo k: Int) -> Interval {
    let first = Double(sign: .plus, exponent: k / 2, significand: 1)
    let second = Double(sign: .plus, exponent: k - k / 2, significand: 1)
    func isExact(_ x: Double) -> Bool { x > .leastNormalMagnitude && x < .infinity }
    let (low, high) = (lower * first * second, upper * first * second)
    return Interval(isExact(low) ? low : max(low.nextDown, 0), isExact(high) ? high : high.nextUp)
  }

  /// An increasing function over `x`, from enclosures of its values at both ends.
  @inline(__always)
  static func increasing(_ x: Interval, _ f: (Double) -> Interval) -> Interval {
    if x.isUndefined { return x }
    let low = f(x.lower)
    return x.isPoint ? low : Interval(low.lower, f(x.upper).upper)
  }

  /// The value of an odd function at `x`, given its values at positive numbers.
  @inline(__always)
  static func odd(_ x: Double, _ f: (Double) -> Interval) -> Interval {
    if x == 0 { return zero }
    return x < 0 ? -f(-x) : f(x)
  }
}
