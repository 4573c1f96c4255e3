import Foundation
import Vault

/// Open documents: each is compiled whenever it changes, and only what is known of its newest text is said.
extension LanguageServer {
  func open(_ params: OpenParams?) {
    guard let item = params?.textDocument, item.uri.isNote else { return }
    let document = Document(
      uri: item.uri, path: item.uri.notePath, text: item.text, version: item.version,
      edition: nextEdition(), encoding)
    documents[item.uri] = document
    hasChanged(document)
  }

  func change(_ params: ChangeParams?) {
    guard let params, var document = documents[params.textDocument.uri] else { return }
    document.apply(
      params.contentChanges, version: params.textDocument.version, edition: nextEdition(), encoding)
    documents[document.uri] = document
    hasChanged(document)
  }

  func close(_ params: DocumentParams?) {
    guard let uri = params?.textDocument.uri, let document = documents.removeValue(forKey: uri)
    else { return }
    workshop.close(document.path)
    wake(uri)
    publish([], of: uri, version: nil)
    hasChanged(document)
  }

  /// Files have changed: everything is looked at again.
  func lookAgain() {
    workshop.forget()
    renew(documents.keys.sorted())
    compileNext()
  }

  /// The text at a path is another one now: that of the document, or that of its file again.
  private func hasChanged(_ document: Document) {
    stopOlder(document.uri)
    let others = documents.values.filter {
      $0.uri != document.uri && workshop.depends($0, on: document.path)
    }
    renew(others.map(\.uri).sorted())
    compileNext()
  }

  /// What is known of these is not so any more.
  private func renew(_ uris: [String]) {
    for uri in uris {
      documents[uri]?.touch(edition: nextEdition())
      stopOlder(uri)
    }
  }

  private func nextEdition() -> Int {
    editions += 1
    return editions
  }

  func publish(_ diagnostics: [ClientDiagnostic], of uri: String, version: Int?) {
    write(
      Notification(
        method: "textDocument/publishDiagnostics",
        params: PublishParams(uri: uri, version: version, diagnostics: diagnostics)))
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
    guard hasPrefix("file:"), let name = notePath.split(separator: "/").last?.lowercased() else {
      return true
    }
    return !name.contains(".") || name.hasSuffix(".md") || name.hasSuffix(".markdown")
  }

  /// The path of `file:///notes/a%20b.md`; what is in no file keeps its name.
  var notePath: String {
    guard hasPrefix("file:"), let url = URL(string: self), url.isFileURL else { return self }
    return DisplayPath.plain(url.path(percentEncoded: false))
  }
}
