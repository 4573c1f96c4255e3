import Diagnostics
import MathSyntax
import NoteSyntax
import Pages
import Reading
import Verification

extension NoteCompiler {
  /// What the page shows of the statements of `formula`: the formula of each step, and of each slip
  /// what it should have been.
  mutating func marks(
    of found: [Statement], in formula: MathTree, _ span: MathSpan, before macros: Macros
  ) -> [StatementContent] {
    guard !found.isEmpty else { return [] }
    let formula = formula.mathNode
    let written = writtenStatements(of: formula)
    return found.map { statement -> StatementContent in
      let places = statement.steps.map { written.place(of: $0) }
      let corrections = zip(statement.steps, places).map { step, place -> MathNode? in
        guard let place, !step.edits.isEmpty, let text = span.source.applying(step.edits) else {
          return nil
        }
        var macros = macros
        let (corrected, _) = parseMath(Excerpt(text), dialect: .tex, macros: &macros)
        return writtenStatements(of: corrected).step(at: place).map { described($0) }
      }
      let formulas = zip(statement.steps, places).map { step, place in
        place.flatMap { written.step(at: $0, comparedWith: step.comparedWith) }
          .map { described($0) }
          ?? MathNode(.error(step.latex), at: step.range)
      }
      let place = statement.steps.first.flatMap { written.place(of: $0)?.statement }
      return StatementContent(
        statement, formula: place.flatMap { written.formula(of: $0) } ?? formula,
        formulas: formulas, corrections: corrections)
    }
  }
}

/// A step of one of the statements of a formula.
private struct StepPlace {
  let statement: Int
  /// nil where it is all of the statement.
  let step: Int?
}

extension [WrittenStatement] {
  fileprivate func place(of step: Step) -> StepPlace? {
    guard let index = firstIndex(where: { $0.range.contains(step.range) }) else { return nil }
    let statement = self[index]
    let places = statement.relations.indices.map { statement.stepRange($0) }
    return StepPlace(statement: index, step: places.firstIndex(of: step.range))
  }

  /// All of a statement.
  fileprivate func formula(of index: Int) -> MathNode? {
    indices.contains(index) ? self[index].row(of: self[index].relations.indices) : nil
  }

  /// The formula of a step: two members and the relation between them.
  fileprivate func step(at place: StepPlace, comparedWith left: MathNode? = nil) -> MathNode? {
    guard indices.contains(place.statement) else { return nil }
    let statement = self[place.statement]
    guard let step = place.step else {
      return statement.row(of: statement.relations.indices)
    }
    guard statement.relations.indices.contains(step) else { return nil }
    return statement.row(of: step..<(step + 1), comparedWith: left)
  }
}

extension SourceRange {
  fileprivate func contains(_ other: SourceRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
