import ArgumentParser
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify the mathematics of notes; writes no site.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "Notes, or folders of notes.")
  var paths: [String] = ["notes"]

  @Flag(help: "Warnings are errors: what is unclear is a problem, too.")
  var strict = false

  @Option(help: "How to report: as text, or as JSON for programs.")
  var format = Format.text

  @Option(
    help:
      "Rewrite the notes where one small edit alone makes an equation hold: slips, or all findings."
  )
  var fix: FixScope?

  @Flag(help: "Only print what --fix would change.")
  var dryRun = false

  func validate() throws {
    guard !dryRun || fix != nil else {
      throw ValidationError("--dry-run says what --fix would change: give it a --fix")
    }
  }

  func run() throws {
    var fixer = fix.map { Fixer($0, isDryRun: dryRun) }
    var files: [FileReport] = []
    var seen: Set<String> = []
    for path in paths {
      let selection = try select(path)
      let new = selection.notes.filter { seen.insert(selection.vault.displayPath($0)).inserted }
      files += selection.vault.reports.filter { seen.insert($0.file.path).inserted }
      let found = selection.vault.check(new)
      files += fixer?.fix(new, of: selection.vault, found) ?? found
    }
    let report = RunReport(strict ? files.map { $0.strict() } : files)
    // What programs read is the report alone.
    if let diff = fixer?.diff { format == .json ? Terminal.error(diff) : Terminal.output(diff) }
    switch format {
    case .text:
      Terminal.output(report.text(color: Terminal.hasColor(STDOUT_FILENO)))
      Terminal.output(report.summary + "\n")
    case .json: Terminal.output(report.json)
    }
    if let failure = fixer?.failures.first { throw unreadable(failure) }
    if report.hasInternalErrors { throw ExitStatus.internalError }
    if report.hasErrors { throw ExitStatus.problemsInNotes }
  }
}

/// The notes at `path`; a message and exit status 2 where there are none that can be read.
func select(_ path: String, excluding excluded: String? = nil) throws -> Selection {
  do {
    return try Selection(path, excluding: excluded)
  } catch {
    throw unreadable(error)
  }
}

/// Says why a file that was named cannot be used.
func unreadable(_ error: FileError) -> ExitStatus {
  Terminal.error("gradweave: \(error.path): \(error.reason)\n")
  return .wrongUsage
}
