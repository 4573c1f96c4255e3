/// Functions with kinks and jumps. Where an interval straddles one, the result holds both branches.
extension Interval {
  package static func abs(_ x: Interval) -> Interval {
    x.isUndefined ? x : Interval(x.mignitude, x.magnitude)
  }

  package static func sign(_ x: Interval) -> Interval {
    if x.isUndefined { return x }
    return Interval(signOf(x.lower), signOf(x.upper))
  }

  private static func signOf(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

  package static func maximum(_ a: Interval, _ b: Interval) -> Interval {
    if a.isUndefined || b.isUndefined { return .undefined }
    return Interval(Swift.max(a.lower, b.lower), Swift.max(a.upper, b.upper))
  }

  package static func minimum(_ a: Interval, _ b: Interval) -> Interval {
    -maximum(-a, -b)
  }

  /// `a` or `b` where the test is certain, their hull where it is not.
  package static func choose(
    _ c: Interval, _ test: SignTest, _ a: Interval, _ b: Interval
  ) -> Interval {
    if c.isUndefined { return .undefined }
    switch test.certain(c) {
    case true?: return a
    case false?: return b
    case nil: return a.hull(b)
    }
  }
}

extension SignTest {
  /// Whether every member of `c` passes (true) or fails (false); nil where they differ.
  func certain(_ c: Interval) -> Bool? {
    switch self {
    case .positive: c.lower > 0 ? true : c.upper <= 0 ? false : nil
    case .nonnegative: c.lower >= 0 ? true : c.upper < 0 ? false : nil
    case .zero: c.isZero ? true : !c.contains(0) ? false : nil
    }
  }
}
