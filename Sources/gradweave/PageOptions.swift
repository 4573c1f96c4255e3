import ArgumentParser
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The options of all that compiles notes to pages.
struct PageOptions: ParsableArguments {
  @Option(help: "A folder whose templates replace the built-in ones of the same name.")
  var templates: String?

  @Flag(help: "Warnings are errors: what is unclear is a problem, too.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "How many notes are compiled at a time; as many as there are cores without it.",
      valueName: "number"),
    transform: numberOfJobs)
  var jobs: Int?

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = Vault.standardTimeLimit
}

let timeLimitHelp = ArgumentHelp(
  "How long one note may take before it is given up.", valueName: "seconds")

/// `--time-limit 2.5`: a time in seconds.
func duration(_ text: String) throws -> Duration {
  guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
    throw ValidationError("a time in seconds is meant, more than 0 and up to a day")
  }
  return .seconds(seconds)
}

/// Says why a note was not read, or given up.
func unread(_ report: FileReport) -> ExitStatus {
  let report = RunReport([report])
  Terminal.error(report.text(color: Terminal.hasColor(STDERR_FILENO)))
  return ExitStatus(of: report) ?? .problemsInNotes
}

/// `--jobs 2`: a number of notes.
func numberOfJobs(_ text: String) throws -> Int {
  guard let jobs = Int(text), jobs > 0 else {
    throw ValidationError("a number of notes is meant, 1 or more")
  }
  return jobs
}
