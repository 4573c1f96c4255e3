import Foundation
import Vault

/// Open documents: each is compiled whenever it changes, and only what is known of its newest text is said.
extension LanguageServer {
  func open(_ params: OpenParams?) {
    guard let item = params?.textDocument, item.uri.isNote else { return }
    documents[item.uri] = Document(
      uri: item.uri, path: item.uri.notePath, text: item.text, version: item.version,
      edition: nextEdition(), encoding)
    check(item.uri)
  }

  func change(_ params: ChangeParams?) {
    guard let params, documents[params.textDocument.uri] != nil else { return }
    let uri = params.textDocument.uri
    documents[uri]?.apply(
      params.contentChanges, version: params.textDocument.version, edition: nextEdition(), encoding)
    check(uri)
    checkThose(madeOf: uri)
  }

  func close(_ params: DocumentParams?) {
    guard let uri = params?.textDocument.uri, documents.removeValue(forKey: uri) != nil else {
      return
    }
    wake(uri)
    write(
      Notification(
        method: "textDocument/publishDiagnostics",
        params: PublishParams(uri: uri, version: nil, diagnostics: [])))
  }

  /// Files have changed: everything is looked at again.
  func lookAgain() {
    workshop.forget()
    for uri in documents.keys.sorted() {
      documents[uri]?.touch(edition: nextEdition())
      check(uri)
    }
  }

  /// Notes that use the one that changed.
  private func checkThose(madeOf uri: String) {
    guard let path = documents[uri]?.path else { return }
    for (other, document) in documents where other != uri {
      guard let checked = document.checked,
        workshop.dependencies(of: checked, document.path).contains(path)
      else { continue }
      documents[other]?.touch(edition: nextEdition())
      check(other)
    }
  }

  private func nextEdition() -> Int {
    editions += 1
    return editions
  }

  // MARK: Compiling

  /// How many texts of one document are compiled at a time: the newest need not wait for the one before it.
  private static let maximalCompilations = 2

  private func check(_ uri: String) {
    let running = compiling[uri] ?? []
    guard let document = documents[uri], !document.isChecked,
      !running.contains(document.edition), running.count < Self.maximalCompilations
    else { return }
    compiling[uri, default: []].insert(document.edition)
    Task {
      await find(document.path)
      // The text may be another one by now.
      let newest = documents[uri] ?? document
      if let work = workshop.work(on: newest, among: Array(documents.values)) {
        take(await onLargeStack(work), for: uri)
      }
      compiling[uri]?.remove(document.edition)
      check(uri)
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

  /// What came of an older text is dropped.
  private func take(_ checked: CheckedNote, for uri: String) {
    guard var document = documents[uri], document.edition == checked.edition else { return }
    document.checked = checked
    documents[uri] = document
    wake(uri)
    write(
      Notification(
        method: "textDocument/publishDiagnostics",
        params: PublishParams(
          uri: uri, version: document.version, diagnostics: checked.diagnostics(in: uri))))
  }

  // MARK: Waiting

  /// What is known of a document as it reads now; nil where it is not open.
  func checked(_ uri: String) async -> CheckedNote? {
    while let document = documents[uri], !document.isChecked, !Task.isCancelled {
      await withCheckedContinuation { waiting[uri, default: []].append($0) }
    }
    return documents[uri]?.checked
  }

  func wake(_ uri: String) {
    for continuation in waiting.removeValue(forKey: uri) ?? [] { continuation.resume() }
  }

  /// Looks for something on another thread, since formulas nest.
  nonisolated func looking<Found: Sendable>(
    _ look: @escaping @Sendable () -> Found
  ) async -> Found {
    await onLargeStack(look)
  }
}

extension String {
  /// Whether a document is Markdown, as far as its name says.
  fileprivate var isNote: Bool {
    let path = notePath.lowercased()
    return !path.contains(".") || path.hasSuffix(".md") || path.hasSuffix(".markdown")
      || !hasPrefix("file:")
  }

  /// The path of `file:///notes/a%20b.md`; what is in no file keeps its name.
  var notePath: String {
    guard hasPrefix("file:"), let url = URL(string: self), url.isFileURL else { return self }
    return DisplayPath.plain(url.path(percentEncoded: false))
  }
}
