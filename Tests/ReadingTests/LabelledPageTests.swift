import Compiler
import Diagnostics
import Testing
import Verification

/// The worst mistake there is: a true statement called wrong, or a false one that holds.
@Test(arguments: LabelledPage.all)
func givesNoWrongVerdict(page: LabelledPage) {
  for found in page.findings() where found.isWrong {
    Issue.record("\(page.name).md, \(found.description)")
  }
}

/// Of the statements that are true or false, nine of ten get a verdict.
@Test func decidesNineOfTenStatements() {
  let findings = LabelledPage.all.flatMap { $0.findings() }.filter { $0.label.truth != .nothing }
  let decided = findings.count { $0.isDecided }
  let isEnough = decided * 10 >= findings.count * 9
  #expect(isEnough, "\(decided) of \(findings.count) are decided")
}

struct LabelledFinding {
  let label: LabelledPage.Label
  /// nil where no statement begins on that line.
  let statement: Statement?

  var isDecided: Bool {
    statement.map { [.holds, .refuted, .illShaped, .slip].contains($0.finding) } ?? false
  }

  var isWrong: Bool {
    guard let finding = statement?.finding else { return false }
    return switch label.truth {
    case .holds, .nothing: [.refuted, .illShaped, .slip].contains(finding)
    case .fails: finding == .holds
    }
  }

  var description: String {
    guard let statement else { return "line \(label.line): no statement begins here" }
    return "line \(label.line): `\(statement.latex)` \(statement.finding.rawValue)"
  }
}

extension LabelledPage {
  /// The statement that each label stands at: the one on its line that begins nearest.
  func findings() -> [LabelledFinding] {
    let compilation = compilation(of: note)
    let places = compilation.statements.map { statement in
      (statement, compilation.file.location(of: statement.range.lowerBound))
    }
    return labels.map { label in
      let nearest = places.filter { $0.1.line == label.line }.min { a, b in
        abs(a.1.column - label.column) < abs(b.1.column - label.column)
      }
      return LabelledFinding(label: label, statement: nearest?.0)
    }
  }
}
