/// The four operations and the square root of IEEE 754, rounded down or up.
///
/// The nearest result is corrected by the sign of its own rounding error, which is a `Double` that the
/// error-free transformations of Knuth (sum) and Dekker (product) compute. So results that are exact
/// stay exact: sums and products of small dyadic numbers have width 0. Where a transformation could
/// overflow or lose bits to underflow, the result moves to its neighbour in any case.
enum Rounding {
  static func addDown(_ a: Double, _ b: Double) -> Double {
    let (s, e) = twoSum(a, b)
    return s.isFinite && e >= 0 ? s : s.nextDown
  }

  static func addUp(_ a: Double, _ b: Double) -> Double { -addDown(-a, -b) }

  /// 0 · ∞ is 0: an infinite bound stands for finite numbers.
  static func multiplyDown(_ a: Double, _ b: Double) -> Double {
    if a == 0 || b == 0 { return 0 }
    let p = a * b
    guard let e = productError(a, b, p) else { return p.nextDown }
    return e >= 0 ? p : p.nextDown
  }

  static func multiplyUp(_ a: Double, _ b: Double) -> Double { -multiplyDown(-a, b) }

  /// `b` is not 0. a/b = q + (a − q b)/b, and a − q b is computed exactly: its leading part by
  /// Sterbenz' lemma, since q b is within an ulp of a.
  static func divideDown(_ a: Double, _ b: Double) -> Double {
    if a == 0 { return 0 }
    let q = a / b
    if b.isInfinite {
      return a.isInfinite || (a < 0) == (b < 0) ? 0 : -Double.leastNonzeroMagnitude
    }
    let p = q * b
    guard isSafe(a), isSafe(q), let e = productError(q, b, p) else { return q.nextDown }
    let remainder = (a - p) - e
    return remainder == 0 || (remainder < 0) == (b < 0) ? q : q.nextDown
  }

  static func divideUp(_ a: Double, _ b: Double) -> Double { -divideDown(-a, b) }

  /// `a` is not negative.
  static func squareRootDown(_ a: Double) -> Double {
    let root = a.squareRoot()
    if a == 0 || a == .infinity { return a == 0 ? 0 : .greatestFiniteMagnitude.squareRoot() }
    guard let e = productError(root, root, root * root) else { return root.nextDown }
    return (a - root * root) - e >= 0 ? root : root.nextDown
  }

  static func squareRootUp(_ a: Double) -> Double {
    let root = a.squareRoot()
    if a == 0 || a == .infinity { return root }
    guard let e = productError(root, root, root * root) else { return root.nextUp }
    return (a - root * root) - e <= 0 ? root : root.nextUp
  }

  /// (s, e) with s = fl(a + b) and, unless s overflows, s + e = a + b exactly.
  @inline(__always)
  static func twoSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let s = a + b
    let t = s - a
    return (s, (a - (s - t)) + (b - t))
  }

  /// a b − p for p = fl(a b); nil where that is not exact for want of exponent range.
  @inline(__always)
  static func productError(_ a: Double, _ b: Double, _ p: Double) -> Double? {
    guard isSafe(p), a.magnitude < 0x1p995, b.magnitude < 0x1p995 else { return nil }
    return unguardedError(a, b, p)
  }

  /// a b − p, exact if no part over- or underflows: in one instruction where the build is for a processor that has it,
  /// else by Dekker's product.
  @inline(__always)
  static func unguardedError(_ a: Double, _ b: Double, _ p: Double) -> Double {
    #if FUSED_MULTIPLY_ADD || arch(arm64)
      return (-p).addingProduct(a, b)
    #else
      let (a1, a2) = split(a)
      let (b1, b2) = split(b)
      return a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2)
    #endif
  }

  /// Far enough from both ends of the exponent range for the partial products of 106 bits.
  @inline(__always)
  private static func isSafe(_ p: Double) -> Bool {
    p.magnitude > 0x1p-900 && p.magnitude < 0x1p995
  }

  /// Veltkamp's split into halves of at most 26 bits.
  @inline(__always)
  private static func split(_ a: Double) -> (Double, Double) {
    let c = a * 0x8000001p0
    let high = c - (c - a)
    return (high, a - high)
  }
}
