/// Functions made of exponentials, each increasing except cosh, so that its values at the ends of an
/// interval enclose the others.
extension Interval {
  package static func sigmoid(_ x: Interval) -> Interval {
    increasing(x) { x in
      let e = exp(-x.magnitude)
      return ((x < 0 ? e : one) / (one + e)).clamped(0, 1)
    }
  }

  package static func softplus(_ x: Interval) -> Interval { increasing(x, softplus) }

  package static func tanh(_ x: Interval) -> Interval {
    increasing(x) { odd($0, tanhOfPositive) }
  }

  package static func sinh(_ x: Interval) -> Interval {
    increasing(x) { odd($0, sinhOfPositive) }
  }

  package static func cosh(_ x: Interval) -> Interval {
    if x.isUndefined { return x }
    return increasing(abs(x)) { x in
      (exp(x) + exp(-x)) / Interval(exactly: 2)
    }.clamped(1, .infinity)
  }

  /// log(1 + eˣ) = x + log(1 + e⁻ˣ). Below 0 the sum 1 + eˣ needs more bits than a `Double` has.
  private static func softplus(_ x: Double) -> Interval {
    if x == .infinity { return Interval(.greatestFiniteMagnitude, .infinity) }
    if x < -745.14 { return Interval(0, .leastNonzeroMagnitude) }
    if x > 0 { return Interval(exactly: x) + log(one + exp(-x)) }
    return PreciseInterval.softplus(PreciseInterval(Interval(exactly: x))).interval
      .clamped(0, .infinity)
  }

  /// (E − 1)/(E + 1) for E = e²ˣ. For x ≥ 2⁻²⁰, E − 1 > 2⁻¹⁹·¹ E loses at most 19.1 of the 90 bits of
  /// E. Below, x − x³/3 and x − x³/3 + 2x⁵/15 are the bounds; above 20, 1 − tanh x < 2⁻⁵⁶.
  private static func tanhOfPositive(_ x: Double) -> Interval {
    if x > 20 { return Interval(1.0.nextDown, 1) }
    if x < 0x1p-20 {
      let w = power(Interval(exactly: x), 2)
      let tail = power(w, 2) * Interval(0, 0.134)
      return Interval(exactly: x) * (one - w / Interval(exactly: 3) + tail)
    }
    let e = DoubleDouble.wholeExp(2 * x)
    let value = (e - DoubleDouble(1)) / (e + DoubleDouble(1))
    return Interval(enclosing: value, error: value.hi * 0x1p-69).clamped(-1, 1)
  }

  /// (E − 1/E)/2 for E = eˣ, where for x ≥ 2⁻²⁰ the difference loses at most 20 of the 90 bits of E.
  /// Below, x + x³/6 and x + x³/6 + x⁵/100 are the bounds.
  private static func sinhOfPositive(_ x: Double) -> Interval {
    if x > 1 { return (exp(x) - exp(-x)) / Interval(exactly: 2) }
    if x < 0x1p-20 {
      let w = power(Interval(exactly: x), 2)
      let tail = power(w, 2) * Interval(0, 0.01)
      return Interval(exactly: x) * (one + w / Interval(exactly: 6) + tail)
    }
    let e = DoubleDouble.wholeExp(x)
    let value = (e - DoubleDouble(1) / e).scaled(0.5)
    return Interval(enclosing: value, error: value.hi * 0x1p-68)
  }
}

extension DoubleDouble {
  /// eˣ for 2⁻⁶⁰ ≤ |x| ≤ 100, with an error below 2⁻⁹² relative.
  static func wholeExp(_ x: Double) -> DoubleDouble {
    let (value, k) = exp(x)
    return value.scaled(Double(sign: .plus, exponent: k, significand: 1))
  }
}
