import Calculus
import Testing

/// Interval arithmetic against exact integers and against itself at random points.
@Suite struct RoundingTests {
  /// Integers of up to 62 bits over a power of two, as intervals and exactly.
  @Test func sumsAndProductsAreExactOrNeighbours() {
    var draw = Draw(seed: 1)
    for _ in 0..<2_000 {
      let (a, b) = (Int(draw.bits()) - (1 << 30), Int(draw.bits()) - (1 << 30))
      let (x, y) = (Interval(exactly: Double(a)), Interval(exactly: Double(b)))
      #expect(x + y == Interval(exactly: Double(a + b)))
      #expect(x - y == Interval(exactly: Double(a - b)))
      expectTight(x * y, a * b)
    }
  }

  private func expectTight(_ interval: Interval, _ value: Int) {
    let (low, high) = (Int(interval.lower), Int(interval.upper))
    #expect(low <= value && value <= high)
    #expect(interval.isPoint == (low == value), "\(interval) for \(value)")
    #expect(interval.upper <= interval.lower.nextUp)
  }

  /// q b ≤ a ≤ q b for the bounds q of a/b, in exact integers: a, b < 2³¹ and q = n/2³⁰.
  @Test func quotientsAreEnclosedByNeighbours() {
    var draw = Draw(seed: 2)
    for _ in 0..<2_000 {
      let (a, b) = (Double(draw.bits() + 1), Double(draw.bits() + 1))
      let q = Interval(exactly: a) / Interval(exactly: b)
      #expect(q.upper <= q.lower.nextUp)
      #expect((Interval(exactly: q.lower) * Interval(exactly: b)).lower <= a)
      #expect((Interval(exactly: q.upper) * Interval(exactly: b)).upper >= a)
      #expect(Interval(exactly: a * 3) / Interval(exactly: 3) == Interval(exactly: a))
      #expect((-Interval(exactly: a)) / Interval(exactly: b) == -q)
    }
  }

  @Test func squareRootsAreEnclosedByNeighbours() {
    var draw = Draw(seed: 3)
    for _ in 0..<2_000 {
      let a = Double(draw.bits())
      let root = Interval.sqrt(Interval(exactly: a))
      #expect(root.upper <= root.lower.nextUp)
      #expect(Interval.power(Interval(exactly: root.lower), 2).lower <= a)
      #expect(Interval.power(Interval(exactly: root.upper), 2).upper >= a)
      #expect(Interval.sqrt(Interval(exactly: a) * Interval(exactly: a)).contains(a))
    }
    #expect(Interval.sqrt(Interval(exactly: 9)) == Interval(exactly: 3))
  }

  /// Results at members are members of results at intervals.
  @Test func operationsAreIsotonic() {
    var draw = Draw(seed: 4)
    let operations: [(String, (Interval, Interval) -> Interval)] = [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }),
      ("max", Interval.maximum), ("min", Interval.minimum),
      ("square", { x, _ in Interval.power(x, 2) }), ("cube", { x, _ in Interval.power(x, 3) }),
      ("abs", { x, _ in Interval.abs(x) }), ("sign", { x, _ in Interval.sign(x) }),
      ("choose", { Interval.choose($0, .nonnegative, $0, $1) }),
    ]
    for _ in 0..<500 {
      let (a, b) = (draw.numbers(2, in: -4...4).sorted(), draw.numbers(2, in: -4...4).sorted())
      let (x, y) = (Interval(a[0], a[1]), Interval(b[0], b[1]))
      for (name, f) in operations {
        let wide = f(x, y)
        for (p, q) in [(a[0], b[0]), (a[0], b[1]), (a[1], b[0]), (a[1], b[1])]
        where !wide.isUndefined {
          let point = f(Interval(exactly: p), Interval(exactly: q))
          #expect(wide.lower <= point.lower && point.upper <= wide.upper, "\(name): \(x), \(y)")
        }
      }
    }
  }

  @Test func powersAreTight() {
    #expect(Interval.power(Interval(-2, 3), 2) == Interval(0, 9))
    #expect(Interval.power(Interval(-2, 3), 3) == Interval(-8, 27))
    #expect(Interval.power(Interval(-3, -2), 4) == Interval(16, 81))
    #expect(Interval.power(Interval(2, 4), -1) == Interval(0.25, 0.5))
    #expect(Interval.power(Interval(-1, 1), -1).isUndefined)
    #expect(Interval.power(Interval(-1, 1), 0) == .one)
    #expect(Interval.power(Interval(exactly: -2), Interval(exactly: 3)) == Interval(exactly: -8))
    #expect(Interval.power(Interval(0, 1), Interval(exactly: 0.5)).lower == 0)
    #expect(Interval.power(Interval(-1, 1), Interval(exactly: 0.5)).isUndefined)
  }

  @Test func whatIsOutsideTheDomainStaysUndefined() {
    let undefined = Interval.one / Interval(-1, 1)
    #expect(undefined.isUndefined && undefined.isWhole && !undefined.isFinite)
    #expect(undefined.overlaps(.one) && undefined.width == .infinity)
    #expect((undefined * .zero).isUndefined)
    #expect(Interval.tanh(undefined).isUndefined)
    #expect(Interval.log(Interval(-2, -1)).isUndefined)
    #expect(Interval.log(Interval(0, 1)).isUndefined)
    #expect(Interval.sqrt(Interval(-1, 1)).isUndefined)
    #expect(Interval.choose(undefined, .positive, .one, .one).isUndefined)
    #expect(Interval.maximum(undefined, .one).isUndefined)
    #expect(Interval(2, 1).isUndefined && Interval(.infinity, .infinity).isUndefined)
  }

  @Test func overflowIsUnboundedButDefined() {
    let large = Interval(exactly: .greatestFiniteMagnitude)
    let sum = large + large
    #expect(sum == Interval(.greatestFiniteMagnitude, .infinity) && !sum.isUndefined)
    #expect(sum - sum == .whole)
    #expect((Interval.one / sum).lower == 0)
    #expect((sum * .zero) == .zero)
    let small = Interval(exactly: 0x1p-1074)
    #expect((small * small).contains(0) && (small * small).upper > 0)
    #expect((small / Interval(exactly: 2)).upper == 0x1p-1074)
  }

  /// Neighbours between which the decimal lies.
  @Test(arguments: [
    ("0.5", 0.5, 0.5), ("-12", -12, -12), ("1e22", 1e22, 1e22), ("0.1", 0.1.nextDown, 0.1),
    ("0.3", 0.3, 0.3.nextUp), ("1e400", .greatestFiniteMagnitude, .infinity),
    ("9007199254740993", 9_007_199_254_740_992, 9_007_199_254_740_994),
  ])
  func decimalsAreEnclosed(_ text: String, _ lower: Double, _ upper: Double) throws {
    let interval = Interval(try #require(ExactDecimal(text)))
    #expect(interval.lower <= lower && upper <= interval.upper)
    #expect(interval.width <= 4 * lower.magnitude.ulp || upper == .infinity)
  }
}
