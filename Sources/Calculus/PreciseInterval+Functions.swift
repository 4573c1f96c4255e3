/// The functions of double-doubles x = h + l, |l| ≤ 2⁻⁵³ |h|, from those of `Double`s in
/// `DoubleDouble` by Taylor's formula around h.
extension PreciseInterval {
  /// A number within `error` of `value`; the sum of all rounding below is less than a hundredth of it.
  private init(_ value: DoubleDouble, error: Double) {
    let bound = DoubleDouble(error * 1.01 + value.hi.magnitude * 0x1p-100)
    self.init(value - bound, value + bound)
  }

  /// An increasing function over `x`, from enclosures of its values at both ends, or from `wide` where
  /// an end is out of the range of `f`.
  private static func increasing(
    _ x: PreciseInterval, _ wide: (Interval) -> Interval, _ f: (DoubleDouble) -> PreciseInterval?
  ) -> PreciseInterval {
    if x.isUndefined { return x }
    guard x.isFinite, let low = f(x.lower), let high = x.isPoint ? low : f(x.upper) else {
      return PreciseInterval(wide(x.interval))
    }
    return PreciseInterval(low.lower, high.upper)
  }

  package static func exp(_ x: PreciseInterval) -> PreciseInterval {
    increasing(x, Interval.exp, exp)
  }

  /// eʰ errs by 2⁻⁹²; eˡ = 1 + l + l²/2 by l³ < 2⁻¹³⁰ for |h| < 2⁸. Below 2⁻⁶⁰, 1 + x + x²/2 leaves out
  /// x³ < 2⁻¹⁸⁰.
  private static func exp(_ x: DoubleDouble) -> PreciseInterval? {
    if x.hi == 0 { return one }
    guard x.hi.magnitude < 256 else { return nil }
    let tiny = x.hi.magnitude < 0x1p-60
    let rest = tiny ? x : DoubleDouble(x.lo)
    let taylor = DoubleDouble(1) + rest + DoubleDouble(rest.hi * rest.hi / 2)
    let value = tiny ? taylor : DoubleDouble.wholeExp(x.hi) * taylor
    return PreciseInterval(value, error: value.hi * 0x1p-90)
  }

  package static func log(_ x: PreciseInterval) -> PreciseInterval {
    guard x.lower.hi > 0 else { return .undefined }
    return increasing(x, Interval.log, log)
  }

  /// log h errs by 2⁻⁹⁸; log(1 + t) = t − t²/2 for t = l/h by t³/3 < 2⁻¹⁶⁰. Where both are small and
  /// opposite, log h is at least 2⁻⁵³·⁰¹ and t at most half of it.
  private static func log(_ x: DoubleDouble) -> PreciseInterval? {
    guard x.hi != 0, x.isTame, DoubleDouble(x.lo).isTame else { return nil }
    let t = DoubleDouble(x.lo) / DoubleDouble(x.hi)
    let rest = t - DoubleDouble(t.hi * t.hi / 2)
    let value = x.hi == 1 ? rest : DoubleDouble.log(x.hi) + rest
    return PreciseInterval(value, error: value.hi.magnitude * 0x1p-90)
  }

  package static func arctan(_ x: PreciseInterval) -> PreciseInterval {
    func end(_ x: DoubleDouble) -> PreciseInterval? { odd(x, arctanOfPositive) }
    return increasing(x, Interval.arctan, end)
  }

  /// arctan x = arctan h + l/(1 + h²) − …, the rest below l² h/(1 + h²)² < 2⁻¹⁰⁶ h. Below 2⁻⁴⁰,
  /// x − x³/3 leaves out x⁵/5.
  private static func arctanOfPositive(_ x: DoubleDouble) -> PreciseInterval? {
    guard x.hi < 0x1p50, x.isTame else { return nil }
    if x.hi < 0x1p-40 {
      let value = x - DoubleDouble(x.hi * x.hi * x.hi / 3)
      return PreciseInterval(value, error: value.hi * 0x1p-90)
    }
    let value = DoubleDouble.arctan(x.hi) + DoubleDouble(x.lo / (1 + x.hi * x.hi))
    return PreciseInterval(value, error: value.hi * 0x1p-90)
  }

  package static func erf(_ x: PreciseInterval) -> PreciseInterval {
    func end(_ x: DoubleDouble) -> PreciseInterval? { odd(x, erfOfPositive) }
    return increasing(x, Interval.erf, end).clamped(-1, 1)
  }

  /// erf x = erf h + 2/√π e^(−h²) l + …, the rest below l²/2 < 2⁻¹⁰⁷ h². Below 2⁻⁴⁰, 2/√π (x − x³/3)
  /// leaves out x⁵/10.
  private static func erfOfPositive(_ x: DoubleDouble) -> PreciseInterval? {
    guard x.hi < 5.9, x.isTame else { return nil }
    if x.hi < 0x1p-40 {
      let line = x - DoubleDouble(x.hi * x.hi * x.hi / 3)
      let value = DoubleDouble.twoOverRootOfPi * line
      return PreciseInterval(value, error: value.hi * 0x1p-90)
    }
    // The slope is needed to 2⁻⁴⁰ only, e^(−h²) from a `Double` h² errs by 36 · 2⁻⁵³.
    let slope = DoubleDouble.twoOverRootOfPi.hi * DoubleDouble.wholeExp(-(x.hi * x.hi)).hi
    let value = DoubleDouble.erf(x.hi) + DoubleDouble(slope * x.lo)
    return PreciseInterval(value, error: value.hi * 0x1p-88)
  }

  private static func odd(
    _ x: DoubleDouble, _ f: (DoubleDouble) -> PreciseInterval?
  ) -> PreciseInterval? {
    if x.hi == 0 { return zero }
    return x.hi < 0 ? f(-x).map { -$0 } : f(x)
  }
}

/// Functions made of exponentials, evaluated with intervals at each end.
extension PreciseInterval {
  private static func increasing(
    _ x: PreciseInterval, _ f: (PreciseInterval) -> PreciseInterval
  ) -> PreciseInterval {
    if x.isUndefined { return x }
    let low = f(PreciseInterval(x.lower, x.lower))
    return x.isPoint
      ? low : PreciseInterval(low.lower, f(PreciseInterval(x.upper, x.upper)).upper)
  }

  package static func sigmoid(_ x: PreciseInterval) -> PreciseInterval {
    increasing(x) { x in
      let e = exp(-abs(x))
      return ((x.lower.hi < 0 ? e : one) / (one + e)).clamped(0, 1)
    }
  }

  package static func softplus(_ x: PreciseInterval) -> PreciseInterval {
    guard x.isFinite else { return PreciseInterval(Interval.softplus(x.interval)) }
    return increasing(x) { x in
      let rest = log(one + exp(-abs(x)))
      // Far below 0, e is lost beside 1: the series e − e²/2 + e³/3 − … lies between its first sums.
      if x.upper.hi < -20 {
        let e = exp(x)
        let fourth = e * PreciseInterval(Interval(0, 0.25))
        let third = one / PreciseInterval(dyadic: 3) - fourth
        let factor = one - e * (PreciseInterval(dyadic: 0.5) - e * third)
        return (e * factor).clamped(0, .infinity)
      }
      return x.lower.hi > 0 ? x + rest : rest
    }
  }

  package static func cosh(_ x: PreciseInterval) -> PreciseInterval {
    increasing(abs(x)) { (exp($0) + exp(-$0)) / PreciseInterval(dyadic: 2) }.clamped(1, .infinity)
  }

  /// Below 2⁻²⁰ the difference of exponentials would lose its bits; there, for x ≥ 0, sinh x lies between
  /// x + x³/6 + x⁵/120 and that plus x⁷/5000.
  package static func sinh(_ x: PreciseInterval) -> PreciseInterval {
    increasing(x) { x in
      if x.magnitude >= 0x1p-20 { return (exp(x) - exp(-x)) / PreciseInterval(dyadic: 2) }
      let w = power(x, 2)
      let third = w * w * (PreciseInterval(dyadic: 1) / PreciseInterval(dyadic: 120))
      let tail = power(w, 3) * PreciseInterval(Interval(0, 0x1p-12))
      return x * (one + w / PreciseInterval(dyadic: 6) + third + tail)
    }
  }

  /// Near 0, sinh x / cosh x; elsewhere 1 − 2/(e²ˣ + 1), whose exponential cannot overflow early.
  package static func tanh(_ x: PreciseInterval) -> PreciseInterval {
    increasing(x) { x in
      if x.magnitude < 1 { return sinh(x) / cosh(x) }
      let e = exp(-(abs(x) + abs(x)))
      let value = (one - e) / (one + e)
      return x.lower.hi < 0 ? -value : value
    }.clamped(-1, 1)
  }
}
