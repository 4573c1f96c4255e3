import Compiler
import Diagnostics
import Testing
import Vault
import Verification

/// A page of formulas after one block, with what is expected of each.
struct Page: Sendable, CustomTestStringConvertible {
  let name: String
  let net: String
  /// A formula in TeX on each line, behind what is expected of its statements: the findings of the
  /// steps between commas, the statements between semicolons. `fails` is refuted or ill-shaped.
  let formulas: String

  var testDescription: String { name }

  struct Line: Sendable {
    let expected: String
    let formula: String
  }

  var lines: [Line] {
    formulas.split(separator: "\n").map { line in
      let parts = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      return Line(
        expected: trimmed(parts[0]), formula: parts.count > 1 ? trimmed(parts[1]) : "")
    }
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private func block(seed: Int) -> String { "```net\n\(net)\nseed \(seed)\n```\n\n" }

  /// Every formula a display of its own, except those that come with their dollars.
  func note(seed: Int) -> String {
    let displays = lines.map { $0.formula.contains("$") ? $0.formula : "$$\($0.formula)$$" }
    return block(seed: seed) + displays.joined(separator: "\n\n") + "\n"
  }

  func compile(seed: Int = 0) -> Compilation { compilation(of: note(seed: seed)) }

  /// What was found, formula by formula, as `lines` spells it.
  func findings(in compilation: Compilation) -> [String] {
    var place = block(seed: 0).utf8.count { $0 == UInt8(ascii: "\n") } + 1
    return lines.map { line in
      defer { place += 2 }
      let statements = compilation.statements.filter { statement in
        compilation.file.location(of: statement.range.lowerBound).line == place
      }
      return statements.map { $0.findings(as: line.expected) }.joined(separator: "; ")
    }
  }
}

func compilation(of note: String) -> Compilation {
  onLargeStack {
    Compiler.compile(
      SourceFile(path: "page.md", text: note), at: "page.md", in: World(), options: .init())
  }
}

extension Statement {
  /// `holds, unclear[power]`; a code only where one is expected, `fails` where that is.
  fileprivate func findings(as expected: String) -> String {
    steps.map { step in
      let finding = step.finding.rawValue
      if expected.contains("fails"), ["refuted", "ill-shaped"].contains(finding) { return "fails" }
      if expected.contains("\(finding)["), let code = step.code { return "\(finding)[\(code)]" }
      return finding
    }.joined(separator: ", ")
  }
}
