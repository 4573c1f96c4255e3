/// The name nearest to `name`, if it is near: see `NearestName`.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  NearestName(among: names).nearest(to: name)
}

/// The guesses of one note. Each looks at all names, so a note of misspellings and names would take the product of both:
/// after so many names nothing is guessed any more.
package struct Guesses: Sendable {
  private var namesLeft = 1_000_000

  package init() {}

  /// The name among `names` that was meant.
  package mutating func nearest(to name: String, among names: [String]) -> String? {
    guard namesLeft > 0 else { return nil }
    namesLeft -= names.count + 1
    return nearestName(to: name, among: names)
  }
}

/// Names to be guessed from misspellings.
package struct NearestName: Sendable {
  private struct Entry: Sendable {
    let name: String
    let bytes: [UInt8]
    let letters: UInt32
  }

  private let entries: [Entry]

  /// O(n log n): among equally near names the first in alphabetical order wins.
  package init(among names: some Sequence<String>) {
    entries = names.sorted().map { name in
      let bytes = Array(name.utf8)
      return Entry(name: name, bytes: bytes, letters: Self.letters(of: bytes))
    }
  }

  /// The name at the least Damerau distance: at most one edit in a name of up to five letters, two
  /// in a longer one.
  package func nearest(to name: String) -> String? {
    let wanted = Array(name.utf8)
    guard wanted.count >= 2, wanted.count <= 32 else { return nil }
    var limit = wanted.count < 6 ? 1 : 2
    let letters = Self.letters(of: wanted)
    var best: String?
    for entry in entries where abs(entry.bytes.count - wanted.count) <= limit {
      // One edit changes at most two of the letters that occur.
      guard (entry.letters ^ letters).nonzeroBitCount <= 2 * limit else { continue }
      let distance = damerauDistance(wanted, entry.bytes)
      guard distance <= limit else { continue }
      best = entry.name
      limit = distance - 1
    }
    return best
  }

  /// The set of letters that occur, case ignored.
  private static func letters(of bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }
}

/// The edits between two words: letters put in, left out, exchanged or swapped with a neighbour.
/// O(n m).
package func damerauDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
