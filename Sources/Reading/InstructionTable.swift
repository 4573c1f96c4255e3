import Diagnostics
import MathSyntax

/// Which statements the instructions of a note govern: one on its own line, those that begin on the
/// next line that is not blank; one right behind a formula, that formula (DESIGN section 5).
package struct InstructionTable: Sendable {
  private var byLine: [Int: [Instruction]] = [:]
  private var byFormulaEnd: [Int: [Instruction]] = [:]
  /// Offsets from which on statements are looked at or not, ascending.
  private var switches: [(offset: Int, isOff: Bool)] = []
  private let file: SourceFile

  package init(_ file: SourceFile) {
    self.file = file
  }

  /// Takes in an instruction at `range`.
  package mutating func add(_ instruction: Instruction, at range: SourceRange) {
    if instruction == .off || instruction == .on {
      switches.append((range.lowerBound, instruction == .off))
      return
    }
    let line = file.location(of: range.lowerBound).line
    let before = file.text(of: file.range(ofLine: line).lowerBound..<range.lowerBound)
    if before.allSatisfy({ $0.isWhitespace || $0 == ">" }) {
      byLine[nextLine(after: range), default: []].append(instruction)
    } else {
      let end = range.lowerBound - before.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
      byFormulaEnd[end, default: []].append(instruction)
      // `$L = 2w$. <!-- net: fails -->`: the mark belongs to the sentence.
      let marks = Array(",.;:!?)".utf8)
      if let mark = before.utf8.last(where: { $0 != UInt8(ascii: " ") }), marks.contains(mark) {
        byFormulaEnd[end - 1, default: []].append(instruction)
      }
    }
  }

  /// What governs a formula at `range`, delimiters included.
  package func instructions(for range: SourceRange) -> [Instruction] {
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
