import Calculus
import Compiler
import Diagnostics
import Verification

/// Which findings may be mended in the notes themselves.
package enum FixScope: String, CaseIterable, Sendable {
  case slips, all

  fileprivate func covers(_ step: Step) -> Bool {
    guard step.hasOneRepair else { return false }
    switch step.finding {
    case .slip: return true
    case .refuted, .illShaped: return self == .all
    default: return false
    }
  }
}

/// A note with the edits made after which its equations hold.
package struct NoteFix: Sendable {
  package let path: String
  package let old: [UInt8]
  package let new: [UInt8]
  /// What is to be said about it then.
  package let report: FileReport

  package var diff: String { UnifiedDiff(old, new, path: path).text }

  /// Replaces the file as a whole.
  package func write() throws(FileError) { try FileSystem.rewrite(path, with: new) }
}

/// What becomes of a note whose findings are to be mended.
package enum FixOutcome: Sendable {
  case nothingToMend
  case fixed(NoteFix)
  /// Its edits take longer to check than a note may.
  case late
}

extension Vault {
  /// What can be mended in notes, on all cores, in the order of `notes`.
  package func fixes(
    of notes: [String], _ reports: [FileReport], _ scope: FixScope
  ) -> [FixOutcome] {
    concurrentMap(Array(zip(notes, reports)), workers: workers, limit: timeLimit) {
      item, allowance in
      fix(item.0, item.1, scope, allowance).map { .fixed($0) } ?? .nothingToMend
    } late: { _ in
      .late
    }
  }

  /// `note` with the edits of its findings that `scope` covers and of which only one mends them; nil
  /// where there are none. Every edit is checked once more in the note as a whole.
  private func fix(
    _ note: String, _ report: FileReport, _ scope: FixScope, _ allowance: Allowance
  ) -> NoteFix? {
    let mending = Mending(vault: self, note: note, report: report, allowance: allowance)
    let wanted = mending.wanted(scope)
    guard !wanted.isEmpty else { return nil }
    if let fix = mending.fix(wanted) { return fix }
    // Some do not go together: those that do are found one by one.
    var accepted: [Mending.Wanted] = []
    var best: NoteFix?
    for one in wanted {
      guard let fix = mending.fix(accepted + [one]) else { continue }
      accepted.append(one)
      best = fix
    }
    return best
  }
}

/// The edits of one note on trial.
private struct Mending {
  let vault: Vault
  let note: String
  let report: FileReport
  let allowance: Allowance

  struct Wanted {
    let statement: Int
    let step: Int
    let edits: [FixIt.Edit]

    func overlaps(_ other: Wanted) -> Bool {
      edits.contains { a in
        other.edits.contains { b in
          a.range.overlaps(b.range) || a.range.lowerBound == b.range.lowerBound
            || a.range.contains(b.range.lowerBound) || b.range.contains(a.range.lowerBound)
        }
      }
    }
  }

  /// Of two that change the same place, the first.
  func wanted(_ scope: FixScope) -> [Wanted] {
    var found: [Wanted] = []
    for (index, statement) in report.statements.enumerated() where !statement.mustFail {
      for (place, step) in statement.steps.enumerated() where scope.covers(step) {
        let new = Wanted(statement: index, step: place, edits: step.edits)
        if !found.contains(where: new.overlaps) { found.append(new) }
      }
    }
    return found
  }

  /// The note after all of `wanted`; nil where one of its equations then does not hold, or another
  /// statement has become worse.
  func fix(_ wanted: [Wanted]) -> NoteFix? {
    let old = report.file.bytes
    let new = old.applying(wanted.flatMap(\.edits))
    let file = SourceFile(path: report.file.path, bytes: new)
    var options = vault.options
    options.allowance = allowance
    allowance.renew()
    let after = vault.compile(file, at: note, in: vault.world, options).1
    let (before, now) = (report.statements, after.statements)
    guard before.count == now.count,
      wanted.allSatisfy({ one in
        let steps = now[one.statement].steps
        return steps.indices.contains(one.step) && steps[one.step].finding == .holds
      }),
      zip(before, now).allSatisfy({ $1.finding.rank >= $0.finding.rank })
    else { return nil }
    return NoteFix(path: report.file.path, old: old, new: new, report: after)
  }
}

extension Finding {
  /// The worst first.
  fileprivate var rank: Int { Finding.bySeverity.firstIndex(of: self) ?? 0 }
}

extension [UInt8] {
  /// With `edits` made, which do not overlap.
  fileprivate func applying(_ edits: [FixIt.Edit]) -> [UInt8] {
    var result: [UInt8] = []
    var end = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let range = edit.range.clamped(to: 0..<count)
      guard range.lowerBound >= end else { continue }
      result += self[end..<range.lowerBound]
      result += edit.replacement.utf8
      end = range.upperBound
    }
    return result + self[end...]
  }
}
