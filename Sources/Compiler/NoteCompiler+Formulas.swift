import Diagnostics
import MathSyntax
import NetSyntax
import NoteSyntax
import Reading
import Verification

extension NoteCompiler {
  /// The statements of a formula with their findings; what it defines joins the scope.
  mutating func check(
    _ formula: MathTree, _ span: MathSpan, before macros: Macros
  ) -> [Statement] {
    guard note.frontMatter.isChecked, hasScope else { return [] }
    var written = WrittenFormula(
      source: span.source, node: formula.mathNode, isDisplay: span.display, macros: macros)
    written.isUsedCondition = boundCondition == span.range
    written.condition = condition(behind: span)
    boundCondition = written.condition == nil ? nil : nextFormula?.range
    let found = checker.check(
      written, in: &scopes.scope, under: instructions.instructions(for: span.range))
    let problems = found.flatMap(\.diagnostics)
    keepScope(at: span.range, [written.node])
    statements += found
    diagnostics += problems
    // The marks say it.
    shownProblems.formUnion(problems)
    return found
  }

  /// A first block that says `page` reaches up to the top: its names are known from there on.
  mutating func readPageBlock() {
    let blocks = note.elements.compactMap { element -> NetBlock? in
      if case .block(let block) = element { block } else { nil }
    }
    guard note.frontMatter.isChecked, let first = blocks.first, BlockHeader(first.info).isPage
    else {
      return
    }
    var ahead = macros
    pageBlockProblems = add(parseNet(first.source, macros: &ahead).0)
    hasScope = true
  }

  /// Reads all directives of the note: each governs what stands behind it or right before it.
  mutating func readDirectives() {
    for case .directive(let directive) in note.elements {
      guard let meaning = Instruction(directive.source, macros: &macros) else {
        diagnostics.append(.brokenDirective(directive.text, at: directive.range))
        continue
      }
      instructions.add(meaning, at: directive.range)
    }
  }
}
