import Diagnostics
import Synchronization
import Vault

/// A site that follows its notes: built again when something changes.
package final class Preview: Sendable {
  package struct Options: Sendable {
    /// The folder of notes.
    package let notes: String
    package var templates: String?
    package var jobs: Int?
    package var timeLimit: Duration?
    package var isStrict = false

    package init(notes: String) { self.notes = notes }
  }

  private let options: Options
  /// The folder of the site.
  package let output: String
  let events = Events()
  private let log: @Sendable (PreviewMessage) -> Void

  /// - Parameter log: Told what there is to say, after each build.
  package init(
    _ options: Options, output: String, log: @escaping @Sendable (PreviewMessage) -> Void
  ) {
    self.options = options
    self.output = output
    self.log = log
  }

  /// Brings the site up to date and tells the open pages; the folders that have to be watched. Where the notes cannot be
  /// read, the site stays as it is.
  package func update() -> [String] {
    let clock = ContinuousClock()
    let start = clock.now
    do throws(FileError) {
      let selection = try Selection(options.notes)
      var vault = selection.vault
      if let jobs = options.jobs { vault.workers = jobs }
      vault.timeLimit = options.timeLimit
      let (templates, templateReports) = try vault.templates(replacedBy: options.templates)
      var builder = SiteBuilder(vault, output: output, templates: templates)
      builder.cache = CachePlace(vault: vault.root, output: output)
      builder.keepsUnreadablePages = true
      let outcome = builder.build(selection.notes)
      let report = BuildReport(
        templateReports + selection.reports, outcome,
        isStrict: options.isStrict || vault.config.isStrict)
      tell(outcome, report, in: clock.now - start)
      return vault.folders + [options.templates].compactMap { $0 }
    } catch {
      let reason = "\(error.path): \(error.reason)"
      let state = PreviewState(failures: [reason])
      if isNews(state) {
        log(.failure(reason))
        events.send(state.json)
      }
      return []
    }
  }

  /// What was said last, but for the files that were written.
  private let last = Mutex<String?>(nil)

  /// Whether there is anything in `state` that was not said already.
  private func isNews(_ state: PreviewState) -> Bool {
    var plain = state
    plain.written = []
    let text = plain.json
    return last.withLock { last in
      defer { last = text }
      return last != text || !state.written.isEmpty
    }
  }

  private func tell(_ outcome: SiteBuilder.Outcome, _ report: BuildReport, in time: Duration) {
    let failures = outcome.failures.map { "\($0.path): \($0.reason)" }
    let state = PreviewState(
      written: outcome.written, problems: report.problems, failures: failures)
    guard isNews(state) else { return }
    events.send(state.json)
    log(.built(report, failures: failures, pages: outcome.written.count, time: time))
  }

  /// Follows the notes until the process ends.
  package func follow(from folders: [String]) {
    var watcher = makeWatcher()
    watcher.watch(folders)
    var isGone = folders.isEmpty
    while true {
      if isGone { pause() } else { watcher.wait() }
      let folders = update()
      isGone = folders.isEmpty
      if !isGone { watcher.watch(folders) }
    }
  }
}

/// What is to be said in the terminal.
package enum PreviewMessage: Sendable {
  case built(BuildReport, failures: [String], pages: Int, time: Duration)
  case failure(String)
}
