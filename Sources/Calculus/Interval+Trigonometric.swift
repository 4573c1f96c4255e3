extension Interval {
  package static func sin(_ x: Interval) -> Interval { wave(x, maximumAt: 1, sin) }
  package static func cos(_ x: Interval) -> Interval { wave(x, maximumAt: 0, cos) }

  /// Undefined where a pole may lie in `x`, and beyond the range of the reduction.
  package static func tan(_ x: Interval) -> Interval {
    guard let a = Angle(x.lower), let b = Angle(x.upper), let first = a.quadrant,
      let last = b.quadrant
    else { return .undefined }
    // Poles are the odd multiples of π/2.
    guard (last + 1) >> 1 == (first + 1) >> 1 else { return .undefined }
    return increasing(x) { sin($0) / cos($0) }
  }

  package static func arctan(_ x: Interval) -> Interval {
    increasing(x) { odd($0, arctanOfPositive) }
  }

  /// sin or cos over `x`: the values at both ends, and ±1 where a maximum (a multiple n π/2 with
  /// n ≡ `peak` mod 4) or a minimum (n ≡ `peak` + 2) lies between them.
  private static func wave(
    _ x: Interval, maximumAt peak: Int, _ f: (Double) -> Interval
  ) -> Interval {
    if x.isUndefined { return x }
    let range = Interval(-1, 1)
    guard x.upper - x.lower < 7, let a = Angle(x.lower), let b = Angle(x.upper) else {
      return range
    }
    if x.isPoint { return f(x.lower) }
    guard let first = a.quadrant, let last = b.quadrant else { return range }
    let ends = f(x.lower).hull(f(x.upper))
    func crosses(_ n: Int) -> Bool { (last - n) >> 2 > (first - n) >> 2 }
    return Interval(crosses(peak + 2) ? -1 : ends.lower, crosses(peak) ? 1 : ends.upper)
  }

  /// At one number; [−1, 1] beyond the range of the reduction.
  static func sin(_ x: Double) -> Interval {
    // x − x³/6 is closer to x than its neighbour.
    if x.magnitude < 0x1p-40 {
      return odd(x) { Interval($0.nextDown, $0) }
    }
    return Angle(x)?.sine(quarterTurns: 0) ?? Interval(-1, 1)
  }

  static func cos(_ x: Double) -> Interval {
    if x == 0 { return one }
    // 1 − x²/2 is closer to 1 than its neighbour.
    if x.magnitude < 0x1p-40 { return Interval(1.0.nextDown, 1) }
    return Angle(x)?.sine(quarterTurns: 1) ?? Interval(-1, 1)
  }

  private static func arctanOfPositive(_ x: Double) -> Interval {
    if x < 0x1p-40 { return Interval(x.nextDown, x) }
    // π/2 − 1/x < arctan x < π/2.
    if x > 0x1p55 { return Interval(enclosing: Angle.quarter, error: 0x1p-55) }
    return Interval(enclosing: DoubleDouble.arctan(x))
  }
}

/// A number as x = n π/2 + r with |r| < 0.786.
private struct Angle {
  let turns: Int
  let r: DoubleDouble
  /// Bound of the absolute error of `r`.
  let error: Double

  /// π/2 to 217 bits.
  static let quarter = DoubleDouble(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
  private static let quarterRest = (-0x1.f1976b7ed8fbcp-110, 0x1.4cf98e804177dp-164)

  /// Nil beyond 2³⁰ and for NaN.
  ///
  /// With |n| < 2³⁰ the products of n with the parts of π/2 are exact but for the last (error below
  /// 2⁻¹⁸⁶, as is that of π/2 itself). The partial sums are r plus what is still to be subtracted, at
  /// most 2⁻²³·⁹ + 2⁻⁷⁸, and each errs by 3u² < 2⁻¹⁰⁴·⁴ of itself: together below 2⁻¹⁰² |r| + 2⁻¹²⁸.
  init?(_ x: Double) {
    guard x.magnitude <= 0x1p30 else { return nil }
    let n = (x * 0x1.45f306dc9c883p-1).rounded()
    turns = Int(n)
    if n == 0 {
      (r, error) = (DoubleDouble(x), 0)
      return
    }
    let (third, fourth) = Angle.quarterRest
    let near = DoubleDouble(x) - DoubleDouble.product(n, Angle.quarter.hi)
    let nearer = near - DoubleDouble.product(n, Angle.quarter.lo)
    r = nearer - DoubleDouble.product(n, third) - DoubleDouble(n * fourth)
    error = r.hi.magnitude * 0x1p-100 + 0x1p-126
  }

  /// The whole part of x / (π/2); nil where x is too close to a multiple to tell.
  var quadrant: Int? {
    if r.hi == 0, error == 0 { return turns }
    guard r.hi.magnitude > 2 * error else { return nil }
    return r.hi > 0 ? turns : turns - 1
  }

  /// sin(x + q π/2). The slope is at most 1, so the error of r adds as it is.
  func sine(quarterTurns q: Int) -> Interval {
    let (value, bound) = approximateSine(quarterTurns: q)
    return Interval(enclosing: value, error: bound).clamped(-1, 1)
  }

  /// With a bound of the absolute error.
  func approximateSine(quarterTurns q: Int) -> (value: DoubleDouble, error: Double) {
    let n = turns + q
    let value = n.isMultiple(of: 2) ? DoubleDouble.sinNearZero(r) : DoubleDouble.cosNearZero(r)
    let bound = value.hi.magnitude * Interval.relativeError + error
    return (n & 2 == 0 ? value : -value, bound)
  }
}

extension DoubleDouble {
  /// sin(x + q π/2) with a bound of the absolute error; nil beyond the range of the reduction.
  static func sine(_ x: Double, quarterTurns q: Int) -> (value: DoubleDouble, error: Double)? {
    Angle(x)?.approximateSine(quarterTurns: q)
  }

  /// sin r for |r| < 0.786 with an error below 2⁻⁹⁹ relative.
  ///
  /// r (1 − w/(2·3) (1 − w/(4·5) (… ))) with w = r² < 0.618, up to r²⁹/29!; what is left out is below
  /// r³¹/31! < 2⁻¹²³ |r|. A stage adds ε = 2⁻¹⁰² for its difference and w/6 or less times the 6 ε of
  /// w, two coefficients and three products: 2 ε in all, and less than 4 ε with the last product.
  static func sinNearZero(_ r: DoubleDouble) -> DoubleDouble {
    r * alternatingSeries(r * r, from: 28, through: 2)
  }

  /// cos r for |r| < 0.786 with an error below 2⁻⁹⁹ relative: 1 − w/(1·2) (1 − w/(3·4) (… )), as
  /// above, with w/2 < 0.31 in the first stage; the result is at least 0.7.
  static func cosNearZero(_ r: DoubleDouble) -> DoubleDouble {
    alternatingSeries(r * r, from: 29, through: 1)
  }

  /// 1 − w/(a(a + 1)) (1 − w/((a + 2)(a + 3)) (… )) for a from `first` to `last`.
  private static func alternatingSeries(
    _ w: DoubleDouble, from last: Int, through first: Int
  ) -> DoubleDouble {
    var value = DoubleDouble(1)
    for n in stride(from: last, through: first, by: -2) {
      value = DoubleDouble(1) - w * reciprocals[n] * reciprocals[n + 1] * value
    }
    return value
  }

  /// arctan x for 2⁻⁴⁰ ≤ x ≤ 2⁵⁵ with an error below 2⁻⁹⁷ relative.
  ///
  /// arctan x = π/2 − arctan(1/x) brings x to at most 1, arctan t = 2 arctan(t/(1 + √(1 + t²))) twice to
  /// at most tan(π/16) < 0.199. A halving turns a relative error e into at most 1.3 e + 3.1 ε
  /// (ε = 2⁻¹⁰²): ε becomes 4.4 ε, then 8.9 ε. The series Σ (−w)ʲ/(2j + 1), w = t² < 2⁻⁴·⁶⁵, up to
  /// j = 22 leaves out less than 2⁻¹¹² and errs by 3 ε and by 0.04 · 20 ε for that of w: 15 ε in all
  /// with the last product. π/2 − arctan(1/x) is at least π/4, so no error grows.
  static func arctan(_ x: Double) -> DoubleDouble {
    var t = x <= 1 ? DoubleDouble(x) : DoubleDouble(1) / DoubleDouble(x)
    for _ in 0..<2 { t = t / (DoubleDouble(1) + (DoubleDouble(1) + t * t).squareRoot()) }
    let w = t * t
    var series = reciprocals[45]
    for n in stride(from: 43, through: 1, by: -2) { series = reciprocals[n] - w * series }
    let angle = (t * series).scaled(4)
    return x <= 1 ? angle : Angle.quarter - angle
  }
}
