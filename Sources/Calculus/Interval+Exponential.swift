extension Interval {
  package static func exp(_ x: Interval) -> Interval { increasing(x, exp) }

  package static func log(_ x: Interval) -> Interval {
    x.lower > 0 ? increasing(x, log) : .undefined
  }

  /// At one number.
  static func exp(_ x: Double) -> Interval {
    if x == 0 { return one }
    if x > 709.79 { return Interval(.greatestFiniteMagnitude, .infinity) }
    if x < -745.14 { return Interval(0, .leastNonzeroMagnitude) }
    // |eˣ − 1| < 2⁻⁵⁹ is far below the distance to either neighbour of 1.
    if x.magnitude < 0x1p-60 { return Interval(x < 0 ? 1.0.nextDown : 1, x < 0 ? 1 : 1.0.nextUp) }
    let (value, k) = DoubleDouble.exp(x)
    return Interval(enclosing: value).scaled(byPowerOfTwo: k)
  }

  /// At one number above 0.
  static func log(_ x: Double) -> Interval {
    if x == 1 { return zero }
    if x == .infinity { return Interval(709.78, .infinity) }
    return Interval(enclosing: DoubleDouble.log(x))
  }
}

extension DoubleDouble {
  /// ln 2 to 162 bits; the third part is there for exp's reduction.
  static let logOf2 = DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
  private static let logOf2Rest = 0x1.7b57a079a1934p-111

  /// eˣ = value · 2^k for 2⁻⁶⁰ ≤ |x| ≤ 746, with value between 0.7 and 1.5 and an error below
  /// 2⁻⁹² relative.
  ///
  /// Let ε = 2⁻¹⁰², which bounds the error of every operation. With k the whole number nearest to
  /// x / ln 2, r = x − k ln 2 has |r| < 0.347 and an absolute error below 2⁻¹⁰⁴: two sums of size
  /// below 0.36 err by 3u² each, the products are exact. For s = r/256, |s| < 2⁻⁹·⁵, the Taylor
  /// polynomial of degree 9 leaves out less than s¹⁰/10! · 1.01 < 2⁻¹¹⁶; its Horner scheme errs by
  /// 1.01 ε, since every stage is damped by |s|; with the error of s (2⁻¹¹²) that is 1.03 ε. Eight
  /// squarings double the error and add ε each: 256 · 1.03 ε + 255 ε < 2⁻⁹²·⁹.
  static func exp(_ x: Double) -> (value: DoubleDouble, exponent: Int) {
    let k = (x * 0x1.71547652b82fep0).rounded()
    let near = DoubleDouble(x) - product(k, logOf2.hi)
    let r = near - (product(k, logOf2.lo) + DoubleDouble(k * logOf2Rest))
    let s = r.scaled(1.0 / 256)
    var value = DoubleDouble(1)
    for n in stride(from: 9, through: 1, by: -1) {
      value = DoubleDouble(1) + s * reciprocals[n] * value
    }
    for _ in 0..<8 { value = value * value }
    return (value, Int(k))
  }

  /// ln x for finite x > 0, x ≠ 1, with an error below 2⁻⁹⁸ relative.
  ///
  /// x = m · 2^k with m between √½ and √2, and ln m = 2 artanh s for s = (m − 1)/(m + 1); m − 1 is
  /// exact, |s| < 0.1716 and w = s² < 2⁻⁵·⁰⁸. The series Σ wʲ/(2j + 1) up to j = 20 leaves out
  /// less than 2⁻¹¹² and errs by 3 ε in Horner's scheme (ε = 2⁻¹⁰²; coefficient, product, sum, each
  /// stage damped by w), so ln m has 6 ε < 2⁻⁹⁹. k ln 2 errs by 1.1 ε. Where k ≠ 0 the sum is at
  /// least half as large as k ln 2 and at least as large as ln m, so both errors count at most
  /// twice.
  static func log(_ x: Double) -> DoubleDouble {
    var (m, k) = (x.significand, Double(x.exponent))
    if m > 0x1.6a09e667f3bcdp0 { (m, k) = (m / 2, k + 1) }
    let s = DoubleDouble(m - 1) / sum(m, 1)
    let w = s * s
    var series = reciprocals[41]
    for n in stride(from: 39, through: 1, by: -2) { series = reciprocals[n] + w * series }
    return product(k, logOf2.hi) + product(k, logOf2.lo) + (s * series).scaled(2)
  }
}
