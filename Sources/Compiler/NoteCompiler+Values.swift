import Diagnostics
import Elaboration
import Execution
import MathSyntax
import NoteSyntax
import Pages

extension NoteCompiler {
  /// The value of an expression in running text; its source where it has none.
  mutating func compile(_ value: InlineValue) -> Rendering {
    let code = "<code>\(escapedHTML("net: " + value.source.text))</code>"
    guard note.frontMatter.isChecked, users.isEmpty else {
      return Rendering(html: Array(code.utf8))
    }
    do throws(Diagnostic) {
      let values = try valuesInText(value.source, at: value.range, in: scopes.scope, macros: macros)
      guard options.templates != nil else { return Rendering() }
      return Rendering(html: Array(InlineValueHTML.values(values).utf8))
    } catch {
      diagnostics.append(error)
      guard let templates = options.templates else { return Rendering() }
      shownProblems.insert(error)
      return Rendering(
        html: Array(InlineValueHTML.missing(value.source.text).utf8),
        below: shown([error]).flatMap { Array($0.html(templates).utf8) })
    }
  }

  /// The formula with titles on the names that the scope knows.
  mutating func described(_ formula: MathTree) -> MathTree {
    guard note.frontMatter.isChecked, hasScope else { return formula }
    return MathTree(described(formula.mathNode))
  }

  mutating func described(_ formula: MathNode) -> MathNode {
    // Without a title a formula is right, too.
    return allowance.share(matters: false) {
      tips.update(scopes.scope)
      return tips.described(formula)
    }.result
  }
}
