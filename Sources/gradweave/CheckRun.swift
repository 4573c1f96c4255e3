import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// As a path: the text of standard input.
let standardInput = "-"

/// What `check` does.
struct CheckRun {
  struct Scope {
    var only: [NotePlace] = []
    var shard: Shard?
    var seed = 0
    var jobs: Int?
  }

  struct Bar {
    var isStrict = false
    var leastCoverage: Double?
    /// The path of a saved report.
    var baseline: String?
  }

  struct Form {
    var format: ReportFormat?
    var output: String?
    var isQuiet = false
  }

  let paths: [String]
  var scope = Scope()
  var bar = Bar()
  var form = Form()

  var fix: FixScope?
  var isDryRun = false

  func run() throws {
    // What cannot be read is better said before much is computed.
    let baseline = try bar.baseline.map(savedReport)
    var fixer = fix.map { Fixer($0, isDryRun: isDryRun) }
    let files = try check(&fixer)
    var report = RunReport(bar.isStrict ? files.map { $0.strict() } : files)
    report.leastCoverage = bar.leastCoverage
    if let baseline { report.compare(with: baseline) { FileSystem.kind(of: $0) != nil } }
    try tell(report, diff: fixer?.diff)
    if let failure = fixer?.failures.first { throw unreadable(failure) }
    if report.hasInternalErrors { throw ExitStatus.internalError }
    if report.hasProblems { throw ExitStatus.problemsInNotes }
  }

  private func savedReport(_ path: String) throws -> SavedReport {
    do { return try SavedReport(path) } catch { throw unreadable(error) }
  }
}

extension CheckRun {
  /// That of a command line without options: in it there is nothing to parse, and making a parser
  /// takes longer than a small note does. nil for other command lines.
  init?(arguments: some Collection<String>) {
    guard arguments.first == "check", !arguments.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
    self.init(paths: Array(arguments.dropFirst()))
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
