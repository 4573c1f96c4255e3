/// Which statement of a note is which of an earlier state of it.
struct StatementMatches {
  /// For each statement, the one that it was.
  private(set) var old: [Int?]
  /// Those that are gone.
  var gone: [Int] { isTaken.indices.filter { !isTaken[$0] } }
  private var isTaken: [Bool]

  /// First what is written alike, in whatever order; then what stands between the same neighbours was
  /// edited, if there is as much of it as before.
  init(_ old: NoteState, _ new: NoteState) {
    self.old = Array(repeating: nil, count: new.note.statements.count)
    isTaken = Array(repeating: false, count: old.note.statements.count)
    matchEqual(old, new)
    matchEdited()
  }

  private mutating func matchEqual(_ old: NoteState, _ new: NoteState) {
    var places: [Fingerprint: [Int]] = [:]
    for (index, entry) in old.note.statements.enumerated() {
      places[Fingerprint(latex: entry.latex), default: []].append(index)
    }
    let keys = new.note.statements.map { Fingerprint(latex: $0.latex) }
    // Of several that are written alike, those that stand alike are the same.
    for wantsEqualStanding in [true, false] {
      for (index, key) in keys.enumerated() where self.old[index] == nil {
        let candidates = places[key] ?? []
        let match = candidates.firstIndex { candidate in
          !wantsEqualStanding || old.standings[candidate] == new.standings[index]
        }
        guard let match else { continue }
        take(candidates[match], for: index)
        places[key]?.remove(at: match)
      }
    }
  }

  private mutating func matchEdited() {
    var start = 0
    while start < old.count {
      guard old[start] == nil else {
        start += 1
        continue
      }
      var end = start
      while end < old.count, old[end] == nil { end += 1 }
      let before = start == 0 ? -1 : old[start - 1] ?? -1
      let after = end == old.count ? isTaken.count : old[end] ?? isTaken.count
      if after - before - 1 == end - start, (before + 1..<after).allSatisfy({ !isTaken[$0] }) {
        for offset in 0..<(end - start) { take(before + 1 + offset, for: start + offset) }
      }
      start = end
    }
  }

  private mutating func take(_ place: Int, for index: Int) {
    old[index] = place
    isTaken[place] = true
  }
}
