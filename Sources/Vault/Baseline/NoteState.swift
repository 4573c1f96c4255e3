import Verification

/// How each statement of a note stands, and what else is wrong with it.
struct NoteState {
  /// From worst to best.
  enum Standing: Int, Comparable {
    case wrong, unclear, good

    static func < (a: Standing, b: Standing) -> Bool { a.rawValue < b.rawValue }
  }

  let note: SavedReport.Note
  /// Nil for what is not checked, or what nobody wants to hear of.
  private(set) var standings: [Standing?] = []
  /// The statement that each diagnostic is the verdict on.
  private(set) var owners: [Int?]

  init(_ note: SavedReport.Note) {
    self.note = note
    owners = Array(repeating: nil, count: note.diagnostics.count)
    assignOwners()
    var problems = Array(repeating: Set<String>(), count: note.statements.count)
    for (owner, problem) in zip(owners, note.diagnostics) {
      if let owner { problems[owner].insert(problem.code) }
    }
    standings = zip(note.statements, problems).map { Self.standing(of: $0.finding, $1) }
  }

  /// Both are in the order of their places, so one walk is enough.
  private mutating func assignOwners() {
    var first = 0
    for (index, problem) in note.diagnostics.enumerated() {
      let place = (problem.line, problem.column)
      while first < note.statements.count, note.statements[first].end <= place { first += 1 }
      guard first < note.statements.count else { return }
      let statement = note.statements[first]
      if statement.start <= place, Self.isVerdict(problem.code, on: statement.finding) {
        owners[index] = first
      }
    }
  }

  private static func isVerdict(_ code: String, on finding: String) -> Bool {
    code == finding || ["unexpected-finding", "reading-differs"].contains(code)
      || finding == Finding.unclear.rawValue
  }

  private static func standing(of finding: String, _ problems: Set<String>) -> Standing? {
    if problems.contains("unexpected-finding") { return .wrong }
    switch Finding(rawValue: finding) {
    case .holds: return .good
    // Without a diagnostic it is meant to be wrong.
    case .refuted, .illShaped, .slip: return problems.contains(finding) ? .wrong : .good
    case .unclear: return problems.isEmpty ? nil : .unclear
    default: return nil
    }
  }
}

extension SavedReport.Entry {
  fileprivate var start: (Int, Int) { (line, column) }
  fileprivate var end: (Int, Int) { (endLine, endColumn) }
}
