import Diagnostics
import NoteSyntax
import Pages

/// What is to be said about a build.
package struct BuildReport: Sendable {
  private let files: [FileReport]
  private let notes: [NoteOutcome]
  package let tally: Tally

  /// - Parameters:
  ///   - files: Of the config and the templates.
  ///   - outcome: Of the build.
  ///   - isStrict: Whether warnings are errors.
  package init(
    _ files: [FileReport], _ outcome: SiteBuilder.Outcome, isStrict: Bool = false
  ) {
    self.files = isStrict ? files.map { $0.strict() } : files
    notes = isStrict ? outcome.notes.map { $0.strict() } : outcome.notes
    tally = outcome.tally
  }

  package var diagnostics: [Diagnostic] {
    files.flatMap(\.diagnostics) + notes.flatMap { $0.problems.map(\.diagnostic) }
  }

  /// All diagnostics as one line each.
  package var problems: [ReportedProblem] {
    files.flatMap { file in file.diagnostics.map { ReportedProblem($0, in: file.file) } }
      + notes.flatMap { note in
        let file = note.file
        return note.problems.map { ReportedProblem($0.diagnostic, in: file) }
      }
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package var hasInternalErrors: Bool {
    diagnostics.contains { $0.code == Diagnostic.internalErrorCode }
  }

  /// The line at the end.
  package var summary: String {
    let others =
      files.flatMap(\.diagnostics)
      + notes.flatMap { $0.problems.filter { !$0.isVerdict }.map(\.diagnostic) }
    return [tally.summary, RunReport.counts(of: others)].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }

  /// All diagnostics, in the order of the files and of their places in them.
  package func text(color: Bool) -> String {
    let lines =
      files.flatMap { file in file.diagnostics.map { $0.text(in: file.file, color: color) } }
      + notes.flatMap { note in
        let file = note.file
        return note.problems.map { $0.diagnostic.text(in: file, color: color) }
      }
    return lines.joined()
  }
}

/// What a build has to say about a note, compiled just now or before.
package struct NoteOutcome: Sendable {
  /// As diagnostics print it.
  package let path: String
  package var problems: [NoteProblem]

  /// Its text, as it is now.
  fileprivate var file: SourceFile {
    repaired(SourceFile(path: path, bytes: (try? FileSystem.note(at: path).bytes) ?? [])).0
  }

  fileprivate func strict() -> NoteOutcome {
    var outcome = self
    for index in problems.indices where !problems[index].isSettled {
      outcome.problems[index].diagnostic.severity = .error
    }
    return outcome
  }
}

/// A diagnostic for those who see neither the terminal nor the source.
package struct ReportedProblem: Hashable, Sendable {
  /// `notes/dense.md:23:1`.
  package let place: String
  package let severity: String
  package let code: String
  package let message: String

  fileprivate init(_ diagnostic: Diagnostic, in file: SourceFile) {
    let start = file.location(of: diagnostic.range.lowerBound)
    place = "\(file.path):\(start.line):\(start.column)"
    severity = diagnostic.severity.rawValue
    code = diagnostic.code
    message = ([diagnostic.message] + diagnostic.notes).joined(separator: "; ")
  }
}

/// A diagnostic of a note.
package struct NoteProblem: Hashable, Sendable {
  package var diagnostic: Diagnostic
  /// Whether it is what a verdict says.
  let isVerdict: Bool
  /// Whether the site config gives its severity.
  let isSettled: Bool
}

extension FileReport {
  var problems: [NoteProblem] {
    let beyond = Set(beyondVerdicts)
    return diagnostics.map { diagnostic in
      NoteProblem(
        diagnostic: diagnostic, isVerdict: !beyond.contains(diagnostic),
        isSettled: settled.contains(diagnostic))
    }
  }
}
