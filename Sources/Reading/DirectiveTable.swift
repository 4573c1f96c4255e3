import Diagnostics
import MathSyntax

/// Which statements the directives of a note govern: one on its own line, those that begin on the
/// next line that is not blank; one right behind a formula, that formula (DESIGN section 5).
package struct DirectiveTable: Sendable {
  private var byLine: [Int: [Directive]] = [:]
  private var byFormulaEnd: [Int: [Directive]] = [:]
  /// Offsets from which on statements are looked at or not, ascending.
  private var switches: [(offset: Int, isOff: Bool)] = []
  private let file: SourceFile

  package init(_ file: SourceFile) {
    self.file = file
  }

  /// Takes in a directive at `range`.
  package mutating func add(_ directive: Directive, at range: SourceRange) {
    if directive == .off || directive == .on {
      switches.append((range.lowerBound, directive == .off))
      return
    }
    let line = file.location(of: range.lowerBound).line
    let before = file.text(of: file.range(ofLine: line).lowerBound..<range.lowerBound)
    if before.allSatisfy({ $0.isWhitespace || $0 == ">" }) {
      byLine[nextLine(after: range), default: []].append(directive)
    } else {
      let spaces = before.reversed().prefix { $0 == " " }.count
      byFormulaEnd[range.lowerBound - spaces, default: []].append(directive)
    }
  }

  /// What governs a formula at `range`, delimiters included.
  package func directives(for range: SourceRange) -> [Directive] {
    let line = file.location(of: range.lowerBound).line
    let isOff = switches.last { $0.offset <= range.lowerBound }?.isOff ?? false
    return (byLine[line] ?? []) + (byFormulaEnd[range.upperBound] ?? []) + (isOff ? [.skip] : [])
  }

  private func nextLine(after range: SourceRange) -> Int {
    var line = file.location(of: range.upperBound).line + 1
    while line < file.lineCount,
      file.text(of: file.range(ofLine: line)).allSatisfy({ $0.isWhitespace || $0 == ">" })
    {
      line += 1
    }
    return line
  }
}
