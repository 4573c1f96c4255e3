/// A name that is ordered as people do: `2` before `10`, case only where all else is equal.
struct NaturalName: Comparable {
  let text: String
  private let folded: String

  private enum Part: Hashable, Comparable {
    case number(Int)
    case word(String)
  }

  init(_ text: String) {
    self.text = text
    folded = text.lowercased()
  }

  static func < (a: NaturalName, b: NaturalName) -> Bool {
    // Most names of a folder begin alike: only what differs is taken apart.
    let shared = a.sharedParts(with: b)
    var (first, second) = (a.folded.utf8.dropFirst(shared), b.folded.utf8.dropFirst(shared))
    while let one = nextPart(&first) {
      guard let other = nextPart(&second) else { return false }
      if one != other { return one < other }
    }
    return second.isEmpty ? a.text < b.text : true
  }

  /// How many bytes the parts take that both begin with.
  private func sharedParts(with other: NaturalName) -> Int {
    var (length, start) = (0, 0)
    var isNumber: Bool?
    for (byte, match) in zip(folded.utf8, other.folded.utf8) {
      if byte != match { break }
      if isNumber != Self.isDigit(byte) {
        isNumber = Self.isDigit(byte)
        start = length
      }
      length += 1
    }
    return start
  }

  /// Digits or anything else, up to where the other begins.
  private static func nextPart(_ rest: inout Substring.UTF8View) -> Part? {
    guard let first = rest.first else { return nil }
    let isNumber = isDigit(first)
    let end = rest.firstIndex { isDigit($0) != isNumber } ?? rest.endIndex
    let run = String(Substring(rest[..<end]))
    rest = rest[end...]
    return isNumber ? Int(run).map { .number($0) } ?? .word(run) : .word(run)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
