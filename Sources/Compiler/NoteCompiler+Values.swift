import Diagnostics
import Elaboration
import Execution
import MathSyntax
import NoteSyntax
import Pages

extension NoteCompiler {
  /// The value of an expression in running text; its source where it has none.
  mutating func compile(_ value: InlineValue) -> String {
    let code = "<code>\(escapedHTML("net: " + value.source.text))</code>"
    guard note.frontMatter.isChecked, users.isEmpty else { return code }
    do throws(Diagnostic) {
      let values = try valuesInText(value.source, at: value.range, in: scopes.scope, macros: macros)
      return options.templates == nil ? "" : InlineValueHTML.values(values)
    } catch {
      diagnostics.append(error)
      return code
    }
  }

  /// The formula with titles on the names that the scope knows.
  mutating func described(_ formula: MathTree) -> MathTree {
    guard note.frontMatter.isChecked, hasScope else { return formula }
    tips.update(scopes.scope)
    return MathTree(tips.described(formula.mathNode))
  }
}
