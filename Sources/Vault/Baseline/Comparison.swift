/// What changed since an earlier report.
package struct Comparison: Sendable {
  struct Change: Sendable {
    enum Kind: String, Sendable {
      case worse, mended, changed, gone
    }

    let kind: Kind
    let path: String
    /// Of what is gone, where it was.
    let line: Int
    let column: Int
    /// Its finding, or the code of a diagnostic; nil for what was not there.
    let before: String?
    let after: String?
    /// The LaTeX of a statement, else the message.
    let source: String
  }

  private(set) var changes: [Change] = []
  /// For each note, the places of the diagnostics that are new.
  private(set) var newProblems: [Set<Int>] = []
  /// How many problems are no news.
  private(set) var known = 0

  var isWorse: Bool { changes.contains { $0.kind == .worse } }

  /// - Parameter isThere: Whether a note that this run is not about still exists: then nothing is said of it.
  init(_ old: SavedReport, _ new: [SavedReport.Note], isThere: (String) -> Bool) {
    var pairs = NotePairs(old.notes, new)
    for note in new {
      let earlier = pairs.take(for: note) ?? .init(path: note.path, statements: [], diagnostics: [])
      compare(NoteState(earlier), NoteState(note))
    }
    for note in pairs.left where !isThere(note.path) {
      compare(NoteState(note), NoteState(.init(path: note.path, statements: [], diagnostics: [])))
      newProblems.removeLast()
    }
  }

  private mutating func compare(_ old: NoteState, _ new: NoteState) {
    let matches = StatementMatches(old, new)
    for (index, match) in matches.old.enumerated() { compare(match, of: old, index, of: new) }
    for index in matches.gone where old.standings[index] != nil {
      let entry = old.note.statements[index]
      changes.append(Change(.gone, old.note.path, entry, before: entry.finding, after: nil))
    }
    let news = newDiagnostics(old, new)
    newProblems.append(
      Set(
        new.note.diagnostics.indices.filter { index in
          guard let owner = new.owners[index] else { return news.contains(index) }
          guard let match = matches.old[owner] else { return true }
          return isWorse(old.standings[match], new.standings[owner])
        }))
    known += new.note.diagnostics.count - (newProblems.last?.count ?? 0)
  }

  private mutating func compare(
    _ match: Int?, of old: NoteState, _ index: Int, of new: NoteState
  ) {
    let entry = new.note.statements[index]
    let now = new.standings[index]
    guard let match else {
      guard let now, now < .good else { return }
      changes.append(Change(.worse, new.note.path, entry, before: nil, after: entry.finding))
      return
    }
    let then = old.standings[match]
    let finding = old.note.statements[match].finding
    guard then != now || (finding != entry.finding && now != nil) else { return }
    let kind: Change.Kind =
      isWorse(then, now) ? .worse : now == .good && then != nil ? .mended : .changed
    // A definition that is now checked, and holds, is no news.
    if then == nil, kind != .worse { return }
    changes.append(Change(kind, new.note.path, entry, before: finding, after: entry.finding))
  }

  /// A verdict that is lost is worse; what is new is worse where it is a problem.
  private func isWorse(_ old: NoteState.Standing?, _ new: NoteState.Standing?) -> Bool {
    switch (old, new) {
    case (.good?, nil): true
    case (nil, let new?): new < .good
    case (let old?, let new?): new < old
    case (_, nil): false
    }
  }

  /// Those that the earlier note has not, or not as often. They are worse where they are errors.
  private mutating func newDiagnostics(_ old: NoteState, _ new: NoteState) -> Set<Int> {
    var counts: [Fingerprint: Int] = [:]
    for problem in old.note.diagnostics { counts[problem.fingerprint, default: 0] += 1 }
    var found: Set<Int> = []
    for (index, problem) in new.note.diagnostics.enumerated() where new.owners[index] == nil {
      if let count = counts[problem.fingerprint], count > 0 {
        counts[problem.fingerprint] = count - 1
        continue
      }
      found.insert(index)
      guard problem.severity == "error" else { continue }
      changes.append(
        Change(
          kind: .worse, path: new.note.path, line: problem.line, column: problem.column,
          before: nil, after: problem.code, source: problem.message))
    }
    return found
  }
}

extension Comparison.Change {
  fileprivate init(
    _ kind: Kind, _ path: String, _ entry: SavedReport.Entry, before: String?, after: String?
  ) {
    self.init(
      kind: kind, path: path, line: entry.line, column: entry.column, before: before, after: after,
      source: entry.latex)
  }
}

extension SavedReport.Problem {
  fileprivate var fingerprint: Fingerprint { Fingerprint(code: code, message: message) }
}
