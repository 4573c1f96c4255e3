/// The characters of the private use area that a text contains.
struct PrivateCharacters {
  private(set) var values: Set<UInt32> = []

  init(in text: ByteText) {
    for byte in [0xEE, 0xEF, UInt8(ascii: "#")] {
      var position = text.first(byte, from: 0)
      while position < text.count {
        add(byte, of: text, at: position)
        position = text.first(byte, from: position + 1)
      }
    }
  }

  private mutating func add(_ byte: UInt8, of text: ByteText, at position: Int) {
    switch byte {
    case 0xEE, 0xEF:
      let high = UInt32(byte & 15) << 12
      values.insert(high | UInt32(text[position + 1] & 63) << 6 | UInt32(text[position + 2] & 63))
    case UInt8(ascii: "#") where text[position - 1] == UInt8(ascii: "&"):
      values.insert(Self.reference(text, at: position + 1))
    default: break
    }
  }

  /// The number in `&#63728;` or `&#xF8F0;`; CommonMark allows seven digits.
  private static func reference(_ text: ByteText, at start: Int) -> UInt32 {
    let isHexadecimal = lowercased(text[start]) == UInt8(ascii: "x")
    let digits = isHexadecimal ? start + 1 : start
    var end = digits
    while end < digits + 8, isAlphanumeric(text[end]) { end += 1 }
    guard end > digits else { return 0 }
    let number = String(decoding: text.bytes[digits..<end], as: UTF8.self)
    return UInt32(number, radix: isHexadecimal ? 16 : 10) ?? 0
  }
}
