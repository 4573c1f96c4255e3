import Compiler
import Diagnostics
import Pages

/// Writes the pages of a vault.
package struct SiteBuilder: Sendable {
  private let vault: Vault
  private let templates: Templates
  /// The folder of the site.
  private let output: String

  package init(_ vault: Vault, output: String, templates: Templates) {
    self.vault = vault
    self.output = output
    self.templates = templates
  }

  /// What is to be said about the notes, and about files that could not be written.
  package struct Outcome: Sendable {
    package var reports: [FileReport]
    package var failures: [FileError] = []
    /// How many pages the site has now from these notes.
    package var pages = 0

    package init(reports: [FileReport] = []) { self.reports = reports }
  }

  /// Compiles `notes` and writes their pages, on all cores, then what the pages share.
  package func build(_ notes: [String]) -> Outcome {
    var options = vault.options
    options.templates = templates
    let results = concurrentMap(notes, workers: vault.workers) { [options] in write($0, options) }
    var outcome = Outcome(reports: results.map(\.report))
    outcome.failures = results.compactMap(\.failure)
    outcome.pages = results.filter { $0.entry != nil }.count
    attempt(&outcome) { () throws(FileError) in
      try replace("style.css", Array(templates.completeStylesheet.utf8))
    }
    for asset in Set(results.flatMap(\.assets)).sorted() {
      attempt(&outcome) { () throws(FileError) in
        let bytes = try FileSystem.bytes(of: vault.displayPath(asset))
        try FileSystem.replace(DisplayPath.join(output, asset), with: bytes)
      }
    }
    if !notes.contains("index.md") {
      attempt(&outcome) { () throws(FileError) in
        try replace("index.html", index(results.compactMap(\.entry)))
      }
    }
    return outcome
  }

  private struct Written: Sendable {
    let report: FileReport
    let entry: IndexContent.Entry?
    let assets: [String]
    let failure: FileError?
  }

  private func write(_ note: String, _ options: CompileOptions) -> Written {
    let result = vault.compile(note, options)
    guard let compilation = result.compilation, !compilation.isDraft else {
      return Written(report: result.report, entry: nil, assets: [], failure: nil)
    }
    let path = NotePath.withoutExtension(note) + ".html"
    let page = compilation.page(
      templates, stylesheet: .linked(NotePath.relative(from: path, to: "style.css")),
      home: path == "index.html" ? nil : NotePath.relative(from: path, to: "index.html"))
    var failure: FileError?
    do throws(FileError) { try replace(path, page) } catch { failure = error }
    let entry = IndexContent.Entry(
      title: compilation.title, path: NotePath.url(path), tally: compilation.tally)
    return Written(
      report: result.report, entry: entry, assets: compilation.assets, failure: failure)
  }

  private func index(_ entries: [IndexContent.Entry]) -> [UInt8] {
    IndexContent(
      title: vault.config.title ?? "Notes", entries: entries, stylesheet: .linked("style.css")
    )
    .html(templates)
  }

  private func replace(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    try FileSystem.replace(DisplayPath.join(output, path), with: bytes)
  }

  private func attempt(_ outcome: inout Outcome, _ body: () throws(FileError) -> Void) {
    do throws(FileError) { try body() } catch { outcome.failures.append(error) }
  }
}
