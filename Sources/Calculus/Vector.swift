/// Four `Double`s at a time, from memory of any alignment.
enum Vector {
  typealias Four = SIMD4<Double>

  @inline(__always)
  static func load(_ x: UnsafePointer<Double>) -> Four {
    UnsafeRawPointer(x).loadUnaligned(as: Four.self)
  }

  @inline(__always)
  static func load(_ x: UnsafeMutablePointer<Double>) -> Four { load(UnsafePointer(x)) }

  /// The first `count` of four, the rest 0.
  @inline(__always)
  static func load(_ x: UnsafePointer<Double>, _ count: Int) -> Four {
    if count >= 4 { return load(x) }
    var v = Four.zero
    if count > 0 { v[0] = x[0] }
    if count > 1 { v[1] = x[1] }
    if count > 2 { v[2] = x[2] }
    return v
  }

  @inline(__always)
  static func store(_ v: Four, _ y: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(y).storeBytes(of: v, as: Four.self)
  }

  @inline(__always)
  static func store(_ v: Four, _ y: UnsafeMutablePointer<Double>, _ count: Int) {
    if count >= 4 { return store(v, y) }
    if count > 0 { y[0] = v[0] }
    if count > 1 { y[1] = v[1] }
    if count > 2 { y[2] = v[2] }
  }

  @inline(__always)
  static func map(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ count: Int,
    _ f: (Four) -> Four
  ) {
    var i = 0
    while i + 4 <= count {
      store(f(load(x + i)), y + i)
      i += 4
    }
    if i < count { store(f(load(x + i, count - i)), y + i, count - i) }
  }

  @inline(__always)
  static func map(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    into y: UnsafeMutablePointer<Double>, _ count: Int, _ f: (Four, Four) -> Four
  ) {
    var i = 0
    while i + 4 <= count {
      store(f(load(a + i), load(b + i)), y + i)
      i += 4
    }
    let left = count - i
    if left > 0 { store(f(load(a + i, left), load(b + i, left)), y + i, left) }
  }

  @inline(__always)
  static func sum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var total = 0.0
    var i = 0
    if count >= 8 {
      var four = Four.zero
      while i + 4 <= count {
        four += load(x + i)
        i += 4
      }
      total = four.sum()
    }
    while i < count {
      total += x[i]
      i += 1
    }
    return total
  }

  /// a b + c, in one instruction where the build is for a processor that has it.
  @inline(__always)
  static func multiplyAdd(_ a: Four, _ b: Four, _ c: Four) -> Four {
    #if FUSED_MULTIPLY_ADD || arch(arm64)
      c.addingProduct(a, b)
    #else
      a * b + c
    #endif
  }

  /// eˣ within two units in the last place.
  ///
  /// x = n ln 2 + r with |r| < 0.347: n ln 2 is subtracted in two parts, the first of which has so few
  /// bits that its product with n is exact. The Taylor polynomial of degree 13 leaves out 4e-18.
  @inline(__always)
  static func exp(_ x: Four) -> Four {
    let top = Four(repeating: 750)
    var x = x.replacing(with: top, where: x .> top)
    x = x.replacing(with: -top, where: x .< -top)
    // Adding 1.5 · 2⁵² rounds to a whole number.
    let magic = Four(repeating: 0x1.8p52)
    let n = multiplyAdd(x, Four(repeating: 0x1.71547652b82fep0), magic) - magic
    var r = multiplyAdd(n, Four(repeating: -0x1.62e42feep-1), x)
    r = multiplyAdd(n, Four(repeating: -0x1.a39ef35793c76p-33), r)
    let y = exponentialPolynomial(r)
    // 2ⁿ in two parts, so that neither leaves the range of exponents.
    let first = n.clamped(lowerBound: Four(repeating: -1022), upperBound: Four(repeating: 1023))
    return y * powerOfTwo(first) * powerOfTwo(n - first)
  }

  /// The exponent of a `Double` is its bits from 52 on, less 1023.
  @inline(__always)
  private static func powerOfTwo(_ n: Four) -> Four {
    let shifted = n + Four(repeating: 0x1.8p52 + 1023)
    return unsafeBitCast(unsafeBitCast(shifted, to: SIMD4<Int64>.self) &<< 52, to: Four.self)
  }

  /// Even and odd powers apart: two short chains of operations instead of a long one.
  @inline(__always)
  private static func exponentialPolynomial(_ r: Four) -> Four {
    let w = r * r
    var even = Four(repeating: 1 / 479_001_600)
    even = multiplyAdd(even, w, Four(repeating: 1 / 3_628_800))
    even = multiplyAdd(even, w, Four(repeating: 1 / 40_320))
    even = multiplyAdd(even, w, Four(repeating: 1 / 720))
    even = multiplyAdd(even, w, Four(repeating: 1 / 24))
    even = multiplyAdd(even, w, Four(repeating: 0.5))
    even = multiplyAdd(even, w, Four(repeating: 1))
    var odd = Four(repeating: 1 / 6_227_020_800)
    odd = multiplyAdd(odd, w, Four(repeating: 1 / 39_916_800))
    odd = multiplyAdd(odd, w, Four(repeating: 1 / 362_880))
    odd = multiplyAdd(odd, w, Four(repeating: 1 / 5_040))
    odd = multiplyAdd(odd, w, Four(repeating: 1 / 120))
    odd = multiplyAdd(odd, w, Four(repeating: 1.0 / 6))
    odd = multiplyAdd(odd, w, Four(repeating: 1))
    return multiplyAdd(odd, r, even)
  }

  /// 1 / (1 + e⁻ˣ); e^|x| never divides infinities.
  @inline(__always)
  static func sigmoid(_ x: Four) -> Four {
    let one = Four(repeating: 1)
    let negative = x .< 0
    let e = exp(x.replacing(with: -x, where: .!negative))
    return e.replacing(with: one, where: .!negative) / (one + e)
  }
}
