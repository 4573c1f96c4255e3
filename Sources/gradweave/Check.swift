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

  @Argument(help: "Notes, or folders of notes.")
  var paths = CheckRun.usualPaths

  @Flag(help: "Warnings are errors: what is unclear is a problem, too.")
  var strict = false

  @Option(help: "How to report: as text, or as JSON for programs.")
  var format = CheckRun.Format.text

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
    try CheckRun(paths: paths, isStrict: strict, format: format, fix: fix, isDryRun: dryRun).run()
  }
}

/// What `check` does.
struct CheckRun {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let usualPaths = ["notes"]

  let paths: [String]
  var isStrict = false
  var format = Format.text

  var fix: FixScope?
  var isDryRun = false

  func run() throws {
    var fixer = fix.map { Fixer($0, isDryRun: isDryRun) }
    var files: [FileReport] = []
    var seen: Set<String> = []
    for path in paths {
      let selection = try select(path)
      let new = selection.notes.filter { seen.insert(selection.vault.displayPath($0)).inserted }
      files += selection.vault.reports.filter { seen.insert($0.file.path).inserted }
      var found = selection.vault.check(new)
      found = fixer?.fix(new, of: selection.vault, found) ?? found
      files += selection.vault.config.isStrict ? found.map { $0.strict() } : found
    }
    let report = RunReport(isStrict ? files.map { $0.strict() } : files)
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

extension CheckRun {
  /// That of a command line without options: in it there is nothing to parse, and making a parser
  /// takes longer than a small note does. nil for other command lines.
  init?(arguments: some Collection<String>) {
    guard arguments.first == "check", !arguments.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
    let paths = Array(arguments.dropFirst())
    self.init(paths: paths.isEmpty ? CheckRun.usualPaths : paths)
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
