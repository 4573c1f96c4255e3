/// A number modulo the prime p = 2⁶¹ − 1: rational identities hold in this field exactly, and one that
/// does not hold is found out by a random point (Schwartz–Zippel).
///
/// Rational operations, roots and order are meant for any formula; the transcendental functions have
/// no value here and give `undefined`. `FieldForm` rewrites a formula so that it needs none of them.
package struct Residue: Hashable, CustomStringConvertible {
  /// 2⁶¹ − 1, which is 7 modulo 8: −1 has no square root and 2 has one.
  package static let modulus: UInt64 = (1 << 61) - 1

  /// Below `modulus`, or `UInt64.max` for the undefined number.
  package let value: UInt64

  private init(unchecked value: UInt64) { self.value = value }

  /// `value` modulo p.
  package init(_ value: UInt64) {
    self.init(unchecked: Self.reduced((value & Self.modulus) + (value >> 61)))
  }

  package init(integer: Int) {
    let size = Residue(UInt64(integer.magnitude))
    self = integer < 0 ? -size : size
  }

  /// 0 ≤ x < 2p to 0 ≤ x < p.
  private static func reduced(_ x: UInt64) -> UInt64 { x >= modulus ? x - modulus : x }

  package var description: String { isUndefined ? "undefined" : "\(value) mod p" }
}

extension Residue: Number {
  package static var effort: Int { 12 }
  /// Exact: 2 is a unit, with 2⁶¹ = 1.
  package init(dyadic value: Double) {
    guard value.isFinite else {
      self = .undefined
      return
    }
    if value == 0 {
      self = .zero
      return
    }
    // |value| = significand · 2^(exponent − 52) with a whole significand below 2⁵³.
    let whole = UInt64(value.significand * 0x1p52)
    let shift = (Int(value.exponent) - 52) % 61
    let size = Residue(whole) * Residue(1 << UInt64(shift < 0 ? shift + 61 : shift))
    self = value < 0 ? -size : size
  }

  /// Undefined for the multiples of p, which are 0 here and nowhere else.
  package init(_ decimal: ExactDecimal) {
    let digits = Residue(integer: decimal.significand)
    if digits.isZero, !decimal.isZero {
      self = .undefined
    } else {
      self = digits * Residue.power(Residue(10), decimal.exponent)
    }
  }

  package static let zero = Residue(unchecked: 0)
  package static let one = Residue(unchecked: 1)
  package static let undefined = Residue(unchecked: .max)

  package var isUndefined: Bool { value == .max }
  package var isFinite: Bool { !isUndefined }
  package var isZero: Bool { value == 0 }
  /// 0 or 1: any number but 0 is as good a pivot as any other.
  package var estimate: Double { isUndefined ? .nan : isZero ? 0 : 1 }

  package static prefix func - (x: Residue) -> Residue {
    x.isUndefined || x.isZero ? x : Residue(unchecked: modulus - x.value)
  }

  package static func + (a: Residue, b: Residue) -> Residue {
    if a.isUndefined || b.isUndefined { return .undefined }
    return Residue(unchecked: reduced(a.value + b.value))
  }

  package static func - (a: Residue, b: Residue) -> Residue { a + -b }

  /// The product of two numbers below 2⁶¹ is high · 2⁶¹ + low, and 2⁶¹ is 1.
  package static func * (a: Residue, b: Residue) -> Residue {
    if a.isUndefined || b.isUndefined { return .undefined }
    let (high, low) = a.value.multipliedFullWidth(by: b.value)
    return Residue(unchecked: reduced((low & modulus) + (high << 3 | low >> 61)))
  }

  /// Undefined where `b` is 0.
  package static func / (a: Residue, b: Residue) -> Residue { a * b.inverse }

  /// x^(p − 2), by Fermat.
  private var inverse: Residue {
    if isZero || isUndefined { return .undefined }
    return value == 1 ? self : raised(to: Self.modulus - 2)
  }

  /// By repeated squaring.
  func raised(to exponent: UInt64) -> Residue {
    var (result, square, rest) = (Residue.one, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return isUndefined ? .undefined : result
  }

  package static func power(_ x: Residue, _ n: Int) -> Residue {
    let size = x.raised(to: UInt64(n.magnitude))
    return n < 0 ? size.inverse : size
  }

  package static func power(_ a: Residue, _ b: Residue) -> Residue { .undefined }
  package static func exp(_ x: Residue) -> Residue { .undefined }
  package static func log(_ x: Residue) -> Residue { .undefined }
  package static func sin(_ x: Residue) -> Residue { .undefined }
  package static func cos(_ x: Residue) -> Residue { .undefined }
  package static func tan(_ x: Residue) -> Residue { .undefined }
  package static func sinh(_ x: Residue) -> Residue { .undefined }
  package static func cosh(_ x: Residue) -> Residue { .undefined }
  package static func tanh(_ x: Residue) -> Residue { .undefined }
  package static func arctan(_ x: Residue) -> Residue { .undefined }
  package static func erf(_ x: Residue) -> Residue { .undefined }
  package static func sigmoid(_ x: Residue) -> Residue { .undefined }
  package static func softplus(_ x: Residue) -> Residue { .undefined }
}
