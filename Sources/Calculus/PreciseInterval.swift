/// A closed interval between two double-doubles: what decides where the ends of an `Interval` are too far
/// apart, at some hundred bits.
///
/// The rules are those of `Interval`. Where a bound leaves the range in which double-double arithmetic
/// is proved, the operation is done by `Interval`, which encloses as well but less tightly.
package struct PreciseInterval: Number {
  let lower: DoubleDouble
  let upper: DoubleDouble

  /// Bounds the wrong way round, or NaN, give the undefined interval.
  init(_ lower: DoubleDouble, _ upper: DoubleDouble) {
    if lower <= upper, lower.hi < .infinity, upper.hi > -.infinity {
      (self.lower, self.upper) = (lower, upper)
    } else {
      (self.lower, self.upper) = (DoubleDouble(.nan), DoubleDouble(.nan))
    }
  }

  package init(_ interval: Interval) {
    self.init(DoubleDouble(interval.lower), DoubleDouble(interval.upper))
  }

  package static var effort: Int { 256 }
  package init(dyadic value: Double) { self.init(DoubleDouble(value), DoubleDouble(value)) }

  /// The significand has at most 64 bits, which fit.
  package init(_ decimal: ExactDecimal) {
    let hi = Double(decimal.significand)
    // hi may be 2⁶³, which is no `Int`.
    let rest = Int(exactly: hi).map { decimal.significand - $0 } ?? decimal.significand - .max - 1
    let digits = DoubleDouble(hi, Double(rest))
    let size = Int(decimal.exponent.magnitude)
    let ten = PreciseInterval(dyadic: 10)
    let scale =
      size < ExactDecimal.powersOfTen.count
      ? PreciseInterval(dyadic: ExactDecimal.powersOfTen[size]) : PreciseInterval.power(ten, size)
    let value = PreciseInterval(digits, digits)
    self = decimal.exponent < 0 ? value / scale : value * scale
  }

  package static let zero = PreciseInterval(dyadic: 0)
  package static let one = PreciseInterval(dyadic: 1)
  package static let undefined = PreciseInterval(Interval.undefined)

  /// The smallest interval of `Double`s around it.
  package var interval: Interval {
    if isUndefined { return .undefined }
    return Interval(
      lower.lo < 0 ? lower.hi.nextDown : lower.hi, upper.lo > 0 ? upper.hi.nextUp : upper.hi)
  }

  package var isUndefined: Bool { lower.hi.isNaN }
  package var isWhole: Bool { interval.isWhole }
  package var isFinite: Bool { lower.hi.isFinite && upper.hi.isFinite }
  package var isZero: Bool { lower.hi == 0 && upper.hi == 0 }
  var isPoint: Bool { lower == upper }
  package var estimate: Double { interval.estimate }

  /// An upper bound of the distance between the ends; infinite where undefined.
  package var width: Double {
    if isUndefined || !isFinite { return .infinity }
    return isPoint ? 0 : (upper - lower).hi.nextUp
  }

  /// The largest absolute value of a member, rounded up; infinite where undefined.
  package var magnitude: Double { interval.magnitude }

  package func contains(_ value: Double) -> Bool {
    lower <= DoubleDouble(value) && DoubleDouble(value) <= upper
  }

  /// False only where no number is in both. An undefined interval overlaps everything.
  package func overlaps(_ other: PreciseInterval) -> Bool {
    !(upper < other.lower || other.upper < lower)
  }

  func hull(_ other: PreciseInterval) -> PreciseInterval {
    if isUndefined || other.isUndefined { return .undefined }
    return PreciseInterval(min(lower, other.lower), max(upper, other.upper))
  }

  /// The part within the bounds of a function's range.
  func clamped(_ low: Double, _ high: Double) -> PreciseInterval {
    if isUndefined { return self }
    return PreciseInterval(max(lower, DoubleDouble(low)), min(upper, DoubleDouble(high)))
  }
}

extension DoubleDouble: Comparable {
  static func < (a: DoubleDouble, b: DoubleDouble) -> Bool {
    a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo)
  }

  static func <= (a: DoubleDouble, b: DoubleDouble) -> Bool {
    a.hi < b.hi || (a.hi == b.hi && a.lo <= b.lo)
  }

  /// 0 or far from both ends of the exponent range: no partial result of one operation over- or
  /// underflows.
  var isTame: Bool { hi == 0 || (hi.magnitude >= 0x1p-400 && hi.magnitude <= 0x1p400) }

  /// A bound for numbers that are within `error`, relative, of this one. Subtracting errs by 2⁻¹⁰².
  func lowered(_ error: Double = 0x1p-100) -> DoubleDouble {
    self - DoubleDouble(hi.magnitude * error)
  }
  func raised(_ error: Double = 0x1p-100) -> DoubleDouble {
    self + DoubleDouble(hi.magnitude * error)
  }
}
