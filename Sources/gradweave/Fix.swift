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
    zip(reports, vault.fixes(of: notes, reports, scope)).map { report, fix in
      guard let fix else { return report }
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
}
