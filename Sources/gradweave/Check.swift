import ArgumentParser
import Vault

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify the mathematics of notes; writes no site.")

  @Argument(
    help: "Notes, folders, patterns such as 'week-*/**', or - for standard input; notes, if none.",
    completion: .file(extensions: ["md"]))
  var paths: [String] = []

  @OptionGroup(title: "What is checked")
  var scope: CheckScope

  @OptionGroup(title: "What is a problem")
  var bar: CheckBar

  @OptionGroup(title: "How it is reported")
  var form: CheckForm

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
    guard scope.only.isEmpty || bar.baseline == nil else {
      throw ValidationError("--baseline compares whole notes, and --only looks at some lines")
    }
    guard fix == nil || (scope.only.isEmpty && !paths.contains(standardInput)) else {
      throw ValidationError("--fix rewrites whole notes: not with --only, nor standard input")
    }
  }

  func run() throws {
    var run = CheckRun(paths: paths)
    (run.scope, run.bar, run.form) = (scope.plain, bar.plain, form.plain)
    (run.fix, run.isDryRun) = (fix, dryRun)
    try run.run()
  }
}
