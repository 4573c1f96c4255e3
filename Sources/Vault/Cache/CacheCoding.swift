import NoteSyntax

/// Writes values one behind the other, as `CacheReader` reads them.
struct CacheWriter {
  private(set) var bytes: [UInt8] = []

  /// The first bytes, which it no longer has then: at most so many.
  mutating func takeFirst(_ count: Int) -> [UInt8] {
    defer { bytes.removeFirst(min(count, bytes.count)) }
    return Array(bytes.prefix(count))
  }

  /// Seven bits a byte, the lowest first.
  mutating func write(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// - Parameter value: At least 0.
  mutating func write(_ value: Int) { write(UInt64(max(0, value))) }

  mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes += text.utf8
  }

  mutating func write(_ hash: ContentHash) {
    withUnsafeBytes(of: hash.first.littleEndian) { bytes += $0 }
    withUnsafeBytes(of: hash.second.littleEndian) { bytes += $0 }
  }

  mutating func write(_ state: FileState) {
    write(state.size)
    write(state.modified)
    write(state.changed)
    write(state.inode)
  }

  mutating func write<Value>(_ value: Value?, _ write: (inout CacheWriter, Value) -> Void) {
    self.write(value != nil)
    if let value { write(&self, value) }
  }

  mutating func write<Value>(
    _ values: some Collection<Value>, _ write: (inout CacheWriter, Value) -> Void
  ) {
    self.write(values.count)
    for value in values { write(&self, value) }
  }

  mutating func write(_ text: String?) { write(text) { $0.write($1) } }

  mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }
}

/// Reads what `CacheWriter` wrote; anything else is an error, never a trap.
struct CacheReader {
  struct Damaged: Error {}

  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func number() throws(Damaged) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Damaged()
  }

  mutating func integer() throws(Damaged) -> Int {
    guard let value = Int(exactly: try number()) else { throw Damaged() }
    return value
  }

  mutating func byte() throws(Damaged) -> UInt8 {
    guard position < bytes.count else { throw Damaged() }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func flag() throws(Damaged) -> Bool { try byte() != 0 }

  mutating func text() throws(Damaged) -> String {
    let count = try integer()
    guard count <= bytes.count - position else { throw Damaged() }
    defer { position += count }
    return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
  }

  mutating func hash() throws(Damaged) -> ContentHash {
    ContentHash(first: try word(), second: try word())
  }

  private mutating func word() throws(Damaged) -> UInt64 {
    guard bytes.count - position >= 8 else { throw Damaged() }
    defer { position += 8 }
    let place = position
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  mutating func state() throws(Damaged) -> FileState {
    FileState(
      size: try integer(), modified: try integer(), changed: try integer(), inode: try number())
  }

  mutating func optional<Value>(
    _ read: (inout CacheReader) throws(Damaged) -> Value
  ) throws(Damaged) -> Value? {
    try flag() ? try read(&self) : nil
  }

  mutating func list<Value>(
    _ read: (inout CacheReader) throws(Damaged) -> Value
  ) throws(Damaged) -> [Value] {
    let count = try integer()
    // Each value takes at least a byte.
    guard count <= bytes.count - position else { throw Damaged() }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }

  mutating func texts() throws(Damaged) -> [String] {
    try list { reader throws(Damaged) in try reader.text() }
  }

  mutating func optionalText() throws(Damaged) -> String? {
    try optional { reader throws(Damaged) in try reader.text() }
  }
}
