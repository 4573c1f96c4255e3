extension PreciseInterval {
  /// Tame bounds; others are for `Interval`.
  private var isTame: Bool { lower.isTame && upper.isTame }

  package static prefix func - (x: PreciseInterval) -> PreciseInterval {
    PreciseInterval(-x.upper, -x.lower)
  }

  /// Sums of two `Double`s are exact; others err by 2⁻¹⁰², relative.
  package static func + (a: PreciseInterval, b: PreciseInterval) -> PreciseInterval {
    guard a.isTame, b.isTame else { return PreciseInterval(a.interval + b.interval) }
    func isExact(_ x: DoubleDouble, _ y: DoubleDouble) -> Bool { x.lo == 0 && y.lo == 0 }
    let (low, high) = (a.lower + b.lower, a.upper + b.upper)
    return PreciseInterval(
      isExact(a.lower, b.lower) ? low : low.lowered(),
      isExact(a.upper, b.upper) ? high : high.raised())
  }

  package static func - (a: PreciseInterval, b: PreciseInterval) -> PreciseInterval { a + -b }

  package static func * (a: PreciseInterval, b: PreciseInterval) -> PreciseInterval {
    if a.isUndefined || b.isUndefined { return .undefined }
    guard a.isTame, b.isTame else { return PreciseInterval(a.interval * b.interval) }
    if a.isZero || b.isZero { return .zero }
    var (low, high) = (DoubleDouble(.infinity), DoubleDouble(-.infinity))
    for x in a.isPoint ? [a.lower] : [a.lower, a.upper] {
      for y in b.isPoint ? [b.lower] : [b.lower, b.upper] {
        let product = x * y
        let isExact = x.lo == 0 && y.lo == 0
        low = min(low, isExact ? product : product.lowered())
        high = max(high, isExact ? product : product.raised())
      }
    }
    return PreciseInterval(low, high)
  }

  /// Undefined where `b` may be 0.
  package static func / (a: PreciseInterval, b: PreciseInterval) -> PreciseInterval {
    if a.isUndefined || b.isUndefined || b.contains(0) { return .undefined }
    guard a.isTame, b.isTame else { return PreciseInterval(a.interval / b.interval) }
    if a.isZero { return .zero }
    if b.upper.hi < 0 { return -a / -b }
    let low = a.lower / (a.lower.hi >= 0 ? b.upper : b.lower)
    let high = a.upper / (a.upper.hi >= 0 ? b.lower : b.upper)
    // Quotients of small whole numbers and of powers of two are exact often enough to look.
    func isExact(_ q: DoubleDouble, _ x: DoubleDouble, _ y: DoubleDouble) -> Bool {
      q.lo == 0 && y.lo == 0 && DoubleDouble.product(q.hi, y.hi) == x
    }
    let (below, above) =
      (a.lower.hi >= 0 ? b.upper : b.lower, a.upper.hi >= 0 ? b.lower : b.upper)
    return PreciseInterval(
      isExact(low, a.lower, below) ? low : low.lowered(),
      isExact(high, a.upper, above) ? high : high.raised())
  }

  package static func sqrt(_ x: PreciseInterval) -> PreciseInterval {
    guard x.lower >= DoubleDouble(0) else { return .undefined }
    guard x.isTame else { return PreciseInterval(Interval.sqrt(x.interval)) }
    func root(_ x: DoubleDouble) -> PreciseInterval {
      let root = x.squareRoot()
      if root.lo == 0, DoubleDouble.product(root.hi, root.hi) == x {
        return PreciseInterval(root, root)
      }
      return PreciseInterval(root.lowered(), root.raised())
    }
    return PreciseInterval(root(x.lower).lower, root(x.upper).upper)
  }

  package static func abs(_ x: PreciseInterval) -> PreciseInterval {
    if x.isUndefined || x.lower.hi >= 0 { return x }
    return x.upper.hi <= 0 ? -x : PreciseInterval(DoubleDouble(0), max(-x.lower, x.upper))
  }

  /// Repeated squaring of the absolute value; the ends of odd powers keep their signs.
  package static func power(_ x: PreciseInterval, _ n: Int) -> PreciseInterval {
    if x.isUndefined { return x }
    if n == 0 { return one }
    if n < 0 { return n == .min ? .undefined : one / power(x, -n) }
    if n.isMultiple(of: 2) { return positivePower(abs(x), n) }
    func end(_ x: DoubleDouble) -> PreciseInterval {
      x.hi < 0
        ? -positivePower(PreciseInterval(-x, -x), n) : positivePower(PreciseInterval(x, x), n)
    }
    return PreciseInterval(end(x.lower).lower, end(x.upper).upper)
  }

  private static func positivePower(_ x: PreciseInterval, _ n: Int) -> PreciseInterval {
    var (result, square, rest) = (one, x, n)
    while rest > 1 {
      if !rest.isMultiple(of: 2) { result = result * square }
      square = square * square
      rest /= 2
    }
    return result * square
  }

  package static func power(_ a: PreciseInterval, _ b: PreciseInterval) -> PreciseInterval {
    if a.isUndefined || b.isUndefined { return .undefined }
    let n = b.lower.hi
    if b.isPoint, b.lower.lo == 0, n.magnitude <= 0x1p20, n == n.rounded() {
      return power(a, Int(n))
    }
    if a.lower.hi > 0 { return exp(b * log(a)) }
    return PreciseInterval(Interval.power(a.interval, b.interval))
  }

  package static func sign(_ x: PreciseInterval) -> PreciseInterval {
    PreciseInterval(Interval.sign(x.interval))
  }

  package static func maximum(_ a: PreciseInterval, _ b: PreciseInterval) -> PreciseInterval {
    if a.isUndefined || b.isUndefined { return .undefined }
    return PreciseInterval(max(a.lower, b.lower), max(a.upper, b.upper))
  }

  package static func minimum(_ a: PreciseInterval, _ b: PreciseInterval) -> PreciseInterval {
    -maximum(-a, -b)
  }

  package static func choose(
    _ c: PreciseInterval, _ test: SignTest, _ a: PreciseInterval, _ b: PreciseInterval
  ) -> PreciseInterval {
    if c.isUndefined { return .undefined }
    // The `Double`s around c are on the same side of 0 as c: a bound that is not 0 stays so.
    switch test.certain(c.interval) {
    case true?: return a
    case false?: return b
    case nil: return a.hull(b)
    }
  }
}
