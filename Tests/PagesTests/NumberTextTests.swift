import Pages
import Testing

private let numbers: [(value: Double, text: String)] = [
  (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "−1"), (0.5, "0.5"), (-0.25, "−0.25"),
  (0.12345, "0.1235"), (0.12344, "0.1234"), (2.0 / 3, "0.6667"), (-1.0 / 3, "−0.3333"),
  (99.999, "100"), (9.9996, "10"), (12345.678, "12346"), (123456, "123456"),
  (999_999.4, "999999"), (1e6, "1 × 10⁶"), (1_234_567, "1.235 × 10⁶"), (0.0001, "0.0001"),
  (0.00001234, "1.234 × 10⁻⁵"), (-2.5e-9, "−2.5 × 10⁻⁹"), (1e300, "1 × 10³⁰⁰"),
  (Double.leastNonzeroMagnitude, "5 × 10⁻³²⁴"), (Double.infinity, "∞"), (-Double.infinity, "−∞"),
  (Double.nan, "undefined"), (100, "100"), (0.1 + 0.2, "0.3"), (0.99999, "1"),
]

@Test(arguments: numbers)
func writesFourSignificantDigits(value: Double, text: String) {
  #expect(NumberText(value).text == text)
}

@Test func alignsDecimalPoints() {
  let column = [1, 0.25, -12.5, 100, 3e-9].map(NumberText.init)
  let lines = NumberText.aligned(column)
  #expect(
    lines == [
      "1\u{2008}\u{2007}\u{2007}", "0.25", "−12.5\u{2007}", "100\u{2008}\u{2007}\u{2007}",
      "3 × 10⁻⁹",
    ])
}

@Test func leavesIntegersAlone() {
  #expect(NumberText.aligned([1, -20].map(NumberText.init)) == ["1", "−20"])
}
