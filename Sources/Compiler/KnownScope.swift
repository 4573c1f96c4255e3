import Diagnostics
import Elaboration
import MathSyntax

/// What is known of names behind a block or a formula of a note, and what is written there.
package struct KnownScope: Sendable {
  package let range: SourceRange
  package let isBlock: Bool
  package let scope: Scope
  /// The formulas as they were parsed.
  package let formulas: [MathNode]

  /// A name that is written somewhere.
  package struct Name: Sendable {
    package let range: SourceRange
    package let meaning: Meaning
  }

  package enum Meaning: Hashable, Sendable {
    case symbol(SymbolID)
    case size(String)
    case index(String)
  }

  /// The name at a place of the note, the innermost one that the scope knows: `k` or all of `W_k`.
  package func name(at offset: Int) -> Name? {
    formulas.lazy.compactMap { self.name(at: offset, in: $0) }.first
  }

  private func name(at offset: Int, in node: MathNode) -> Name? {
    guard node.range.touches(offset) else { return nil }
    // Where two parts meet, the one behind the place is meant.
    let parts = node.children.sorted { $0.range.lowerBound > $1.range.lowerBound }
    for part in parts {
      if let found = name(at: offset, in: part) { return found }
    }
    return meaning(of: node).map { Name(range: node.range, meaning: $0) }
  }

  private func meaning(of node: MathNode) -> Meaning? {
    guard let head = Head(node) else { return nil }
    if let found = scope.resolve(head) { return .symbol(found.symbol) }
    guard !scope.declaresSymbol(head.base) else { return nil }
    if scope.declaration(ofSize: head.base) != nil { return .size(head.base) }
    return scope.declaration(ofIndex: head.base) != nil ? .index(head.base) : nil
  }
}
