import Diagnostics
import MathSyntax
import NoteSyntax
import Reading

/// The running text between formulas, as far as it says of when something holds.
extension NoteCompiler {
  /// Reads on to the element at `index`.
  mutating func readText(before index: Int) {
    switch note.elements[index] {
    case .math(let span):
      // What stands before the first block is left alone.
      guard hasScope else { break }
      checker.prose.read(note.file.text(of: textEnd..<max(textEnd, span.range.lowerBound)))
      textEnd = span.range.upperBound
      nextFormula = formula(after: index)
      secondNextFormula = nextFormula == nil ? nil : formula(after: index + 1)
    case .block(let block):
      checker.prose.reset()
      textEnd = block.range.upperBound
    case .directive, .image, .link, .embed, .value: break
    }
  }

  /// The formula at `index + 1`, if nothing but text is between.
  private func formula(after index: Int) -> MathSpan? {
    guard index + 1 < note.elements.count, case .math(let span) = note.elements[index + 1] else {
      return nil
    }
    return span
  }

  /// The condition that the text behind `span` binds to it: `… for $i \ne j$`.
  func condition(behind span: MathSpan) -> MathNode? {
    guard let next = nextFormula, !next.display, span.range.upperBound <= next.range.lowerBound,
      bindsCondition(note.file.text(of: span.range.upperBound..<next.range.lowerBound)),
      !leadsToNext(next)
    else { return nil }
    var macros = macros
    return parseMath(next.source, dialect: .tex, macros: &macros).0
  }

  /// Whether the text behind the condition `span` goes on to what is said under it.
  private func leadsToNext(_ span: MathSpan) -> Bool {
    guard let next = secondNextFormula, span.range.upperBound <= next.range.lowerBound else {
      return false
    }
    return leadsOn(note.file.text(of: span.range.upperBound..<next.range.lowerBound))
  }
}
