import Compiler
import Diagnostics
import Pages
import Verification

/// What is to be said about one file.
package struct FileReport: Sendable {
  package let file: SourceFile
  package var diagnostics: [Diagnostic]
  /// The statements of a note; empty for other files.
  package let statements: [Statement]
  /// Notes are listed in the report even where nothing is to be said about them.
  package let isNote: Bool

  package init(_ file: SourceFile, _ diagnostics: [Diagnostic]) {
    self.file = file
    self.diagnostics = diagnostics
    statements = []
    isNote = false
  }

  package init(_ compilation: Compilation) {
    // The text is for showing lines of it: a note of which nothing is said does not keep it, so that
    // a vault takes no more memory than what is to be said about it.
    let isSilent = compilation.diagnostics.isEmpty && compilation.statements.isEmpty
    let file = compilation.file
    self.file = isSilent ? SourceFile(path: file.path, bytes: []) : file
    diagnostics = compilation.diagnostics
    statements = compilation.statements
    isNote = true
  }

  /// A file that could not be read.
  package static func unreadable(_ error: FileError) -> FileReport {
    FileReport(SourceFile(path: error.path, bytes: []), [.unreadableFile(error)])
  }

  /// The diagnostics that say something else than that an equation is wrong or unclear.
  var beyondVerdicts: [Diagnostic] {
    let verdicts = Set(statements.flatMap(\.diagnostics).map { [$0.code: $0.range] })
    return diagnostics.filter { !verdicts.contains([$0.code: $0.range]) }
  }

  /// With `--strict`, warnings are errors.
  package func strict() -> FileReport {
    var report = self
    for index in report.diagnostics.indices { report.diagnostics[index].severity = .error }
    return report
  }
}

/// What is to be said about a run.
package struct RunReport: Sendable {
  package var files: [FileReport]

  package init(_ files: [FileReport]) { self.files = files }

  package var hasErrors: Bool {
    files.contains { $0.diagnostics.contains { $0.severity == .error } }
  }

  /// Whether the program contradicted itself: what it says of the notes is then no verdict.
  package var hasInternalErrors: Bool {
    files.contains { $0.diagnostics.contains { $0.code == Diagnostic.internalErrorCode } }
  }

  package var tally: Tally { files.reduce(Tally()) { $0 + Tally($1.statements) } }

  /// The line at the end: `2 equations hold`, and what else went wrong.
  package var summary: String {
    let others = files.flatMap(\.beyondVerdicts)
    let errors = others.filter { $0.severity == .error }.count
    let warnings = others.count - errors
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    return ([tally.summary] + (counts.isEmpty ? [] : [counts.joined(separator: ", ")]))
      .joined(separator: "; ")
  }

  /// All diagnostics, in the order of the files and of their places in them.
  package func text(color: Bool) -> String {
    files.map { file in
      file.diagnostics.map { $0.text(in: file.file, color: color) }.joined()
    }.joined()
  }
}
