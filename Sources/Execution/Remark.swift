import MathSyntax
import NoteSyntax

/// What an author says of a name or of a result, with formulas in it: `the gradient $\nabla_W L$`.
package struct Remark: Sendable {
  package enum Part: Sendable {
    case text(String)
    case formula(MathNode)
  }

  package var parts: [Part]

  package init(_ text: String, _ macros: Macros = Macros()) {
    var macros = macros
    parts = proseParts(text).map { part in
      switch part {
      case .text(let text): .text(text)
      case .math(let source): .formula(parseMath(source, dialect: .tex, macros: &macros).0)
      }
    }
  }

  /// Without markup, for titles and for those who hear it.
  package var plain: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .formula(let node): describe(node)
      }
    }.joined()
  }
}
