/// Which note is which of an earlier report: the one at its path, else one that is at its path no more and has half
/// of its statements.
struct NotePairs {
  private var byPath: [String: SavedReport.Note] = [:]
  /// The paths of the earlier notes that have a statement and are not at their paths now.
  private var moved: [Fingerprint: [String]] = [:]

  init(_ old: [SavedReport.Note], _ new: [SavedReport.Note]) {
    for note in old { byPath[note.path] = note }
    let stay = Set(new.map(\.path))
    for note in old where !stay.contains(note.path) {
      for key in Set(note.statements.map { Fingerprint(latex: $0.latex) }) {
        moved[key, default: []].append(note.path)
      }
    }
  }

  /// The earlier note, which is then taken.
  mutating func take(for note: SavedReport.Note) -> SavedReport.Note? {
    if let same = byPath.removeValue(forKey: note.path) { return same }
    var votes: [String: Int] = [:]
    for entry in note.statements {
      // What stands in many notes says nothing.
      let paths = moved[Fingerprint(latex: entry.latex)] ?? []
      if paths.count <= 8 { for path in paths { votes[path, default: 0] += 1 } }
    }
    let best = votes.filter { byPath[$0.key] != nil }
      .max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let best, 2 * best.value >= note.statements.count else { return nil }
    return byPath.removeValue(forKey: best.key)
  }

  /// Those that no note is, by their paths.
  var left: [SavedReport.Note] { byPath.values.sorted { $0.path < $1.path } }
}
