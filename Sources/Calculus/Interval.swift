/// A closed interval that encloses an exact real number: intervals decide verdicts.
///
/// Rounding is outward and no function of the platform's library is used, so the same formula gives
/// the same intervals on every machine. `lower` is below infinity and `upper` above minus infinity:
/// an infinite bound says that the number is real but unbounded on that side.
///
/// A function outside its domain, or at an interval that is partly outside, gives `undefined`, and so
/// does every operation on it: a point at which a formula may have no value refutes nothing.
package struct Interval: Number, Hashable, CustomStringConvertible {
  package let lower: Double
  package let upper: Double

  /// Bounds the wrong way round, or NaN, give the undefined interval.
  package init(_ lower: Double, _ upper: Double) {
    if lower <= upper, lower < .infinity, upper > -.infinity {
      (self.lower, self.upper) = (lower, upper)
    } else {
      (self.lower, self.upper) = (.nan, .nan)
    }
  }

  package init(exactly value: Double) { self.init(value, value) }
  package static var effort: Int { 32 }
  package init(dyadic value: Double) { self.init(value, value) }

  package static let zero = Interval(exactly: 0)
  package static let one = Interval(exactly: 1)
  package static let undefined = Interval(.nan, .nan)
  package static let whole = Interval(-.infinity, .infinity)

  package var isUndefined: Bool { lower.isNaN }
  /// Says nothing about the number: undefined, or unbounded on both sides.
  package var isWhole: Bool { isUndefined || (lower == -.infinity && upper == .infinity) }
  package var isFinite: Bool { lower.isFinite && upper.isFinite }
  package var isZero: Bool { lower == 0 && upper == 0 }
  package var isPoint: Bool { lower == upper }

  /// An upper bound of the distance between the ends; infinite where undefined.
  package var width: Double {
    if isUndefined { return .infinity }
    return isPoint ? 0 : Rounding.addUp(upper, -lower)
  }

  /// The largest absolute value of a member; infinite where undefined.
  package var magnitude: Double {
    isUndefined ? .infinity : Swift.max(lower.magnitude, upper.magnitude)
  }

  /// The smallest absolute value of a member; 0 where undefined.
  package var mignitude: Double {
    if isUndefined || contains(0) { return 0 }
    return Swift.min(lower.magnitude, upper.magnitude)
  }

  package var midpoint: Double {
    isFinite ? lower * 0.5 + upper * 0.5 : isWhole ? .nan : lower + upper
  }
  package var estimate: Double { midpoint }

  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// False only where no number is in both. An undefined interval overlaps everything.
  package func overlaps(_ other: Interval) -> Bool {
    !(upper < other.lower || other.upper < lower)
  }

  /// The smallest interval that holds both; undefined where one is.
  package func hull(_ other: Interval) -> Interval {
    if isUndefined || other.isUndefined { return .undefined }
    return Interval(Swift.min(lower, other.lower), Swift.max(upper, other.upper))
  }

  /// The part within the bounds of a function's range.
  func clamped(_ low: Double, _ high: Double) -> Interval {
    if isUndefined { return self }
    return Interval(Swift.max(lower, low), Swift.min(upper, high))
  }

  /// `[0.25, 0.5]`.
  package var description: String { isUndefined ? "undefined" : "[\(lower), \(upper)]" }
}
