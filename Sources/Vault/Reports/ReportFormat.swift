/// How a run is reported.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// For programs: stable, and what a later run can be compared with.
  case json
  /// Test results: Jenkins, GitLab and others.
  case junit
  /// Static analysis results, version 2.1.0: code scanning, editors.
  case sarif
  /// Workflow commands, which GitHub shows beside the lines of a change.
  case github

  /// What the name of a file says: `report.sarif`.
  package init?(ofFile path: String) {
    switch path.split(separator: "/").last?.split(separator: ".").dropFirst().last {
    case "json": self = .json
    case "sarif": self = .sarif
    case "xml": self = .junit
    default: return nil
    }
  }
}

extension RunReport {
  /// - Parameter version: Of the program, for forms that name it.
  package func text(as format: ReportFormat, version: String) -> String {
    switch format {
    case .text: text(color: false) + conclusion
    case .json: json
    case .junit: junit
    case .sarif: sarif(version: version)
    case .github: github
    }
  }
}
