#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The character that stands around the numbers of lifted elements: `M12M`; and `M12/M` where a link
/// ends, or below the paragraph that a formula stands in. It is one that the note does not contain, of Unicode's private use area.
struct Marker: Hashable, Sendable {
  /// Its bytes in UTF-8.
  private let first, second, third: UInt8

  /// U+F8F0, or another one of U+E000 to U+F8FF if the note contains it, by itself or as a character
  /// reference. A note that contains all of them may see its own characters taken for elements; no
  /// other harm comes of it.
  init(avoiding text: [UInt8]) {
    let used = PrivateCharacters(in: ByteText(bytes: text)).values
    let usual: UInt32 = 0xF8F0
    let value = used.contains(usual) ? (0xE000...0xF8FF).first { !used.contains($0) } : usual
    let scalar = value.flatMap(Unicode.Scalar.init) ?? "\u{F8F0}"
    let bytes = Array(String(Character(scalar)).utf8)
    (first, second, third) = (bytes[0], bytes[1], bytes[2])
  }

  func standIn(_ number: Int) -> [UInt8] {
    var standIn: [UInt8] = []
    standIn.reserveCapacity(16)
    appendStandIn(number, to: &standIn)
    return standIn
  }

  func appendStandIn(_ number: Int, to text: inout [UInt8]) {
    append(to: &text)
    append(number, to: &text)
    append(to: &text)
  }

  private func append(to text: inout [UInt8]) {
    text.append(first)
    text.append(second)
    text.append(third)
  }

  /// In decimal digits.
  private func append(_ number: Int, to text: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &text) }
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// What stands behind a link whose content follows its stand-in, and below the paragraph of a
  /// formula.
  func end(_ number: Int) -> [UInt8] {
    var end: [UInt8] = []
    end.reserveCapacity(16)
    append(to: &end)
    append(number, to: &end)
    end.append(UInt8(ascii: "/"))
    append(to: &end)
    return end
  }

  /// A number between two markers.
  struct Place: Hashable {
    let range: Range<Int>
    let number: Int
    let isEnd: Bool
  }

  /// Whether the character stands anywhere in `text`.
  func occurs(in text: [UInt8]) -> Bool { next(in: text, from: 0) != nil }

  func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    next(in: UnsafeRawBufferPointer(text), from: 0) != nil
  }

  /// The stand-ins in `text`, in order.
  func places(in text: [UInt8]) -> Places { Places(marker: self, text: text) }

  struct Places: Sequence, IteratorProtocol {
    fileprivate let marker: Marker
    fileprivate let text: [UInt8]
    private var position = 0

    fileprivate init(marker: Marker, text: [UInt8]) { (self.marker, self.text) = (marker, text) }

    mutating func next() -> Place? {
      while let start = marker.next(in: text, from: position) {
        position = start + 3
        guard let place = marker.place(in: text, at: start) else { continue }
        position = place.range.upperBound
        return place
      }
      return nil
    }
  }

  private func next(in text: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBytes { next(in: $0, from: start) }
  }

  private func next(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    var position = start
    while position + 2 < text.count,
      let found = memchr(base + position, Int32(first), text.count - 2 - position)
    {
      position = UnsafeRawPointer(found) - base
      if text[position + 1] == second, text[position + 2] == third { return position }
      position += 1
    }
    return nil
  }

  /// The stand-in that begins at `start`.
  func place(in text: [UInt8], at start: Int) -> Place? {
    guard isMarker(text, at: start) else { return nil }
    var position = start + 3
    var number = 0
    // Nine digits are more than any note has elements, and cannot overflow.
    while position < text.count, isDigit(text[position]), position - start < 12 {
      number = number * 10 + Int(text[position] - 0x30)
      position += 1
    }
    guard position > start + 3, position < text.count else { return nil }
    let isEnd = text[position] == UInt8(ascii: "/")
    if isEnd { position += 1 }
    guard isMarker(text, at: position) else { return nil }
    return Place(range: start..<(position + 3), number: number, isEnd: isEnd)
  }

  private func isMarker(_ text: [UInt8], at position: Int) -> Bool {
    position + 2 < text.count && text[position] == first && text[position + 1] == second
      && text[position + 2] == third
  }
}
