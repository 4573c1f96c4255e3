import Calculus
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("0.5", 5, -1), ("0.50", 5, -1), (".5", 5, -1), ("12", 12, 0), ("1200", 12, 2), ("-3.", -3, 0),
    ("1e-8", 1, -8), ("2.5E+3", 25, 2), ("0", 0, 0), ("0.000", 0, 0), ("+7", 7, 0),
    ("9223372036854775807", .max, 0),
  ])
  func readsDecimals(_ text: String, _ significand: Int, _ exponent: Int) throws {
    let decimal = try #require(ExactDecimal(text))
    #expect(decimal.significand == significand && decimal.exponent == exponent)
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "e5", "1e", "1e+", "0x10", "1 ", " 1", "1e99999", "nan", "１",
    "9223372036854775808", "123456789012345678901234567890",
  ])
  func refusesWhatIsNoDecimal(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(arguments: [
    "0.1", "1e-8", "3.14159265358979", "123456789.125", "1e22", "1e23", "-2.5e-300", "1e400",
    "9007199254740993", "5e-324", "0.000001", "1000000",
  ])
  func isTheNearestDouble(_ text: String) throws {
    #expect(try #require(ExactDecimal(text)).double == Double(text))
  }

  @Test(arguments: [
    ("0.5", "0.5"), ("0.050", "0.05"), ("-12", "-12"), ("1e-08", "1e-8"), ("1200", "1200"),
    ("-0.001", "-0.001"), ("12.5", "12.5"), ("1e30", "1e30"), ("0", "0"),
  ])
  func describesItself(_ text: String, _ description: String) throws {
    #expect(try #require(ExactDecimal(text)).description == description)
  }

  @Test func extremesDoNotTrap() {
    let lowest = ExactDecimal(.min)
    #expect(lowest.negated == nil)
    #expect(lowest.double == -0x1p63)
    #expect(lowest.description == "-9223372036854775808")
    #expect(ExactDecimal(significand: 1, exponent: .max).double == .infinity)
    #expect(ExactDecimal(significand: 1, exponent: .min).double == 0)
  }
}
