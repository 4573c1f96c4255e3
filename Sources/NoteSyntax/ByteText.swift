#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that may be read at any position: outside there are zeros, which no text holds.
struct ByteText {
  let bytes: [UInt8]

  @inline(__always)
  subscript(position: Int) -> UInt8 {
    position >= 0 && position < bytes.count ? bytes[position] : 0
  }

  var count: Int { bytes.count }

  /// Whether `word` stands at `position`; in any case if it is given in lower case and `anyCase`.
  func has(_ word: StaticString, at position: Int, anyCase: Bool = false) -> Bool {
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return has(wanted, at: position, anyCase: anyCase)
  }

  /// The same for a word that is put together.
  func has(word: String, at position: Int, anyCase: Bool = false) -> Bool {
    var word = word
    return word.withUTF8 { has($0, at: position, anyCase: anyCase) }
  }

  private func has(
    _ word: UnsafeBufferPointer<UInt8>, at position: Int, anyCase: Bool
  ) -> Bool {
    var index = position
    for wanted in word {
      let byte = self[index]
      guard byte == wanted || (anyCase && lowercased(byte) == wanted) else { return false }
      index += 1
    }
    return true
  }

  /// Where `byte` stands at `position` or later; the end where it does not.
  func first(_ byte: UInt8, from position: Int) -> Int {
    bytes.withUnsafeBytes { $0.first(byte, from: position, to: $0.count) }
  }

  /// How many bytes equal to `byte` stand at `position` on.
  func run(of byte: UInt8, at position: Int) -> Int {
    var end = position
    while end < bytes.count, self[end] == byte { end += 1 }
    return end - position
  }

  /// The end of the line at `position`, without its line ending, and the start of the next line.
  /// As in CommonMark, `\n`, `\r\n` and `\r` end lines.
  func line(at position: Int) -> (end: Int, next: Int) {
    let end = bytes.withUnsafeBytes { $0.lineEnd(from: position) }
    guard end < bytes.count else { return (end, end) }
    return (end, bytes[end] == carriageReturn && self[end + 1] == newline ? end + 2 : end + 1)
  }
}

extension UnsafeRawBufferPointer {
  /// Where the line at `start` ends. Looks a little further at a time: a text may have only one of the
  /// two kinds of line endings.
  fileprivate func lineEnd(from start: Int) -> Int {
    var start = start
    while start < count {
      let window = Swift.min(start + 512, count)
      let end = first(carriageReturn, from: start, to: first(newline, from: start, to: window))
      if end < window { return end }
      start = window
    }
    return count
  }

  /// Where `byte` stands first between two places, or `end`.
  fileprivate func first(_ byte: UInt8, from start: Int, to end: Int) -> Int {
    guard let base = baseAddress, start < end,
      let found = memchr(base + start, Int32(byte), end - start)
    else { return end }
    return UnsafeRawPointer(found) - base
  }
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
let backslash = UInt8(ascii: "\\")
let backtick = UInt8(ascii: "`")
let dollar = UInt8(ascii: "$")

func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

/// A blank or a line ending.
func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || (0x0A...0x0D).contains(byte) }

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lowercased(byte)) }

func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

func isPunctuation(_ byte: UInt8) -> Bool {
  (0x21...0x7E).contains(byte) && !isAlphanumeric(byte)
}

func lowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
}
