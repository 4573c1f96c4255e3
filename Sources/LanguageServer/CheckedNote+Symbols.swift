import Diagnostics
import Elaboration
import MathSyntax
import Verification

/// The outline of a note: what it declares and defines, and what it claims.
extension CheckedNote {
  var symbols: [DocumentSymbol] {
    let names = scopes.last.map { declared(in: $0.scope) } ?? []
    let claims = report.statements.filter { $0.finding.isVerdict }.map(outlined)
    return (names + claims).sorted { a, b in
      (a.range.start.line, a.range.start.character) < (b.range.start.line, b.range.start.character)
    }
  }

  private func declared(in scope: Scope) -> [DocumentSymbol] {
    scope.ids.flatMap { id -> [DocumentSymbol] in
      let symbol = scope[id]
      let places =
        symbol.inputs.map { ($0.node, $0.range) } + symbol.definitions.map { ($0.node, $0.range) }
        + symbol.functions.map { ($0.node, $0.range) }
      let kind: DocumentSymbol.Kind = symbol.isFunction ? .function : .variable
      return places.map { node, range in
        DocumentSymbol(
          name: describe(node), detail: symbol.description ?? "", kind: kind.rawValue,
          range: lines.positions(of: range.union(node.range)),
          selectionRange: lines.positions(of: node.range))
      }
    }
  }

  private func outlined(_ statement: Statement) -> DocumentSymbol {
    let range = lines.positions(of: statement.range)
    let name = statement.latex.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return DocumentSymbol(
      name: name.isEmpty ? "…" : name, detail: statement.finding.rawValue,
      kind: DocumentSymbol.Kind.boolean.rawValue, range: range, selectionRange: range)
  }
}

extension Finding {
  /// Whether it says whether an equation is so.
  fileprivate var isVerdict: Bool {
    switch self {
    case .holds, .refuted, .illShaped, .slip, .unclear: true
    case .definition, .condition, .update, .skipped, .notOurs: false
    }
  }
}

extension Range<Int> {
  fileprivate func union(_ other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
