import Diagnostics

extension Diagnostic {
  /// Of findings that the program itself got wrong: exit status 3.
  package static let internalErrorCode = "internal-error"
}

extension Statement {
  /// What `check` reports: errors for what is wrong, warnings for what is unclear.
  package var diagnostics: [Diagnostic] {
    guard mustFail else { return steps.compactMap(\.diagnostic) }
    if finding == .refuted || finding == .illShaped { return [] }
    return [
      Diagnostic(
        .error, "unexpected-finding",
        "this is said to fail, but its finding is `\(finding.rawValue)`",
        at: range)
    ]
  }
}

extension Diagnostic {
  /// An equation that holds in another reading than the usual one, which readers may not guess.
  fileprivate static func readingDiffers(_ reading: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "reading-differs", "this equation holds only \(reading)", at: range,
      hint: reading.hasPrefix("if") ? "parentheses say so" : nil)
  }
}

extension Step {
  fileprivate var diagnostic: Diagnostic? {
    let severity: Diagnostic.Severity
    let code: String
    switch finding {
    case .holds: return reading.map { .readingDiffers($0, at: range) }
    case .refuted, .illShaped, .slip: (severity, code) = (.error, finding.rawValue)
    // The mistake in the definition is reported where it lies.
    case .unclear where self.code == "definition": return nil
    case .unclear:
      (severity, code) = (isError ? .error : .warning, isError ? self.code ?? "unclear" : "unclear")
    default: return nil
    }
    let reason = finding == .unclear && !isError ? self.code.map { " (\($0))" } ?? "" : ""
    return Diagnostic(
      severity, code, (message ?? "this equation is \(finding.rawValue)") + reason,
      at: site ?? range, labels: labels, notes: notes, hint: hint,
      fixIts: repairs.map { FixIt("write \($0.phrase)", $0.edits) })
  }
}
