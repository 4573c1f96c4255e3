/// The name at the least Damerau distance from `name`, at most one edit in three letters and two in
/// all; the first in alphabetical order among equals.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8)
  guard wanted.count >= 2, wanted.count <= 32 else { return nil }
  let limit = wanted.count < 6 ? 1 : 2
  var best: (distance: Int, name: String)?
  for other in names where abs(other.utf8.count - wanted.count) <= limit {
    let distance = damerauDistance(wanted, Array(other.utf8))
    guard distance <= limit else { continue }
    if let best, (best.distance, best.name) <= (distance, other) { continue }
    best = (distance, other)
  }
  return best?.name
}

/// The edits between two words: letters put in, left out, exchanged or swapped with a neighbour.
/// O(n m).
package func damerauDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
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
