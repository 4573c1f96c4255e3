import Compiler
import Diagnostics
import Testing
import Vault
import Verification

/// What is found on each page. Both tests look at it, and it takes long.
private let findings = concurrentMap(LabelledPage.all) { ($0.testDescription, $0.findings()) }

/// The worst mistake there is: a true statement called wrong, or a false one that holds.
@Test func givesNoWrongVerdict() {
  for (page, findings) in findings {
    for found in findings where found.isWrong {
      Issue.record("\(page), \(found.description)")
    }
  }
}

/// Of the statements that are true or false, nine of ten get a verdict.
@Test func decidesNineOfTenStatements() {
  let findings = findings.flatMap(\.1).filter { $0.label.truth != .nothing }
  let decided = findings.count { $0.isDecided }
  let isEnough = decided * 10 >= findings.count * 9
  #expect(isEnough, "\(decided) of \(findings.count) are decided")
}

struct LabelledFinding: Sendable {
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
