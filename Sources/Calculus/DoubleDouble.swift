/// An unevaluated sum of two `Double`s, good for some 106 bits: `hi` is the sum rounded to nearest.
///
/// The algorithms and their bounds are those of Joldes, Muller and Popescu, "Tight and rigorous error
/// bounds for basic building blocks of double-word arithmetic" (ACM TOMS 44, 2017), with u = 2⁻⁵³:
/// relative errors of at most 3u² + 13u³ for the sum (of any signs), 7u² for the product, 15u² + 56u³
/// for the quotient, and 25/8 u² for the square root (Lefèvre et al., 2022). All are below 2⁻¹⁰²;
/// that is the one number that the proofs of `Interval`'s functions use. They hold while no partial
/// result leaves the range 2⁻⁹⁰⁰ … 2⁹⁹⁵ (or is 0), which the callers see to.
struct DoubleDouble: Hashable {
  let hi: Double
  let lo: Double

  init(_ hi: Double, _ lo: Double = 0) { (self.hi, self.lo) = (hi, lo) }

  /// a + b exactly.
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let (s, e) = Rounding.twoSum(a, b)
    return DoubleDouble(s, e)
  }

  /// a b exactly.
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(p, Rounding.unguardedError(a, b, p))
  }

  /// a + b exactly for |a| ≥ |b| or a = 0.
  private static func fastSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// Exact for powers of two.
  func scaled(_ factor: Double) -> DoubleDouble { DoubleDouble(hi * factor, lo * factor) }

  static prefix func - (x: DoubleDouble) -> DoubleDouble { DoubleDouble(-x.hi, -x.lo) }

  /// Algorithm 6, AccurateDWPlusDW.
  static func + (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let s = sum(x.hi, y.hi)
    let t = sum(x.lo, y.lo)
    let v = fastSum(s.hi, s.lo + t.hi)
    return fastSum(v.hi, t.lo + v.lo)
  }

  static func - (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble { x + -y }

  /// Algorithm 10, DWTimesDW1.
  static func * (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let c = product(x.hi, y.hi)
    return fastSum(c.hi, c.lo + (x.hi * y.lo + x.lo * y.hi))
  }

  /// Algorithm 7, DWTimesFP1.
  static func * (x: DoubleDouble, y: Double) -> DoubleDouble {
    let c = product(x.hi, y)
    let t = fastSum(c.hi, x.lo * y)
    return fastSum(t.hi, t.lo + c.lo)
  }

  /// Algorithm 17, DWDivDW2.
  static func / (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let t = x.hi / y.hi
    let r = y * t
    let rest = (x.hi - r.hi) + (x.lo - r.lo)
    return fastSum(t, rest / y.hi)
  }

  /// 1/n for n from 1 to 45, the coefficients of series; errors as for a quotient.
  static let reciprocals = (0...45).map { DoubleDouble(1) / DoubleDouble(Double(max($0, 1))) }

  func squareRoot() -> DoubleDouble {
    guard hi > 0 else { return DoubleDouble(0) }
    let s = hi.squareRoot()
    let p = DoubleDouble.product(s, s)
    let rest = (hi - p.hi) - p.lo + lo
    return DoubleDouble.fastSum(s, rest / (2 * s))
  }
}
