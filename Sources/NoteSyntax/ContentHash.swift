/// 128 bits that tell one text from another: SipHash-2-4 with its long output and the key of its authors' test
/// vectors (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; `vectors_sip128` in their reference
/// implementation). Equal on every machine, unlike Swift's own hashes.
package struct ContentHash: Hashable, Sendable {
  package let first: UInt64
  package let second: UInt64

  package init(first: UInt64, second: UInt64) {
    (self.first, self.second) = (first, second)
  }

  package init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentHash($0) }
  }

  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { ContentHash(UnsafeRawBufferPointer($0)) }
  }

  private init(_ bytes: UnsafeRawBufferPointer) {
    var state = SipState()
    let whole = bytes.count & ~7
    for start in stride(from: 0, to: whole, by: 8) {
      state.add(bytes.word(at: start))
    }
    var last = UInt64(bytes.count & 0xFF) << 56
    for (place, byte) in bytes[whole...].enumerated() {
      last |= UInt64(byte) << (8 * UInt64(place))
    }
    state.add(last)
    (first, second) = state.finish()
  }

  /// A sum that shows whether bytes were damaged, at a fifth of the cost; texts that someone made for it may have the
  /// same. Any change within eight bytes shows, because each step can be undone: it is that of FNV-1a, with words for
  /// bytes, and a rotation that brings the high bits, which a multiplication leaves where they are, down again.
  package init(checksumOf bytes: [UInt8]) {
    (first, second) = bytes.withUnsafeBytes { bytes in
      // Two, of every other word, because a multiplication waits for the one before it.
      var sums = (UInt64(bytes.count), UInt64.max)
      var place = 0
      while place + 16 <= bytes.count {
        sums.0 = (rotated(sums.0, 29) ^ bytes.word(at: place)) &* Self.prime
        sums.1 = (rotated(sums.1, 29) ^ bytes.word(at: place + 8)) &* Self.prime
        place += 16
      }
      for byte in bytes[place...] {
        sums.0 = (rotated(sums.0, 29) ^ UInt64(byte)) &* Self.prime
      }
      return sums
    }
  }

  /// That of FNV-1a for 64 bits.
  private static let prime: UInt64 = 0x100_0000_01B3

  /// The hash of a list of others.
  package static func of(_ parts: some Sequence<ContentHash>) -> ContentHash {
    var state = SipState()
    for part in parts {
      state.add(part.first)
      state.add(part.second)
    }
    let (first, second) = state.finish()
    return ContentHash(first: first, second: second)
  }

  /// A few letters and digits, for names that people see.
  package var short: String {
    String(unsafeUninitializedCapacity: 6) { digits in
      for place in digits.indices { digits[place] = Self.letters[Int(first >> (5 * place) & 31)] }
      return digits.count
    }
  }

  private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

extension UnsafeRawBufferPointer {
  /// Eight bytes, which are there.
  fileprivate func word(at place: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}

/// The four words of SipHash.
private struct SipState {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  init() {
    // The key is the bytes 0 to 15; 0xEE asks for 128 bits.
    let (key0, key1): (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
    v0 = 0x736F_6D65_7073_6575 ^ key0
    v1 = 0x646F_7261_6E64_6F6D ^ key1 ^ 0xEE
    v2 = 0x6C79_6765_6E65_7261 ^ key0
    v3 = 0x7465_6462_7974_6573 ^ key1
  }

  mutating func add(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  mutating func finish() -> (UInt64, UInt64) {
    v2 ^= 0xEE
    for _ in 0..<4 { round() }
    let first = v0 ^ v1 ^ v2 ^ v3
    v1 ^= 0xDD
    for _ in 0..<4 { round() }
    return (first, v0 ^ v1 ^ v2 ^ v3)
  }

  private mutating func round() {
    v0 &+= v1
    v1 = rotated(v1, 13) ^ v0
    v0 = rotated(v0, 32)
    v2 &+= v3
    v3 = rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = rotated(v1, 17) ^ v2
    v2 = rotated(v2, 32)
  }
}

private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
  word << count | word >> (64 - count)
}
