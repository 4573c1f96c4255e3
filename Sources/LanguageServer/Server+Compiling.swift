import Calculus
import Compiler
import Vault

/// Compiling open documents: as many texts at a time as there are cores, first what has waited longest.
extension LanguageServer {
  /// A text that is being compiled.
  struct Run {
    /// Of its document.
    let uri: String
    let allowance = Allowance()
    let trace = WorldTrace()
    /// What ends it when its time is over; nil as long as its vault is looked for.
    var clock: Task<Void, Never>?
  }

  /// Takes up what waits, as far as there are cores for it.
  func compileNext() {
    while runs.count < coreCount {
      let waiting = documents.values.filter { !$0.isChecked && runs[$0.edition] == nil }
      guard let next = waiting.min(by: { $0.edition < $1.edition }) else { return }
      start(next)
    }
  }

  private func start(_ document: Document) {
    let edition = document.edition
    let run = Run(uri: document.uri)
    runs[edition] = run
    Task {
      await find(document.path)
      guard !run.allowance.isStopped,
        let work = workshop.work(on: document, among: Array(documents.values), run)
      else { return end(edition, nil) }
      runs[edition]?.clock = Task {
        guard (try? await Task.sleep(for: timeLimit)) != nil else { return }
        stop(edition)
      }
      end(edition, await onLargeStack(work))
    }
  }

  /// Finds the vault of a note, if it is not known.
  private func find(_ path: String) async {
    while !workshop.knows(path) {
      let round = workshop.round
      let place = await onLargeStack { Workshop.Place(of: path) }
      workshop.learn(place, of: path, in: round)
    }
  }

  /// Stops what is compiled of the texts that a document had before, or of all where it is closed.
  func stopOlder(_ uri: String) {
    for (edition, run) in runs where run.uri == uri && edition != documents[uri]?.edition {
      if !run.allowance.isStopped { stop(edition) }
    }
  }

  /// What does not ask whether to go on is left to itself: threads cannot be ended.
  private func stop(_ edition: Int) {
    guard let run = runs[edition] else { return }
    run.allowance.stop()
    guard let clock = run.clock else { return }
    clock.cancel()
    runs[edition]?.clock = Task {
      guard (try? await Task.sleep(for: .grace(within: timeLimit))) != nil else { return }
      end(edition, nil)
    }
  }

  /// What came of an older text is dropped.
  private func end(_ edition: Int, _ checked: CheckedNote?) {
    guard let run = runs.removeValue(forKey: edition) else { return }
    run.clock?.cancel()
    if let document = documents[run.uri], document.edition == edition {
      let isLate = run.allowance.isStopped
      let late = CheckedNote(late: document, within: timeLimit, run.trace.record)
      if let known = isLate ? late : checked { take(known, for: document) }
    }
    compileNext()
  }

  private func take(_ checked: CheckedNote, for document: Document) {
    documents[document.uri]?.checked = checked
    wake(document.uri)
    publish(checked.diagnostics(in: document.uri), of: document.uri, version: document.version)
  }
}
