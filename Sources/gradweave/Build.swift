import ArgumentParser
import Pages
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile a folder of notes to a site, or one note to a page.")

  @Argument(help: "A folder of notes, or one note.")
  var notes = "notes"

  @Option(
    name: .shortAndLong,
    help: "The folder of the site; for one note, a file that needs no other if it ends in .html.")
  var output = "site"

  @OptionGroup
  var options: PageOptions

  @Flag(help: "Do everything again, and remember nothing for the next time.")
  var noCache = false

  func run() throws {
    let output = DisplayPath.plain(output)
    var selection = try select(notes, excluding: output)
    if let jobs = options.jobs { selection.vault.workers = jobs }
    selection.vault.timeLimit = options.timeLimit
    let (templates, templateReports) = try loadTemplates(for: selection.vault)
    let files = templateReports + selection.reports
    if let note = selection.notes.first, selection.notes.count == 1, output.hasSuffix(".html") {
      try writePage(of: note, selection.vault, to: output, templates, files)
    } else {
      try writeSite(selection, to: output, templates, files)
    }
  }

  private func loadTemplates(for vault: Vault) throws -> (Templates, [FileReport]) {
    do {
      return try vault.templates(replacedBy: options.templates)
    } catch {
      throw unreadable(error)
    }
  }

  private func writeSite(
    _ selection: Selection, to output: String, _ templates: Templates, _ files: [FileReport]
  ) throws {
    let vault = selection.vault
    var builder = SiteBuilder(vault, output: output, templates: templates)
    if !noCache { builder.cache = CachePlace(vault: vault.root, output: output) }
    let progress = ProgressLine()
    builder.progress = { progress.show($0) }
    builder.waiting = {
      Terminal.error("gradweave: waiting for another build of \(output) to end\n")
    }
    let outcome = builder.build(selection.notes)
    progress.end()
    let isStrict = options.strict || vault.config.isStrict
    let report = BuildReport(files, outcome, isStrict: isStrict)
    Terminal.error(report.text(color: Terminal.hasColor(STDERR_FILENO)))
    for failure in outcome.failures {
      Terminal.error("gradweave: \(failure.path): \(failure.reason)\n")
    }
    Terminal.output(report.summary + "\n")
    if !outcome.failures.isEmpty { throw ExitStatus.wrongUsage }
    if let status = ExitStatus(of: report) { throw status }
  }

  private func writePage(
    of note: String, _ vault: Vault, to output: String, _ templates: Templates,
    _ files: [FileReport]
  ) throws {
    let (html, noteReport) = vault.selfContainedPage(of: note, templates: templates)
    var reports = files + [noteReport]
    if options.strict || vault.config.isStrict { reports = reports.map { $0.strict() } }
    let report = RunReport(reports)
    Terminal.error(report.text(color: Terminal.hasColor(STDERR_FILENO)))
    do throws(FileError) {
      if let html { try FileSystem.replace(output, with: Array(html.utf8)) }
    } catch {
      throw unreadable(error)
    }
    Terminal.output(report.summary + "\n")
    if let status = ExitStatus(of: report) { throw status }
  }
}
