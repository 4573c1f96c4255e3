import Verification

/// How many statements have which finding.
package struct Tally: Hashable, Sendable {
  private var counts: [Finding: Int] = [:]
  /// Of those that hold, the ones that only repeat a definition.
  package private(set) var byDefinition = 0
  /// Statements that fail on purpose; their findings are not counted.
  package private(set) var asIntended = 0
  /// Statements that were to fail and do not.
  package private(set) var notAsIntended = 0

  package init(_ statements: [Statement] = []) {
    for statement in statements { count(statement) }
  }

  private mutating func count(_ statement: Statement) {
    if statement.failsAsIntended {
      asIntended += 1
    } else if statement.mustFail {
      notAsIntended += 1
    } else {
      counts[statement.finding, default: 0] += 1
      if statement.holdsByDefinition { byDefinition += 1 }
    }
  }

  /// All its numbers, in an order that stays: to be written down and read back.
  package var numbers: [Int] {
    Finding.allCases.map { self[$0] } + [byDefinition, asIntended, notAsIntended]
  }

  /// What `numbers` was of; nil for anything else.
  package init?(numbers: [Int]) {
    let findings = Finding.allCases
    guard numbers.count == findings.count + 3 else { return nil }
    for (finding, count) in zip(findings, numbers) where count > 0 { counts[finding] = count }
    byDefinition = numbers[findings.count]
    asIntended = numbers[findings.count + 1]
    notAsIntended = numbers[findings.count + 2]
  }

  package subscript(_ finding: Finding) -> Int { counts[finding, default: 0] }

  /// Statements that are found wrong.
  package var failing: Int { self[.refuted] + self[.illShaped] + self[.slip] + notAsIntended }

  /// Statements that were to be decided.
  package var claims: Int { self[.holds] + failing + self[.unclear] + asIntended }

  package static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum.counts.merge(b.counts, uniquingKeysWith: +)
    sum.byDefinition += b.byDefinition
    sum.asIntended += b.asIntended
    sum.notAsIntended += b.notAsIntended
    return sum
  }

  /// One line for a terminal: `2 equations hold`, `1 equation holds, 1 is refuted`.
  package var summary: String {
    guard claims > 0 else { return "no equations to check" }
    let proven = self[.holds] - byDefinition
    var parts = [proven == 1 ? "1 equation holds" : "\(proven) equations hold"]
    if byDefinition > 0 { parts.append("\(byDefinition) by definition") }
    for (finding, description) in Self.problems where self[finding] > 0 {
      parts.append("\(self[finding]) \(self[finding] == 1 ? "is" : "are") \(description)")
    }
    if asIntended > 0 { parts.append("\(asIntended) \(Self.fail(asIntended)) as intended") }
    if notAsIntended > 0 {
      parts.append("\(notAsIntended) \(notAsIntended == 1 ? "does" : "do") not fail as intended")
    }
    return parts.joined(separator: ", ")
  }

  private static func fail(_ count: Int) -> String { count == 1 ? "fails" : "fail" }

  private static let problems: [(Finding, String)] = [
    (.refuted, "refuted"), (.illShaped, "ill-shaped"), (.slip, "not quite right"),
    (.unclear, "unclear"),
  ]
}

extension Statement {
  /// Wrong, as its author says.
  package var failsAsIntended: Bool { mustFail && [.refuted, .illShaped].contains(finding) }

  /// Whether every step only repeats a definition.
  package var holdsByDefinition: Bool {
    finding == .holds && steps.allSatisfy { $0.evidence?.kind == .byDefinition }
  }
}
