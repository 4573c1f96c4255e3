extension Interval {
  package init(_ decimal: ExactDecimal) {
    let digits = Interval(integer: decimal.significand)
    let size = Int(decimal.exponent.magnitude)
    let scale =
      size < ExactDecimal.powersOfTen.count
      ? Interval(exactly: ExactDecimal.powersOfTen[size])
      : Interval.power(Interval(exactly: 10), size)
    // A scale beyond every `Double` still encloses: [largest, ∞] divides to [0, tiny].
    self = decimal.exponent < 0 ? digits / scale : digits * scale
  }

  private init(integer: Int) {
    let nearest = Double(integer)
    if Int(exactly: nearest) == integer {
      self.init(nearest, nearest)
    } else {
      self.init(nearest.nextDown, nearest.nextUp)
    }
  }

  package static prefix func - (x: Interval) -> Interval { Interval(-x.upper, -x.lower) }

  package static func + (a: Interval, b: Interval) -> Interval {
    Interval(Rounding.addDown(a.lower, b.lower), Rounding.addUp(a.upper, b.upper))
  }

  package static func - (a: Interval, b: Interval) -> Interval { a + -b }

  package static func * (a: Interval, b: Interval) -> Interval {
    if a.isUndefined || b.isUndefined { return .undefined }
    if a.lower >= 0 { return b.scaled(by: a) }
    if b.lower >= 0 { return a.scaled(by: b) }
    if a.upper <= 0 { return -b.scaled(by: -a) }
    if b.upper <= 0 { return -a.scaled(by: -b) }
    return Interval(
      Swift.min(
        Rounding.multiplyDown(a.lower, b.upper), Rounding.multiplyDown(a.upper, b.lower)),
      Swift.max(Rounding.multiplyUp(a.lower, b.lower), Rounding.multiplyUp(a.upper, b.upper)))
  }

  /// The product with a factor that is not negative: each bound is at the bound of it that its sign asks for.
  private func scaled(by factor: Interval) -> Interval {
    Interval(
      Rounding.multiplyDown(lower, lower >= 0 ? factor.lower : factor.upper),
      Rounding.multiplyUp(upper, upper >= 0 ? factor.upper : factor.lower))
  }

  /// Undefined where `b` may be 0.
  package static func / (a: Interval, b: Interval) -> Interval {
    if a.isUndefined || b.isUndefined || b.contains(0) { return .undefined }
    if b.upper < 0 { return -a / -b }
    // b > 0: each bound of the quotient is at the bound of b that its sign asks for.
    let low = Rounding.divideDown(a.lower, a.lower >= 0 ? b.upper : b.lower)
    let high = Rounding.divideUp(a.upper, a.upper >= 0 ? b.lower : b.upper)
    return Interval(low, high)
  }

  package static func sqrt(_ x: Interval) -> Interval {
    guard x.lower >= 0 else { return .undefined }
    return Interval(Rounding.squareRootDown(x.lower), Rounding.squareRootUp(x.upper))
  }

  /// Tight: each bound is the power of one end, except that even powers reach down to 0.
  package static func power(_ x: Interval, _ n: Int) -> Interval {
    if x.isUndefined { return x }
    if n == 0 { return one }
    if n < 0 { return n == .min ? .undefined : one / power(x, -n) }
    if n.isMultiple(of: 2) {
      return Interval(powerDown(x.mignitude, n), powerUp(x.magnitude, n))
    }
    return Interval(oddPower(x.lower, n, down: true), oddPower(x.upper, n, down: false))
  }

  private static func oddPower(_ x: Double, _ n: Int, down: Bool) -> Double {
    if x < 0 { return down ? -powerUp(-x, n) : -powerDown(-x, n) }
    return down ? powerDown(x, n) : powerUp(x, n)
  }

  /// xⁿ for x ≥ 0 and n ≥ 1, by squaring; products of lower bounds are lower bounds.
  private static func powerDown(_ x: Double, _ n: Int) -> Double {
    repeatedSquares(x, n, Rounding.multiplyDown)
  }

  private static func powerUp(_ x: Double, _ n: Int) -> Double {
    repeatedSquares(x, n, Rounding.multiplyUp)
  }

  private static func repeatedSquares(
    _ x: Double, _ n: Int, _ multiply: (Double, Double) -> Double
  ) -> Double {
    var (result, square, rest) = (1.0, x, n)
    while rest > 1 {
      if !rest.isMultiple(of: 2) { result = multiply(result, square) }
      square = multiply(square, square)
      rest /= 2
    }
    return result == 1 ? square : multiply(result, square)
  }

  /// aᵇ = exp(b log a) for a > 0; for any a where b is a whole number; 0ᵇ = 0 for b > 0.
  package static func power(_ a: Interval, _ b: Interval) -> Interval {
    if a.isUndefined || b.isUndefined { return .undefined }
    if b.isPoint, b.lower.magnitude <= 0x1p20, b.lower == b.lower.rounded() {
      return power(a, Int(b.lower))
    }
    if a.lower > 0 { return exp(b * log(a)) }
    guard a.lower == 0, b.lower > 0 else { return .undefined }
    if a.upper == 0 { return zero }
    let top = Interval(Swift.min(a.upper, .greatestFiniteMagnitude), a.upper)
    return Interval(0, exp(b * log(top)).upper)
  }
}
