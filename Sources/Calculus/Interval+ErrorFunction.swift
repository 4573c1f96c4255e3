extension Interval {
  package static func erf(_ x: Interval) -> Interval {
    increasing(x) { odd($0, erfOfPositive) }
  }

  /// From 6 on, 1 − erf x < 2.2e-17 < 2⁻⁵⁵. Near 0, erf x lies between 2/√π (x − x³/3) and 2/√π x, which
  /// are closer to each other than neighbours.
  private static func erfOfPositive(_ x: Double) -> Interval {
    if x >= 6 { return Interval(1.0.nextDown, 1) }
    if x < 0x1p-40 {
      let line = Interval(enclosing: DoubleDouble.twoOverRootOfPi) * Interval(exactly: x)
      return Interval(line.lower.nextDown, line.upper)
    }
    return Interval(enclosing: DoubleDouble.erf(x)).clamped(-1, 1)
  }
}

extension DoubleDouble {
  /// 2/√π, with an error below 2⁻¹⁰⁶.
  static let twoOverRootOfPi = DoubleDouble(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56)

  /// erf x for 2⁻⁴⁰ ≤ x < 6 with an error below 2⁻⁹⁰ relative.
  ///
  /// erf x = 2/√π e^(−x²) Σ Tₙ with T₀ = x and Tₙ₊₁ = Tₙ · 2x²/(2n + 3): all terms are positive, so
  /// errors never grow by cancellation. x² is exact as hi + lo; a term errs by 2 ε (ε = 2⁻¹⁰²) more
  /// than the one before, a sum by ε, and fewer than 250 terms are needed: below 750 ε < 2⁻⁹²·⁴. exp
  /// errs by 2⁻⁹²·⁹, e^(−lo) ≈ 1 − lo + lo²/2 by lo³ < 2⁻¹⁴². The sum stops where terms have begun to
  /// halve and one is below 2⁻¹¹⁰ of it: the rest is no more than that.
  static func erf(_ x: Double) -> DoubleDouble {
    let square = product(x, x)
    var (term, total, n) = (DoubleDouble(x), DoubleDouble(x), 3.0)
    while term.hi > total.hi * 0x1p-110 || square.hi * 4 > n {
      term = term * square.scaled(2) / DoubleDouble(n)
      total = total + term
      n += 2
    }
    let lo = -square.lo
    let correction = DoubleDouble(1) + DoubleDouble(lo) + DoubleDouble(lo * lo / 2)
    return twoOverRootOfPi * total * wholeExp(-square.hi) * correction
  }
}
