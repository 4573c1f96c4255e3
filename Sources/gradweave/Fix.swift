import ArgumentParser
import Vault

extension FixScope: ExpressibleByArgument {}

/// The edits of findings made in the notes, or only shown.
struct Fixer {
  let scope: FixScope
  let isDryRun: Bool
  /// What changes, as a unified diff.
  private(set) var diff = ""

  init(_ scope: FixScope, isDryRun: Bool) {
    (self.scope, self.isDryRun) = (scope, isDryRun)
  }

  /// The reports of `notes`, of those that were rewritten as they are now.
  mutating func fix(
    _ notes: [String], of vault: Vault, _ reports: [FileReport]
  ) throws -> [FileReport] {
    let fixes = vault.fixes(of: notes, reports, scope)
    return try zip(reports, fixes).map { report, fix in
      guard let fix else { return report }
      diff += fix.diff
      guard !isDryRun else { return report }
      do throws(FileError) {
        try fix.write()
      } catch {
        throw unreadable(error)
      }
      return fix.report
    }
  }
}
