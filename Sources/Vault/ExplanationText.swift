import Diagnostics
import Verification

extension FileReport {
  /// How the statements that touch `line` were read, or all of them; nil where there are none.
  package func explanation(ofLine line: Int? = nil) -> String? {
    let wanted = statements.filter { statement in
      guard let line else { return true }
      let first = file.location(of: statement.range.lowerBound).line
      let last = file.location(of: statement.range.upperBound).line
      return first <= line && line <= last
    }
    guard !wanted.isEmpty else { return nil }
    return wanted.map { text(of: Explanation($0)) }.joined(separator: "\n")
  }

  /// The lines on which statements begin, each once.
  package var statementLines: [Int] {
    statements.reduce(into: []) { lines, statement in
      let line = file.location(of: statement.range.lowerBound).line
      if lines.last != line { lines.append(line) }
    }
  }

  package func text(of explanation: Explanation) -> String {
    let start = file.location(of: explanation.range.lowerBound)
    var text = "\(file.path):\(start.line):\(start.column): \(explanation.finding.rawValue)\n"
    for line in explanation.latex.split(separator: "\n") { text += "   \(line)\n" }
    for (index, step) in explanation.steps.enumerated() {
      if explanation.steps.count > 1 { text += "step \(index + 1): \(step.finding.rawValue)\n" }
      text += table(of: step)
    }
    return text + names(explanation.names)
  }

  private func table(of step: StepExplanation) -> String {
    var rows = step.equation.map { [["read as", $0]] } ?? []
    if !step.ranges.isEmpty { rows.append(["for all", step.ranges.joined(separator: ", ")]) }
    if !step.conditions.isEmpty {
      rows.append(["where", step.conditions.joined(separator: ", ")])
    }
    if let layout = step.layout { rows.append(["layout", layout]) }
    if let reading = step.reading { rows.append(["reading", reading]) }
    for (index, line) in step.verdict.enumerated() {
      rows.append([index == 0 ? "verdict" : "", line])
    }
    guard !step.parts.isEmpty else { return aligned(rows, indent: 2) }
    let parts = step.parts.map { part in
      [String(repeating: "  ", count: part.depth) + part.text, part.shape ?? "", part.extent ?? ""]
    }
    let place = step.place.isEmpty ? "" : " at \(step.place)"
    return aligned(rows, indent: 2) + "  parts\(place)\n" + aligned(parts, indent: 4)
  }

  private func names(_ names: [NameExplanation]) -> String {
    guard !names.isEmpty else { return "" }
    let rows = names.map { name in
      let line = file.location(of: name.range.lowerBound).line
      let description = name.description.map { ": \($0)" } ?? ""
      return ["\(name.name) \(name.meaning)\(description)", "line \(line)"]
    }
    return "  names\n" + aligned(rows, indent: 4)
  }

  /// Rows with their columns under each other.
  private func aligned(_ rows: [[String]], indent: Int) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      return line.trimmingTrailingSpaces + "\n"
    }.joined()
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var bytes = Array(utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
