import Diagnostics
import Elaboration
import MathSyntax

/// The values of `source` at the shown point: one, or one for each member of a family.
package func valuesInText(
  _ source: Excerpt, at range: SourceRange, in scope: Scope, macros: Macros
) throws(Diagnostic) -> [ShownValue] {
  var macros = macros
  let (node, problems) = parseMath(source, dialect: .plain, macros: &macros)
  if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
  guard !source.bytes.isEmpty else { throw .emptyValue(at: range) }
  let (found, isWhole) = scope.allowance.share {
    var runner = Runner(scope)
    return runner.shown(node)
  }
  guard isWhole else { throw .tooMuchWork(scope.allowance, at: range) }
  return try found.get()
}
