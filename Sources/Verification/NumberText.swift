import Calculus

/// Two different numbers with as few digits as tell them apart, at least four significant ones.
func distinctTexts(_ a: Double, _ b: Double) -> (String, String) {
  for digits in 4...17 {
    let (x, y) = (text(a, digits), text(b, digits))
    if x != y { return (x, y) }
  }
  return ("\(a)", "\(b)")
}

/// With at most six significant digits.
func shortText(_ value: Double) -> String { text(value, 6) }

/// `2`, `[1; −2]`, `[1, 0.5; −2, 3]`.
func matrixText(_ entries: [String], _ shape: Shape) -> String {
  guard !shape.isScalar, shape.columns > 0 else { return entries.first ?? "" }
  let rows = stride(from: 0, to: entries.count, by: shape.columns).map {
    entries[$0..<min($0 + shape.columns, entries.count)].joined(separator: ", ")
  }
  return "[\(rows.joined(separator: "; "))]"
}

private func text(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, value != 0 else { return value == 0 ? "0" : "undefined" }
  var scale = 1.0
  for _ in 0..<300 where (value * scale).magnitude < decimalPower(digits - 1) { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  let text = "\(rounded.isFinite ? rounded : value)".replacingMinus
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func decimalPower(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1.0) { power, _ in power * 10 }
}

extension String {
  /// With a minus sign that is one.
  fileprivate var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
