import Compiler
import Diagnostics
import Elaboration
import Execution
import MathSyntax
import Vault
import Verification

/// What is said of a name and of an equation to those who point at them.
extension CheckedNote {
  func hover(at position: Position) -> Hover? {
    let offset = lines.offset(of: position)
    let known = scope(at: offset)
    let name = known?.name(at: offset)
    let statement = report.statements.last { $0.range.touches(offset) }
    let parts = [
      known.flatMap { known in name.map { text(of: $0.meaning, in: known.scope) } },
      statement.map { "```text\n\(report.text(of: Explanation($0)))```" },
    ].compactMap { $0 }
    guard !parts.isEmpty, let range = name?.range ?? statement?.range else { return nil }
    return Hover(
      contents: .init(value: parts.joined(separator: "\n\n---\n\n")),
      range: lines.positions(of: range))
  }

  /// `W_k`: 2×3, 2×2: the weights, and where that is said.
  private func text(of meaning: KnownScope.Meaning, in scope: Scope) -> String {
    switch meaning {
    case .symbol(let id):
      var tips = SymbolTips(scope)
      let lines = NameExplanation.all(of: scope[id]).map { name in
        "`\(name.name) \(name.meaning)` (line \(line(of: name.range)))"
      }
      return (["**\(scope[id].displayName)** \(tips.text(of: id))"] + lines)
        .joined(separator: "  \n")
    case .size(let name):
      let values = scope.declaredSizes.filter { $0.key.name == name }.sorted { $0.key < $1.key }
      let text = values.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
      return "**\(name)** size: \(text)" + place(scope.declaration(ofSize: name))
    case .index(let letter):
      let range = scope.range(ofIndex: letter).map { ": \($0.lowerBound)..\($0.upperBound)" } ?? ""
      return "**\(letter)** index\(range)" + place(scope.declaration(ofIndex: letter))
    }
  }

  private func place(_ range: SourceRange?) -> String {
    range.map { " (line \(line(of: $0)))" } ?? ""
  }

  private func line(of range: SourceRange) -> Int {
    file.location(of: range.lowerBound).line
  }

  /// Where the name at a place was declared or defined, in the order of the note.
  func declarations(at position: Position, in uri: String) -> [Location] {
    let offset = lines.offset(of: position)
    guard let known = scope(at: offset), let name = known.name(at: offset) else { return [] }
    return ranges(of: name.meaning, in: known.scope).map {
      Location(uri: uri, range: lines.positions(of: $0))
    }
  }

  private func ranges(of meaning: KnownScope.Meaning, in scope: Scope) -> [SourceRange] {
    switch meaning {
    case .symbol(let id):
      let symbol = scope[id]
      let ranges = symbol.places.map(\.node.range).sorted { $0.lowerBound < $1.lowerBound }
      return ranges.isEmpty ? [symbol.node.range] : ranges
    case .size(let name): return scope.declaration(ofSize: name).map { [$0] } ?? []
    case .index(let letter): return scope.declaration(ofIndex: letter).map { [$0] } ?? []
    }
  }
}
