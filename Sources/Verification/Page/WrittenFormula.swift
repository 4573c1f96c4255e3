import Diagnostics
import MathSyntax
import Reading

/// A formula of the page with its source, so that edits of it can be read again.
package struct WrittenFormula {
  package let source: Excerpt
  package let node: MathNode
  package let isDisplay: Bool
  /// The macros in force before it.
  package let macros: Macros
  /// A condition that the text right behind it binds to it: `… for $i \ne j$`.
  package var condition: MathNode?
  /// Whether it is itself the condition of the formula before it.
  package var isUsedCondition = false

  package init(source: Excerpt, node: MathNode, isDisplay: Bool, macros: Macros) {
    self.source = source
    self.node = node
    self.isDisplay = isDisplay
    self.macros = macros
  }

  /// The statement at `index` after `edits`; nil where the formula then has errors.
  func statement(_ index: Int, after edits: [FixIt.Edit]) -> (WrittenStatement, latex: String)? {
    guard let text = source.applying(edits) else { return nil }
    var macros = macros
    let (node, problems) = parseMath(Excerpt(text), dialect: .tex, macros: &macros)
    guard !problems.contains(where: { $0.severity == .error }) else { return nil }
    let statements = writtenStatements(of: node)
    return index < statements.count ? (statements[index], text) : nil
  }
}
