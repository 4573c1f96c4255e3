/// Two different numbers with as few digits as tell them apart, at least four significant ones.
func distinctTexts(_ a: Double, _ b: Double) -> (String, String) {
  for digits in 4...17 {
    let (x, y) = (text(a, digits), text(b, digits))
    if x != y { return (x, y) }
  }
  return ("\(a)", "\(b)")
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
