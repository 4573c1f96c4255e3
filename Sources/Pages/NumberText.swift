/// How a number is shown: four significant digits, a true minus sign, a power of ten only where
/// plain digits would be long.
package struct NumberText: Hashable {
  /// `−12`
  let whole: String
  /// The digits behind the point: `5` of `−12.5`.
  let fraction: String
  /// ` × 10⁻⁷`, or empty.
  let power: String

  /// Differences beyond the fourth digit are the arithmetic's, not the reader's. The digits before
  /// the point are all shown.
  static let significantDigits = 4

  package init(_ value: Double) {
    guard value.isFinite else {
      whole = value.isNaN ? "undefined" : value < 0 ? "−∞" : "∞"
      (fraction, power) = ("", "")
      return
    }
    let exact = DecimalDigits(value)
    let kept = Self.plainExponents.contains(exact.exponent) ? exact.exponent : 0
    let digits = exact.rounded(to: max(Self.significantDigits, kept))
    let sign = digits.isNegative && !digits.isZero ? "−" : ""
    if Self.plainExponents.contains(digits.exponent) || digits.isZero {
      (whole, fraction, power) = (sign + digits.whole, digits.fraction, "")
    } else {
      let significand = digits.significand.split(separator: ".")
      whole = sign + (significand.first ?? "0")
      fraction = significand.count > 1 ? String(significand[1]) : ""
      power = " × 10" + superscript(digits.exponent - 1)
    }
  }

  /// From 0.0001 up to 999 999.
  private static let plainExponents = -3...6

  /// Whether nothing was rounded away.
  func isExact(_ value: Double) -> Bool {
    guard value.isFinite else { return true }
    let exact = DecimalDigits(value)
    let kept = Self.plainExponents.contains(exact.exponent) ? exact.exponent : 0
    return exact.rounded(to: max(Self.significantDigits, kept)) == exact
  }

  /// The number with all digits that are its own: those beyond the twelfth are the arithmetic's, and
  /// not the same on every machine.
  static func allDigits(of value: Double) -> String {
    let text = DecimalDigits(value).rounded(to: 12).value.description
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }

  var isZero: Bool { whole == "0" && fraction.isEmpty }

  /// To at most `count` digits: for labels with little room.
  package static func short(_ value: Double, digits count: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return NumberText(value).text }
    let digits = DecimalDigits(value).rounded(to: count)
    return NumberText(digits.value).text
  }

  /// The number on its own: `−12.5`, `1.234 × 10⁻⁷`.
  package var text: String { whole + (fraction.isEmpty ? "" : "." + fraction) + power }

  /// Numbers of one column, filled up behind with spaces as wide as what they stand for, so that
  /// points stand below each other when the column is aligned to the right.
  package static func aligned(_ column: [NumberText]) -> [String] {
    let plain = column.filter { $0.power.isEmpty }
    let width = plain.map(\.fraction.utf8.count).max() ?? 0
    return column.map { number in
      guard number.power.isEmpty, width > 0 else { return number.text }
      let missing = width - number.fraction.utf8.count
      let point = number.fraction.isEmpty ? "\u{2008}" : ""
      return number.text + point + String(repeating: "\u{2007}", count: missing)
    }
  }
}

extension DecimalDigits {
  var isZero: Bool { digits.isEmpty }
}

/// `10` to the power of `exponent`, its exponent in raised digits: `⁻¹²`.
private func superscript(_ exponent: Int) -> String {
  let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  let digits = String(exponent.magnitude).utf8.compactMap { byte -> Character? in
    let value = Int(byte) - Int(UInt8(ascii: "0"))
    return raised.indices.contains(value) ? raised[value] : nil
  }
  return (exponent < 0 ? "⁻" : "") + String(digits)
}
