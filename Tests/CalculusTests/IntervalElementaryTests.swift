import Calculus
import Testing

/// An elementary function with how many ulps its enclosures may be wide at one number.
struct ElementaryCase: Sendable, CustomTestStringConvertible {
  let name: String
  let f: @Sendable (Interval) -> Interval
  let ulps: Double

  init(_ name: String, ulps: Double, _ f: @escaping @Sendable (Interval) -> Interval) {
    (self.name, self.f, self.ulps) = (name, f, ulps)
  }

  var testDescription: String { name }

  /// exp, log, sin, cos, arctan and erf are enclosed by neighbours; more where the value is too
  /// close to a `Double` to tell on which side it is. The others are compositions.
  static let all = [
    ElementaryCase("exp", ulps: 3, Interval.exp), ElementaryCase("log", ulps: 2, Interval.log),
    ElementaryCase("sin", ulps: 2, Interval.sin), ElementaryCase("cos", ulps: 2, Interval.cos),
    ElementaryCase("arctan", ulps: 2, Interval.arctan),
    ElementaryCase("erf", ulps: 4, Interval.erf), ElementaryCase("tan", ulps: 6, Interval.tan),
    ElementaryCase("tanh", ulps: 6, Interval.tanh), ElementaryCase("sinh", ulps: 6, Interval.sinh),
    ElementaryCase("cosh", ulps: 6, Interval.cosh),
    ElementaryCase("sigmoid", ulps: 6, Interval.sigmoid),
    ElementaryCase("softplus", ulps: 6, Interval.softplus),
  ]

  /// x, the nearest `Double` to f(x), and the sign of the rest.
  var values: [(x: Double, nearest: Double, rest: Double)] {
    let lines = elementaryValues.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0 == name }) else { return [] }
    return lines[(start + 1)...].prefix { $0.contains(" ") }.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let x = Double(words[0]), let y = Double(words[1]) else { return nil }
      return (x, y, words[2] == "+" ? 1 : words[2] == "-" ? -1 : 0)
    }
  }
}

@Suite struct IntervalElementaryTests {
  @Test(arguments: ElementaryCase.all)
  func enclosesTheTrueValueTightly(_ function: ElementaryCase) {
    let values = function.values
    #expect(values.count >= 30)
    for (x, nearest, rest) in values {
      let y = function.f(Interval(exactly: x))
      let isAbove = rest < 0 ? y.lower < nearest : y.lower <= nearest
      let isBelow = rest > 0 ? y.upper > nearest : y.upper >= nearest
      #expect(isAbove && isBelow, "\(function.name)(\(x)) = \(nearest) is not in \(y)")
      // sinh and cosh go through eˣ, which overflows a little before they do.
      let overflows = y.upper == .infinity && nearest.magnitude > 0x1p1022
      #expect(
        overflows || y.width <= function.ulps * nearest.ulp, "\(function.name)(\(x)) in \(y)")
    }
  }

  /// Wide intervals hold the values at all of the table's points within them.
  @Test(arguments: ElementaryCase.all)
  func enclosesTheValuesOverAnInterval(_ function: ElementaryCase) {
    let values = function.values
    for (a, b) in zip(values, values.dropFirst(5)) {
      let x = Interval(min(a.x, b.x), max(a.x, b.x))
      let y = function.f(x)
      for value in values where x.contains(value.x) && !y.isUndefined {
        #expect(y.contains(value.nearest), "\(function.name)(\(value.x)) is not in \(y)")
      }
    }
  }

  @Test(arguments: [
    ("exp 0", Interval.exp(.zero), Interval.one), ("log 1", Interval.log(.one), .zero),
    ("sin 0", Interval.sin(.zero), .zero), ("cos 0", Interval.cos(.zero), .one),
    ("tan 0", Interval.tan(.zero), .zero), ("arctan 0", Interval.arctan(.zero), .zero),
    ("erf 0", Interval.erf(.zero), .zero), ("tanh 0", Interval.tanh(.zero), .zero),
    ("sinh 0", Interval.sinh(.zero), .zero), ("cosh 0", Interval.cosh(.zero), .one),
    ("sigmoid 0", Interval.sigmoid(.zero), Interval(exactly: 0.5)),
  ])
  func isExactWhereTheValueIs(_ name: String, _ value: Interval, _ expected: Interval) {
    #expect(value == expected, "\(name)")
  }

  @Test(arguments: [
    ("sin over its maximum", Interval.sin(Interval(1, 2)), 1.0, true),
    ("sin over its minimum", Interval.sin(Interval(4, 5)), -1.0, true),
    ("sin below its maximum", Interval.sin(Interval(-1, 1)), 1.0, false),
    ("cos over its maximum", Interval.cos(Interval(-1, 1)), 1.0, true),
    ("cos over its minimum", Interval.cos(Interval(3, 4)), -1.0, true),
    ("cos over a whole turn", Interval.cos(Interval(10, 20)), -1.0, true),
    ("cos on a slope", Interval.cos(Interval(0.5, 3)), 1.0, false),
  ])
  func wavesReachTheirExtremaWhereTheyAre(
    _ name: String, _ value: Interval, _ extremum: Double, _ reached: Bool
  ) {
    #expect(value.contains(extremum) == reached, "\(name): \(value)")
  }

  @Test func poleInsideMakesTangentUndefined() {
    #expect(Interval.tan(Interval(1, 2)).isUndefined)
    #expect(Interval.tan(Interval(-2, 5)).isUndefined)
    #expect(!Interval.tan(Interval(2, 4)).isUndefined)
  }

  @Test func unboundedArgumentsGiveTheLimits() {
    let right = Interval(1000, .infinity)
    let left = Interval(-.infinity, -1000)
    #expect(Interval.exp(right).upper == .infinity)
    #expect(Interval.exp(left) == Interval(0, 0x1p-1074))
    #expect(Interval.tanh(right) == Interval(1.0.nextDown, 1))
    #expect(Interval.sigmoid(Interval.whole) == Interval(0, 1))
    #expect(Interval.log(right).upper == .infinity)
    #expect(Interval.sin(right) == Interval(-1, 1))
    #expect(Interval.softplus(Interval.whole) == Interval(0, .infinity))
    #expect(Interval.arctan(Interval.whole).width <= Double.pi.nextUp)
  }
}
