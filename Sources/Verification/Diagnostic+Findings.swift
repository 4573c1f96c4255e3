import Diagnostics

extension Statement {
  /// What `check` reports: errors for what is wrong, warnings for what is unclear.
  package var diagnostics: [Diagnostic] { steps.compactMap(\.diagnostic) }
}

extension Step {
  fileprivate var diagnostic: Diagnostic? {
    let severity: Diagnostic.Severity
    let code: String
    switch finding {
    case .refuted, .illShaped, .slip: (severity, code) = (.error, finding.rawValue)
    case .unclear:
      (severity, code) = (isError ? .error : .warning, isError ? self.code ?? "unclear" : "unclear")
    default: return nil
    }
    let reason = finding == .unclear && !isError ? self.code.map { " (\($0))" } ?? "" : ""
    return Diagnostic(
      severity, code, (message ?? "this equation is \(finding.rawValue)") + reason,
      at: site ?? range, labels: labels, notes: notes, hint: hint)
  }
}
