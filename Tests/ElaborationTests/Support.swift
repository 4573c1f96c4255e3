import Diagnostics
import Elaboration
import Execution
import MathSyntax
import NetSyntax
import Verification

/// A `net` block taken through the phases.
struct Net {
  let file: SourceFile
  let statements: [NetStatement]
  let scope: Scope
  /// Of reading alone.
  let mistakes: [Diagnostic]
  /// Of reading and of taking into the scope.
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    file = SourceFile(path: "net", text: text)
    var macros = Macros()
    let (statements, mistakes) = parseNet(Excerpt(file, 0..<file.bytes.count), macros: &macros)
    var scope = Scope()
    diagnostics = mistakes + scope.add(statements)
    (self.statements, self.mistakes, self.scope) = (statements, mistakes, scope)
  }

  var claims: [Statement] { verifyClaims(statements, in: scope, of: file) }

  func execute() -> (BlockReport, [Diagnostic]) {
    Execution.execute(statements, in: scope)
  }

  /// Every diagnostic of the block, those of its claims too, in the order of their places.
  var allDiagnostics: [Diagnostic] {
    let found = diagnostics + execute().1 + claims.flatMap(\.diagnostics)
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The values of the first `show`, row by row.
  var shown: [Double] {
    for result in execute().0.results {
      if case .values(let values, _) = result.kind { return values.flatMap(\.value.elements) }
    }
    return []
  }

  /// The formula of the first `expand`.
  var expanded: String? {
    for result in execute().0.results {
      if case .expansion(_, let formula, _) = result.kind { return describe(formula) }
    }
    return nil
  }
}

extension Statement {
  /// `holds`, `refuted`, `unclear[sizes]`; of a chain, that of each step.
  var verdict: String {
    steps.map { step in
      let code = step.finding == .unclear ? step.code.map { "[\($0)]" } ?? "" : ""
      return step.finding.rawValue + code
    }.joined(separator: ", ")
  }
}
