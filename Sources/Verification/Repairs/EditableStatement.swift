import Diagnostics
import MathSyntax
import NetSyntax
import Reading

/// A statement whose source can be changed and read again.
protocol EditableStatement {
  /// The source that edits lie in.
  var source: Excerpt { get }
  var dialect: Dialect { get }
  /// The commands in force before it.
  var macros: Macros { get }

  /// The statement after `edits`; nil where its source then has errors.
  func statement(after edits: [FixIt.Edit]) -> (WrittenStatement, latex: String)?
}

extension EditableStatement {
  /// A part of the source read by itself; nil where it has errors.
  func reading(_ text: String) -> MathNode? {
    var macros = macros
    let (node, problems) = parseMath(Excerpt(text), dialect: dialect, macros: &macros)
    return problems.contains { $0.severity == .error } ? nil : node
  }
}

/// A statement of a formula of the page.
struct PageStatement: EditableStatement {
  let formula: WrittenFormula
  /// Which statement of the formula.
  let index: Int

  var source: Excerpt { formula.source }
  var dialect: Dialect { .tex }
  var macros: Macros { formula.macros }

  func statement(after edits: [FixIt.Edit]) -> (WrittenStatement, latex: String)? {
    formula.statement(index, after: edits)
  }
}

/// What stands behind the `check` of a block.
struct BlockClaim: EditableStatement {
  let source: Excerpt
  let macros: Macros

  var dialect: Dialect { .plain }

  func statement(after edits: [FixIt.Edit]) -> (WrittenStatement, latex: String)? {
    guard let text = source.applying(edits), let node = reading(text) else { return nil }
    let members = node.row.splitAtTopLevel { $0.character == "=" }
    guard members.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (WrittenStatement(claim: members.map { .row(of: $0, at: 0) }), text)
  }
}
