/// The decimal number significand × 10^exponent, without rounding. Equal numbers are equal values:
/// the significand has no trailing zeros.
package struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
  package let significand: Int
  package let exponent: Int

  package static let zero = ExactDecimal(0)
  package static let one = ExactDecimal(1)

  package init(_ integer: Int) {
    self.init(significand: integer, exponent: 0)
  }

  /// The exponent is held within ±100,000, far outside what a `Double` can tell from 0 or infinity.
  package init(significand: Int, exponent: Int) {
    var (s, e) = (significand, min(max(exponent, -100_000), 100_000))
    while s != 0, s.isMultiple(of: 10) { (s, e) = (s / 10, e + 1) }
    self.significand = s
    self.exponent = s == 0 ? 0 : e
  }

  /// Reads `12`, `0.5`, `.5`, `-3.`, `1e-8`. Nil where `text` is no such number, has digits that do
  /// not fit 64 bits, or an exponent beyond ±9,999.
  package init?(_ text: String) {
    var scanner = DecimalScanner(text.utf8)
    guard let value = scanner.decimal() else { return nil }
    self = value
  }

  package var isZero: Bool { significand == 0 }

  /// The negative, or nil where it does not fit.
  package var negated: ExactDecimal? {
    let (s, overflow) = 0.subtractingReportingOverflow(significand)
    return overflow ? nil : ExactDecimal(significand: s, exponent: exponent)
  }

  /// The nearest `Double`.
  package var double: Double {
    if exponent == 0 { return Double(significand) }
    // Both operands are exact and the one operation rounds correctly.
    if significand.magnitude < 1 << 53, exponent.magnitude <= 22 {
      let scale = Self.powersOfTen[Int(exponent.magnitude)]
      return exponent < 0 ? Double(significand) / scale : Double(significand) * scale
    }
    return Double("\(significand)e\(exponent)") ?? .nan
  }

  /// `0.5`, `-12`, `1e-08` is written `1e-8`.
  package var description: String {
    if exponent == 0 { return String(significand) }
    let digits = String(significand.magnitude)
    let sign = significand < 0 ? "-" : ""
    if exponent < 0, exponent >= -6 {
      let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.utf8.count)) + digits
      return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
    }
    if exponent > 0, exponent <= 6 {
      return sign + digits + String(repeating: "0", count: exponent)
    }
    return sign + digits + "e\(exponent)"
  }

  /// 10^0 … 10^22, the powers of ten that are exact as `Double`.
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

/// decimal := ['+' | '-'] digits ['.' digits] [('e' | 'E') ['+' | '-'] digits]
private struct DecimalScanner {
  private var rest: Substring.UTF8View.SubSequence
  private var significand = 0
  private var digits = 0

  init(_ text: String.UTF8View) { rest = text[...] }

  mutating func decimal() -> ExactDecimal? {
    let negative = sign()
    guard appendDigits() else { return nil }
    var exponent = 0
    if take(UInt8(ascii: ".")) {
      let before = digits
      guard appendDigits() else { return nil }
      exponent = before - digits
    }
    guard digits > 0 else { return nil }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      guard let written = writtenExponent() else { return nil }
      exponent += written
    }
    guard rest.isEmpty else { return nil }
    return ExactDecimal(significand: negative ? -significand : significand, exponent: exponent)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func sign() -> Bool {
    if take(UInt8(ascii: "-")) { return true }
    _ = take(UInt8(ascii: "+"))
    return false
  }

  private mutating func digit() -> Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
      return nil
    }
    rest = rest.dropFirst()
    return Int(byte - UInt8(ascii: "0"))
  }

  /// False where the digits so far do not fit 64 bits.
  private mutating func appendDigits() -> Bool {
    while let next = digit() {
      let (scaled, overflow) = significand.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(next)
      guard !overflow, !carry else { return false }
      significand = sum
      digits += 1
    }
    return true
  }

  private mutating func writtenExponent() -> Int? {
    let negative = sign()
    var value = 0
    var count = 0
    while let next = digit() {
      value = value * 10 + next
      count += 1
      guard value <= 9_999 else { return nil }
    }
    guard count > 0 else { return nil }
    return negative ? -value : value
  }
}
