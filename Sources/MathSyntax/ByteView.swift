/// Bytes that someone else keeps alive; 0 where there are none.
struct ByteView {
  private let start: UnsafePointer<UInt8>?
  let count: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    start = bytes.baseAddress
    count = bytes.count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count), let start else { return 0 }
    return start[index]
  }

  /// The bytes of a range, cut to where there are any, as text.
  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    let bytes = UnsafeBufferPointer(start: start.map { $0 + range.lowerBound }, count: range.count)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The numbers below 1000 as text: most of those in formulas.
enum SmallNumber {
  static let text = (0..<1000).map { String($0) }
}
