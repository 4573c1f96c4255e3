import Diagnostics
import Pages
import Verification

/// What is to be said about a run.
package struct RunReport: Sendable {
  package var files: [FileReport]
  /// What changed since an earlier run, where one is given.
  package private(set) var comparison: Comparison?
  /// The least coverage in per cent, where one is asked for.
  package var leastCoverage: Double?

  package init(_ files: [FileReport]) { self.files = files }

  /// Whether a note has a problem: of a run that is compared with another, one that the other has not.
  package var hasProblems: Bool {
    (comparison?.isWorse ?? hasErrors) || coverage.isBelow(leastCoverage)
  }

  package var hasErrors: Bool {
    files.contains { $0.diagnostics.contains { $0.severity == .error } }
  }

  /// Whether the program contradicted itself: what it says of the notes is then no verdict.
  package var hasInternalErrors: Bool {
    files.contains { $0.diagnostics.contains { $0.code == Diagnostic.internalErrorCode } }
  }

  package var tally: Tally { files.reduce(Tally()) { $0 + Tally($1.statements) } }

  package var coverage: Coverage { Coverage(of: files.flatMap(\.statements)) }

  /// Compares with an earlier run; what that has already is known from then on.
  package mutating func compare(with old: SavedReport, isThere: (String) -> Bool) {
    let comparison = Comparison(old, files.map(SavedReport.Note.init), isThere: isThere)
    for index in files.indices { files[index].markKnown(except: comparison.newProblems[index]) }
    self.comparison = comparison
  }
}
