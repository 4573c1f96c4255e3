import Verification

/// How many statements have which finding.
package struct Tally: Hashable, Sendable {
  private var counts: [Finding: Int] = [:]
  /// Of those that hold, the ones that only repeat a definition.
  package private(set) var byDefinition = 0

  package init(_ statements: [Statement] = []) {
    for statement in statements {
      counts[statement.finding, default: 0] += 1
      if statement.holdsByDefinition { byDefinition += 1 }
    }
  }

  package subscript(_ finding: Finding) -> Int { counts[finding, default: 0] }

  /// Statements that are found wrong.
  package var failing: Int { self[.refuted] + self[.illShaped] + self[.slip] }

  /// Statements that were to be decided.
  package var claims: Int { self[.holds] + failing + self[.unclear] }

  package static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum.counts.merge(b.counts, uniquingKeysWith: +)
    sum.byDefinition += b.byDefinition
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
    return parts.joined(separator: ", ")
  }

  private static let problems: [(Finding, String)] = [
    (.refuted, "refuted"), (.illShaped, "ill-shaped"), (.slip, "not quite right"),
    (.unclear, "unclear"),
  ]
}

extension Statement {
  /// Whether every step only repeats a definition.
  package var holdsByDefinition: Bool {
    finding == .holds && steps.allSatisfy { $0.evidence?.kind == .byDefinition }
  }
}
