import Verification

/// How many of the equations about declared symbols got a verdict.
package struct Coverage: Hashable, Sendable {
  package let decided: Int
  package let all: Int

  init(of statements: [Statement]) {
    decided = statements.filter { $0.finding.isVerdict }.count
    all = decided + statements.filter { $0.finding == .unclear }.count
  }

  /// Of no equations, nothing is left undecided.
  package func isBelow(_ least: Double?) -> Bool {
    guard let least else { return false }
    return 100 * Double(decided) < least * Double(all)
  }

  /// `83.3 % (5 of 6 equations)`, rounded down.
  package var text: String {
    let tenths = all == 0 ? 1000 : 1000 * decided / all
    return "\(percent(Double(tenths) / 10)) % (\(decided) of \(all) equation\(all == 1 ? "" : "s"))"
  }
}

extension Finding {
  var isVerdict: Bool {
    switch self {
    case .holds, .refuted, .illShaped, .slip: true
    case .unclear, .definition, .condition, .update, .skipped, .notOurs: false
    }
  }
}

/// `90`, not `90.0`.
func percent(_ value: Double) -> String {
  value == value.rounded() ? String(Int(value)) : String(value)
}
