/// Bytes that only grow, without the checks of an array for each of them.
struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var count = 0
  /// At least `count`.
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  var string: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// Makes room for `more` bytes.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(2 * capacity, count + more)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    new.initialize(from: start, count: count)
    start.deallocate()
    (start, capacity) = (new, larger)
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    text.withUTF8Buffer { bytes in
      guard let from = bytes.baseAddress else { return }
      (start + count).initialize(from: from, count: length)
    }
    count += length
  }

  mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  // MARK: - Character data

  /// One character, escaped where XML asks for it.
  @inline(__always)
  mutating func appendEscaped(_ code: UInt32) {
    if code < 0x80 { return appendASCII(UInt8(truncatingIfNeeded: code)) }
    reserve(4)
    switch code {
    case ..<0x800: put(0xC0 | code >> 6)
    case ..<0x1_0000:
      put(0xE0 | code >> 12)
      put(0x80 | code >> 6 & 0x3F)
    default:
      put(0xF0 | code >> 18)
      put(0x80 | code >> 12 & 0x3F)
      put(0x80 | code >> 6 & 0x3F)
    }
    put(0x80 | code & 0x3F)
  }

  @inline(__always)
  private mutating func put(_ byte: UInt32) {
    start[count] = UInt8(truncatingIfNeeded: byte)
    count += 1
  }

  @inline(__always)
  private mutating func appendASCII(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;" as StaticString)
    case UInt8(ascii: "<"): append("&lt;" as StaticString)
    case UInt8(ascii: ">"): append("&gt;" as StaticString)
    default: append(byte)
    }
  }

  /// Text with what XML asks for escaped, and each blank as `blank`. In attributes line breaks are
  /// blanks, and double quotes are escaped too.
  mutating func appendEscaped(
    _ text: String, inAttribute: Bool, blank: StaticString = " "
  ) {
    var text = text
    text.withUTF8 { appendEscaped($0, inAttribute: inAttribute, blank: blank) }
  }

  /// The same of UTF-8.
  mutating func appendEscaped(
    _ bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool, blank: StaticString = " "
  ) {
    // Nothing grows to more than six bytes.
    reserve(6 * bytes.count)
    var place = start + count
    for byte in bytes {
      switch byte {
      case 0x3F...: Self.put(byte, &place)
      case 0x20: Self.put(blank, &place)
      case UInt8(ascii: "&"): Self.put("&amp;", &place)
      case UInt8(ascii: "<"): Self.put("&lt;", &place)
      case UInt8(ascii: ">"): Self.put("&gt;", &place)
      case UInt8(ascii: "\"") where inAttribute: Self.put("&quot;", &place)
      case 0x09, 0x0A, 0x0D: Self.put(inAttribute ? 0x20 : byte, &place)
      default: Self.put(byte, &place)
      }
    }
    count = place - start
  }

  /// Writes at `place`, where there is room, and goes behind it.
  @inline(__always)
  private static func put(_ byte: UInt8, _ place: inout UnsafeMutablePointer<UInt8>) {
    place.initialize(to: byte)
    place += 1
  }

  @inline(__always)
  private static func put(_ text: StaticString, _ place: inout UnsafeMutablePointer<UInt8>) {
    place.initialize(from: text.utf8Start, count: text.utf8CodeUnitCount)
    place += text.utf8CodeUnitCount
  }
}
