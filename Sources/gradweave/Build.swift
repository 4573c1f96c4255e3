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

  @Option(help: "A folder whose templates replace the built-in ones of the same name.")
  var templates: String?

  @Flag(help: "Warnings are errors: what is unclear is a problem, too.")
  var strict = false

  func run() throws {
    let output = DisplayPath.plain(output)
    let selection = try select(notes, excluding: output)
    let (templates, templateReports) = try loadTemplates(for: selection.vault)
    var outcome = write(selection, to: output, templates)
    outcome.reports = templateReports + selection.vault.reports + outcome.reports
    let isStrict = strict || selection.vault.config.isStrict
    let report = RunReport(isStrict ? outcome.reports.map { $0.strict() } : outcome.reports)
    Terminal.error(report.text(color: Terminal.hasColor(STDERR_FILENO)))
    for failure in outcome.failures {
      Terminal.error("gradweave: \(failure.path): \(failure.reason)\n")
    }
    Terminal.output(report.summary + "\n")
    if !outcome.failures.isEmpty { throw ExitStatus.wrongUsage }
    if report.hasInternalErrors { throw ExitStatus.internalError }
    if report.hasErrors { throw ExitStatus.problemsInNotes }
  }

  private func loadTemplates(for vault: Vault) throws -> (Templates, [FileReport]) {
    do {
      return try vault.templates(replacedBy: templates)
    } catch {
      throw unreadable(error)
    }
  }

  private func write(
    _ selection: Selection, to output: String, _ templates: Templates
  ) -> SiteBuilder.Outcome {
    guard let note = selection.notes.first, selection.notes.count == 1, output.hasSuffix(".html")
    else {
      return SiteBuilder(selection.vault, output: output, templates: templates)
        .build(selection.notes)
    }
    let vault = selection.vault
    let (html, report) = onLargeStack { vault.selfContainedPage(of: note, templates: templates) }
    var outcome = SiteBuilder.Outcome(reports: [report])
    do {
      if let html { try FileSystem.replace(output, with: Array(html.utf8)) }
    } catch {
      outcome.failures.append(error)
    }
    return outcome
  }
}
