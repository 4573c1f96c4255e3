import Diagnostics
import Elaboration
import MathSyntax
import Verification

/// The outline of a note: what it declares and defines, and what it claims.
extension CheckedNote {
  var symbols: [DocumentSymbol] {
    let names = scopes.last.map { declared(in: $0.scope) } ?? []
    let claims = report.statements.filter { $0.finding.isOfClaim }.map(outlined)
    return (names + claims).sorted { a, b in
      (a.range.start.line, a.range.start.character) < (b.range.start.line, b.range.start.character)
    }
  }

  private func declared(in scope: Scope) -> [DocumentSymbol] {
    scope.ids.flatMap { id -> [DocumentSymbol] in
      let symbol = scope[id]
      let kind: DocumentSymbol.Kind = symbol.isFunction ? .function : .variable
      return symbol.places.map { place in
        DocumentSymbol(
          name: describe(place.node), detail: symbol.description ?? "", kind: kind.rawValue,
          range: lines.positions(of: place.range.union(place.node.range)),
          selectionRange: lines.positions(of: place.node.range))
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
