import Compiler
import Diagnostics
import Pages
import Verification

/// What is to be said about one file.
package struct FileReport: Sendable {
  package let file: SourceFile
  package var diagnostics: [Diagnostic]
  /// The statements of a note; empty for other files.
  package internal(set) var statements: [Statement]
  /// Whether it tells of a note, as it was read. Such are listed even where nothing is to be said about them.
  package let isNote: Bool
  /// How long a note took.
  package var time: Duration?
  /// Those of the diagnostics whose severity the site config gives.
  var settled: Set<Diagnostic> = []
  /// Those of the diagnostics that an earlier report has already.
  var known: Set<Diagnostic> = []

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

  /// A note that took longer than it may.
  package static func late(_ path: String, _ limit: Duration?) -> FileReport {
    FileReport(SourceFile(path: path, bytes: []), [.tooLate(limit ?? .zero)])
  }

  /// What the verdict on a statement is known by among the diagnostics, whatever their severity.
  private struct Key: Hashable {
    let code: String
    let range: SourceRange

    init(_ diagnostic: Diagnostic) { (code, range) = (diagnostic.code, diagnostic.range) }
  }

  /// The diagnostics that say something else than that an equation is wrong or unclear.
  var beyondVerdicts: [Diagnostic] {
    let verdicts = Set(statements.flatMap(\.diagnostics).map(Key.init))
    return diagnostics.filter { !verdicts.contains(Key($0)) }
  }

  /// Those that say what is wrong or unclear with each statement.
  var verdicts: [[Diagnostic]] {
    let reported = Dictionary(diagnostics.map { (Key($0), $0) }) { first, _ in first }
    return statements.map { $0.diagnostics.compactMap { reported[Key($0)] } }
  }

  /// With `--strict`, warnings are errors, but for those whose severity the site config gives.
  package func strict() -> FileReport {
    var report = self
    for index in diagnostics.indices where !settled.contains(diagnostics[index]) {
      report.diagnostics[index].severity = .error
    }
    return report
  }

  /// Whether nothing is known of the note: it cannot be read, is too large or takes too long.
  package var isUnread: Bool {
    !isNote || diagnostics.contains { $0.code == Diagnostic.noteTooLargeCode }
  }

  /// Whether there is nothing in it.
  package var isSilent: Bool { statements.isEmpty && diagnostics.isEmpty }

  /// The statements that touch one of the lines, with what is said of them, and what else is said of the lines.
  package func only(onLines lines: [Int]) -> FileReport {
    func isWanted(_ range: SourceRange) -> Bool {
      let first = file.location(of: range.lowerBound).line
      let last = file.location(of: range.upperBound).line
      return lines.contains { (first...last).contains($0) }
    }
    var report = self
    report.statements = statements.filter { isWanted($0.range) }
    let verdicts = Set(
      zip(statements, self.verdicts).filter { isWanted($0.0.range) }.flatMap(\.1))
    report.diagnostics = diagnostics.filter { verdicts.contains($0) || isWanted($0.range) }
    return report
  }

  /// Without what follows from something that is said already, and is no graver: that an equation is unclear because of
  /// the very part of it that a mistake was found in.
  var withoutCascades: FileReport {
    var gravest: [SourceRange: Diagnostic.Severity] = [:]
    for diagnostic in diagnostics where diagnostic.code != "unclear" {
      let severity = gravest[diagnostic.range] ?? diagnostic.severity
      gravest[diagnostic.range] = max(severity, diagnostic.severity)
    }
    var report = self
    report.diagnostics.removeAll { diagnostic in
      diagnostic.code == "unclear"
        && gravest[diagnostic.range].map { $0 >= diagnostic.severity } ?? false
    }
    return report
  }

  func isKnown(_ diagnostic: Diagnostic) -> Bool { known.contains(diagnostic) }

  /// - Parameter new: The places of the diagnostics that an earlier report has not.
  mutating func markKnown(except new: Set<Int>) {
    known = Set(diagnostics.indices.filter { !new.contains($0) }.map { diagnostics[$0] })
  }
}

extension Diagnostic {
  /// What the terminal shows of it, without place and source.
  var plainText: String {
    ([message] + notes + (hint.map { ["hint: \($0)"] } ?? [])).joined(separator: "\n")
  }
}
