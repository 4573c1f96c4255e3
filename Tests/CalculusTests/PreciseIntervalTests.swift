import Calculus
import Testing

/// A function over double-double intervals, and the name of its values in the table.
struct PreciseCase: Sendable, CustomTestStringConvertible {
  let name: String
  let f: @Sendable (PreciseInterval) -> PreciseInterval

  init(_ name: String, _ f: @escaping @Sendable (PreciseInterval) -> PreciseInterval) {
    (self.name, self.f) = (name, f)
  }

  var testDescription: String { name }

  static let all = [
    PreciseCase("exp", PreciseInterval.exp), PreciseCase("log", PreciseInterval.log),
    PreciseCase("sin", PreciseInterval.sin), PreciseCase("cos", PreciseInterval.cos),
    PreciseCase("tan", PreciseInterval.tan), PreciseCase("arctan", PreciseInterval.arctan),
    PreciseCase("erf", PreciseInterval.erf), PreciseCase("sinh", PreciseInterval.sinh),
    PreciseCase("cosh", PreciseInterval.cosh), PreciseCase("tanh", PreciseInterval.tanh),
    PreciseCase("sigmoid", PreciseInterval.sigmoid),
    PreciseCase("softplus", PreciseInterval.softplus),
  ]

  /// Pairs of x and f(x), points both.
  var values: [(x: PreciseInterval, y: PreciseInterval)] {
    let lines = preciseValues.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0 == name }) else { return [] }
    return lines[(start + 1)...].prefix { $0.contains(" ") }.compactMap { line in
      let words = line.split(separator: " ").compactMap { Double($0) }
      guard words.count == 4 else { return nil }
      return (point(words[0], words[1]), point(words[2], words[3]))
    }
  }
}

/// Sums of two `Double`s are exact.
private func point(_ a: Double, _ b: Double) -> PreciseInterval {
  PreciseInterval(dyadic: a) + PreciseInterval(dyadic: b)
}

@Suite struct PreciseIntervalTests {
  @Test(arguments: PreciseCase.all)
  func enclosesTheTrueValueTightly(_ function: PreciseCase) {
    let values = function.values
    #expect(values.count >= 16)
    for (x, y) in values {
      let enclosure = function.f(x)
      // The table errs by 2⁻¹⁰⁶ itself.
      let slack = PreciseInterval(dyadic: y.magnitude * 0x1p-104)
      #expect(enclosure.overlaps(y + slack) && enclosure.overlaps(y - slack))
      #expect(enclosure.width <= 0x1p-66 * y.magnitude, "\(enclosure.width) of \(y.magnitude)")
    }
  }

  /// Wide intervals hold the values at all of the table's points within them.
  @Test(arguments: PreciseCase.all)
  func enclosesTheValuesOverAnInterval(_ function: PreciseCase) {
    for (x, y) in function.values {
      for radius in [0x1p-70, 0x1p-40, 0.25, 2] {
        let ball = (x - PreciseInterval(dyadic: radius)).hullWith(
          x + PreciseInterval(dyadic: radius))
        #expect(function.f(ball).overlaps(y))
      }
    }
  }

  @Test func exactOperationsStayExact() throws {
    let (a, b) = (PreciseInterval(dyadic: 0.375), PreciseInterval(dyadic: -12))
    for value in [a + b, a - b, a * b, b / a, PreciseInterval.power(a, 3)] {
      #expect(value.width == 0)
    }
    #expect(PreciseInterval.sqrt(PreciseInterval(dyadic: 2.25)).width == 0)
    #expect((a - a).isZero && (a * .zero).isZero)
    let third = PreciseInterval.one / PreciseInterval(dyadic: 3)
    #expect(third.width > 0 && third.width < 0x1p-98)
    #expect((third * PreciseInterval(dyadic: 3)).contains(1))
  }

  @Test(arguments: ["0.1", "-1e-8", "9223372036854775807", "1e30", "1e-300", "3.25"])
  func decimalsAreEnclosed(text: String) throws {
    let decimal = try #require(ExactDecimal(text))
    let (precise, interval) = (PreciseInterval(decimal), Interval(decimal))
    #expect(precise.overlaps(PreciseInterval(interval)))
    #expect(precise.width <= interval.width)
  }

  @Test func domainsAreThoseOfIntervals() {
    let zero = PreciseInterval(dyadic: 0)
    let around = PreciseInterval(dyadic: -1).hullWith(PreciseInterval(dyadic: 1))
    #expect((PreciseInterval.one / around).isUndefined)
    #expect(PreciseInterval.log(zero).isUndefined && PreciseInterval.log(around).isUndefined)
    #expect(PreciseInterval.sqrt(around).isUndefined)
    #expect(PreciseInterval.abs(around).contains(0) && PreciseInterval.abs(around).contains(1))
    #expect(PreciseInterval.undefined.overlaps(zero) && PreciseInterval.undefined.isWhole)
    let huge = PreciseInterval(dyadic: .greatestFiniteMagnitude)
    #expect(!(huge * huge).isUndefined && (huge * huge).magnitude == .infinity)
    let tiny = PreciseInterval(dyadic: 0x1p-1074)
    #expect((tiny * tiny).contains(0) && !(tiny * tiny).isZero)
  }
}

extension PreciseInterval {
  /// The hull of two points or intervals, by comparing: `choose` where the sign is open.
  fileprivate func hullWith(_ other: PreciseInterval) -> PreciseInterval {
    let open = PreciseInterval(Interval(-1, 1))
    return PreciseInterval.choose(open, .positive, self, other)
  }
}
