import ArgumentParser
import Vault

extension FixScope: ExpressibleByArgument {}

/// The edits of findings made in the notes, or only shown.
struct Fixer {
  let scope: FixScope
  let isDryRun: Bool
  /// What changed, as a unified diff.
  private(set) var diff = ""
  /// Notes that could not be written.
  private(set) var failures: [FileError] = []

  init(_ scope: FixScope, isDryRun: Bool) {
    (self.scope, self.isDryRun) = (scope, isDryRun)
  }

  /// The reports of `notes`, of those that were rewritten as they are now.
  mutating func fix(
    _ notes: [String], of vault: Vault, _ reports: [FileReport]
  ) -> [FileReport] {
    let outcomes = vault.fixes(of: notes, reports, scope)
    return zip(notes, zip(reports, outcomes)).map { note, found in
      let (report, outcome) = found
      switch outcome {
      case .nothingToMend: return report
      case .late: return vault.late(note)
      case .fixed(let fix): return make(fix, of: report)
      }
    }
  }

  /// The report of the note as it then is.
  private mutating func make(_ fix: NoteFix, of report: FileReport) -> FileReport {
    guard !isDryRun else {
      diff += fix.diff
      return report
    }
    do throws(FileError) {
      try fix.write()
      diff += fix.diff
      return fix.report
    } catch {
      failures.append(error)
      return report
    }
  }
}
