import Diagnostics
import Pages

/// What is to be said about a build.
package struct BuildReport: Sendable {
  private let files: [FileReport]
  private let notes: [NoteOutcome]

  /// - Parameters:
  ///   - files: Of the config and the templates.
  ///   - isStrict: Whether warnings are errors.
  package init(_ files: [FileReport], _ notes: [NoteOutcome], isStrict: Bool = false) {
    self.files = isStrict ? files.map { $0.strict() } : files
    self.notes = isStrict ? notes.map { $0.strict() } : notes
  }

  package var diagnostics: [Diagnostic] {
    files.flatMap(\.diagnostics) + notes.flatMap { $0.problems.map(\.diagnostic) }
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package var hasInternalErrors: Bool {
    diagnostics.contains { $0.code == Diagnostic.internalErrorCode }
  }

  package var tally: Tally { notes.reduce(Tally()) { $0 + $1.tally } }

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
      + notes.filter { !$0.problems.isEmpty }.flatMap { note in
        let file = SourceFile(
          path: note.path, bytes: (try? FileSystem.bytes(of: note.path)) ?? [])
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
  package let tally: Tally

  fileprivate func strict() -> NoteOutcome {
    var outcome = self
    for index in problems.indices where !problems[index].isSettled {
      outcome.problems[index].diagnostic.severity = .error
    }
    return outcome
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
