import Diagnostics
import Vault

/// What is wrong in a note, and the edits that mend it.
extension CheckedNote {
  func diagnostics(in uri: String) -> [ClientDiagnostic] {
    report.diagnostics.map { client($0, in: uri) }
  }

  private func client(_ diagnostic: Diagnostic, in uri: String) -> ClientDiagnostic {
    let details = diagnostic.notes + (diagnostic.hint.map { ["hint: \($0)"] } ?? [])
    return ClientDiagnostic(
      range: lines.positions(of: diagnostic.range),
      severity: diagnostic.severity == .error ? 1 : 2, code: diagnostic.code, source: "gradweave",
      message: ([diagnostic.message] + details).joined(separator: "\n"),
      relatedInformation: diagnostic.labels.map { label in
        .init(
          location: Location(uri: uri, range: lines.positions(of: label.range)),
          message: label.text)
      })
  }

  func codeActions(_ params: CodeActionParams) -> [CodeAction] {
    let uri = params.textDocument.uri
    if let only = params.context?.only, !only.contains(where: { $0.covers(CodeAction.quickFix) }) {
      return []
    }
    let range = lines.range(of: params.range)
    return report.diagnostics.filter { $0.range.touches(range) }.flatMap { diagnostic in
      diagnostic.fixIts.enumerated().map { index, fix in
        let edits = fix.edits.map {
          TextEdit(range: lines.positions(of: $0.range), newText: $0.replacement)
        }
        return CodeAction(
          title: fix.title, diagnostics: [client(diagnostic, in: uri)],
          isPreferred: diagnostic.fixIts.count == 1 && index == 0,
          edit: WorkspaceEdit(changes: [uri: edits]))
      }
    }
  }
}

extension String {
  /// `quickfix` covers `quickfix.slip`, and the empty kind all.
  fileprivate func covers(_ kind: String) -> Bool {
    isEmpty || self == kind || kind.hasPrefix(self + ".")
  }
}
