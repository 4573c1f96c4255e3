/// FNV-1a of a name, byte by byte.
struct NameHash {
  private var state: UInt32 = 0x811C_9DC5

  @inline(__always)
  mutating func add(_ byte: UInt8) { state = (state ^ UInt32(byte)) &* 0x0100_0193 }

  @inline(__always)
  var value: Int { Int(state ^ state >> 15) }
}

/// Rows by name, found from bytes without making a string: an open hash table.
struct NameIndex: Sendable {
  private let names: [String]
  /// The names behind one another.
  private let bytes: [UInt8]
  /// Where each name begins in `bytes`, and the end.
  private let starts: [Int]
  /// Rows by hash, −1 where there is none; a power of two long, at most half full.
  private var slots: [Int16]

  /// `names`: at most 16,384; the last of equal ones counts.
  init(_ names: [String]) {
    self.names = names
    var (bytes, starts): ([UInt8], [Int]) = ([], [0])
    for name in names {
      bytes += name.utf8
      starts.append(bytes.count)
    }
    var size = 64
    while size < 2 * names.count { size *= 2 }
    slots = [Int16](repeating: -1, count: size)
    (self.bytes, self.starts) = (bytes, starts)
    for (row, name) in names.enumerated().prefix(16_384) {
      var name = name
      let free = name.withUTF8 { slot(of: ByteView($0)) }
      slots[free] = Int16(row)
    }
  }

  /// The row of a name, −1 if there is none.
  @inline(__always)
  func row(_ hash: NameHash, _ text: ByteView, _ range: Range<Int>) -> Int16 {
    slots[slot(hash, text, range)]
  }

  func row(of name: String) -> Int16 {
    var name = name
    return name.withUTF8 { slots[slot(of: ByteView($0))] }
  }

  /// The name that stands in `range`, if it is one of these.
  func name(_ text: ByteView, _ range: Range<Int>) -> String? {
    let row = slots[slot(hash(text, range), text, range)]
    return row < 0 ? nil : names[Int(row)]
  }

  private func slot(of name: ByteView) -> Int {
    slot(hash(name, 0..<name.count), name, 0..<name.count)
  }

  private func hash(_ text: ByteView, _ range: Range<Int>) -> NameHash {
    var hash = NameHash()
    for index in range { hash.add(text[index]) }
    return hash
  }

  /// The slot of the row with this name, or a free one.
  @inline(__always)
  private func slot(_ hash: NameHash, _ text: ByteView, _ range: Range<Int>) -> Int {
    var slot = hash.value & (slots.count - 1)
    while slots[slot] >= 0, !isName(Int(slots[slot]), text, range) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  @inline(__always)
  private func isName(_ row: Int, _ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = starts[row]
    guard starts[row + 1] - start == range.count else { return false }
    for offset in 0..<range.count where bytes[start + offset] != text[range.lowerBound + offset] {
      return false
    }
    return true
  }
}
