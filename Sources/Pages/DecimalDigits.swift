/// A number as decimal digits: 0.d₁d₂d₃… × 10^exponent, d₁ ≠ 0; no digits for zero.
struct DecimalDigits: Hashable {
  var isNegative: Bool
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  /// The shortest digits that read back as `value`, which is finite.
  init(_ value: Double) {
    isNegative = value < 0
    digits = []
    exponent = 0
    read(Array(value.magnitude.description.utf8))
    normalize()
  }

  /// Reads Swift's own form of a positive number, such as `12.5`, `1e-05` or `1.5e+16`.
  private mutating func read(_ text: [UInt8]) {
    let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
    let mantissa = text[..<mark]
    let point = mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mark
    digits = mantissa.filter { $0 != UInt8(ascii: ".") }.map { $0 &- UInt8(ascii: "0") }
    exponent = point
    let power = String(decoding: text[mark...].dropFirst(), as: UTF8.self)
    exponent += Int(power) ?? 0
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// Rounded to at most `count` digits, half away from zero; no trailing zeros remain.
  func rounded(to count: Int) -> DecimalDigits {
    guard count > 0, digits.count > count else { return self }
    var result = self
    let up = digits[count] >= 5
    result.digits.removeLast(digits.count - count)
    if up { result.increment() }
    result.normalize()
    return result
  }

  /// Adds one to the last digit.
  private mutating func increment() {
    for index in digits.indices.reversed() {
      digits[index] += 1
      guard digits[index] == 10 else { return }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    exponent += 1
  }

  /// The number with these digits.
  var value: Double {
    let text = (isNegative ? "-0." : "0.") + text(digits[...]) + "e\(exponent)"
    return digits.isEmpty ? 0 : Double(text) ?? 0
  }

  /// The digits before the point, `0` where there are none.
  var whole: String {
    guard exponent > 0 else { return "0" }
    let kept = digits.prefix(exponent)
    return text(kept) + String(repeating: "0", count: exponent - kept.count)
  }

  /// The digits behind the point; empty for an integer.
  var fraction: String {
    let zeros = exponent < 0 ? -exponent : 0
    let kept = exponent > 0 ? digits.dropFirst(exponent) : digits[...]
    return kept.isEmpty ? "" : String(repeating: "0", count: zeros) + text(kept)
  }

  /// The digits as `1` or `1.234`, to stand before a power of ten.
  var significand: String {
    let rest = text(digits.dropFirst())
    return text(digits.prefix(1)) + (rest.isEmpty ? "" : "." + rest)
  }

  private func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}
