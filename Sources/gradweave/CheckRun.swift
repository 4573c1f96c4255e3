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
    var timeLimit = Vault.standardTimeLimit
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
    if let status = ExitStatus(of: report) { throw status }
  }

  private func savedReport(_ path: String) throws -> SavedReport {
    do { return try SavedReport(path) } catch { throw unreadable(error) }
  }
}

extension CheckRun {
  /// That of a command line with no other options than the most usual ones: making a parser for all of them takes
  /// longer than a small note does. nil for other command lines, and for mistakes, about which the parser knows
  /// what to say.
  init?(arguments: some Collection<String>) {
    guard arguments.first == "check" else { return nil }
    var (bar, form) = (Bar(), Form())
    var paths: [String] = []
    var rest = Array(arguments.dropFirst())[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--strict": bar.isStrict = true
      case "--quiet": form.isQuiet = true
      case "--format":
        guard form.format == nil, let format = rest.popFirst().flatMap(ReportFormat.init(rawValue:))
        else {
          return nil
        }
        form.format = format
      case _ where argument.hasPrefix("-"): return nil
      default: paths.append(argument)
      }
    }
    self.init(paths: paths)
    (self.bar, self.form) = (bar, form)
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
