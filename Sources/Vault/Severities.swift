import Diagnostics
import Manual

extension FileReport {
  /// With the severities that a config gives to codes. What is unclear has a code and a reason, and the
  /// reason is what a rule is about first.
  func judged(by rules: [SiteConfig.SeverityRule]) -> FileReport {
    guard !rules.isEmpty, !diagnostics.isEmpty else { return self }
    let severities = Dictionary(rules.map { ($0.code, $0) }) { _, last in last }
    let reasons = self.reasons
    var report = self
    report.diagnostics = []
    for diagnostic in diagnostics {
      let rule = reasons[diagnostic].flatMap { severities[$0] } ?? severities[diagnostic.code]
      guard let rule, diagnostic.code != Diagnostic.internalErrorCode else {
        report.diagnostics.append(diagnostic)
        continue
      }
      guard let severity = rule.severity else { continue }
      var judged = diagnostic
      judged.severity = severity
      report.diagnostics.append(judged)
      report.settled.insert(judged)
    }
    return report
  }

  /// Why what is unclear is so.
  private var reasons: [Diagnostic: String] {
    let pairs = zip(statements, verdicts).flatMap { statement, verdicts in
      verdicts.filter { $0.code == "unclear" }.compactMap { diagnostic in
        statement.steps.first {
          $0.finding == .unclear && ($0.site ?? $0.range) == diagnostic.range
        }?
        .code.map { (diagnostic, $0) }
      }
    }
    return Dictionary(pairs) { first, _ in first }
  }
}

extension SiteConfig {
  /// By their codes; nil is `off`.
  var settledSeverities: [String: Diagnostic.Severity?] {
    let known = severities.filter { $0.code != Diagnostic.internalErrorCode }
    return Dictionary(known.map { ($0.code, $0.severity) }) { _, last in last }
  }

  /// Rules about codes that there are not, or that cannot be told otherwise.
  var badSeverities: [Diagnostic] {
    severities.compactMap { rule in
      if rule.code == Diagnostic.internalErrorCode {
        return .badConfig("an internal error has no other severity", at: rule.range)
      }
      return ManualPage(code: rule.code) == nil
        ? .unknownCode(rule.code, at: rule.range) : nil
    }
  }
}
