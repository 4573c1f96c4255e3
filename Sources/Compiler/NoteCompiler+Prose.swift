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
      checker.prose.behind = clause(behind: index)
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

  /// The words and formulas right behind the formula at `index`, if they may suppose something of it:
  /// up to the end of the sentence, or to what begins another clause.
  private func clause(behind index: Int) -> [ProseToken] {
    var found: [ProseToken] = []
    for place in index..<(index + NoteCompiler.formulasOfClause) {
      guard case .math(let span) = note.elements[place] else { break }
      let next = formula(after: place)
      let end = next?.range.lowerBound ?? note.file.bytes.count
      let start = span.range.upperBound
      guard start <= end else { break }
      let (words, isWhole) = clauseWords(
        note.file.text(of: start..<min(end, start + NoteCompiler.lengthOfClause)))
      found += words
      if place == index, !SuppositionReader(found).bindsBehind { return [] }
      guard isWhole, let next, !next.display, next.range.count < NoteCompiler.lengthOfClause else {
        break
      }
      var macros = macros
      found.append(.formula(parseMath(next.source, dialect: .tex, macros: &macros).0.row))
    }
    return found
  }

  /// Formulas and bytes of text that a clause behind an equation may have.
  private static let formulasOfClause = 3
  private static let lengthOfClause = 80

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
