/// A small deterministic source of numbers: the same text gives the same points on every machine.
/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Seeded with a text (FNV-1a) and a number.
  package init(_ text: String, seed: Int) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = hash &+ UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A whole number in the range, not 0.
  package mutating func nonzero(upTo limit: Int) -> Int {
    let magnitude = Int(next() % UInt64(max(limit, 1))) + 1
    return next() & 1 == 0 ? magnitude : -magnitude
  }

  package mutating func below(_ limit: Int) -> Int {
    Int(next() % UInt64(max(limit, 1)))
  }
}
