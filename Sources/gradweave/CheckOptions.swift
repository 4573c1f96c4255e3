import ArgumentParser
import Vault

/// The options of `check` that say what it looks at.
struct CheckScope: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only what stands on a line; may be repeated.", valueName: "path:line"),
    completion: .file(extensions: ["md"]),
    transform: { text in
      let place = NotePlace(text)
      guard place.line != nil else {
        throw ValidationError("a line of a note is meant, such as notes/dense.md:23")
      }
      return place
    })
  var only: [NotePlace] = []

  @Option(
    help: ArgumentHelp(
      "Only a part of the notes: the second of five, say. All parts together are all notes.",
      valueName: "i/n"),
    transform: { text in
      guard let shard = Shard(text) else {
        throw ValidationError("a part such as 2/5 is meant, from 1/5 to 5/5")
      }
      return shard
    })
  var shard: Shard?

  @Option(
    help: ArgumentHelp("Draws other points at which equations are tried.", valueName: "number"))
  var seed = 0

  @Option(
    help: ArgumentHelp("How many notes are checked at a time.", valueName: "number"),
    transform: numberOfJobs)
  var jobs: Int?

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = Vault.standardTimeLimit

  var plain: CheckRun.Scope {
    .init(only: only, shard: shard, seed: seed, jobs: jobs, timeLimit: timeLimit)
  }
}

/// The options of `check` that say what makes it exit with 1.
struct CheckBar: ParsableArguments {
  @Flag(help: "Warnings are errors: what is unclear is a problem, too.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "The least share of the equations about declared symbols that must get a verdict.",
      valueName: "per cent"),
    transform: { text in
      let number = text.hasSuffix("%") ? String(text.dropLast()) : text
      guard let share = Double(number), (0...100).contains(share) else {
        throw ValidationError("a share from 0 to 100 is meant")
      }
      return share
    })
  var minCoverage: Double?

  @Option(
    help: ArgumentHelp(
      "A report of --format json to compare with: only what got worse since then is a problem.",
      valueName: "report.json"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  var plain: CheckRun.Bar {
    .init(isStrict: strict, leastCoverage: minCoverage, baseline: baseline)
  }
}

extension ReportFormat: ExpressibleByArgument {}

/// The options of `check` that say how it reports.
struct CheckForm: ParsableArguments {
  @Option(help: "The form of the report: text for people, the others for programs.")
  var format: ReportFormat?

  @Option(
    help: ArgumentHelp(
      "Writes the report to a file, and text to the terminal. A name that ends in .json, .sarif or .xml says the form.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Only what is wrong: no summary.")
  var quiet = false

  var plain: CheckRun.Form { .init(format: format, output: output, isQuiet: quiet) }
}
