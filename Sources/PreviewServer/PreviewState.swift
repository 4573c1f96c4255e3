import Vault

/// What open pages are told after a build.
struct PreviewState {
  /// The files that are new, from the root of the site.
  var written: [String] = []
  var problems: [ReportedProblem] = []
  /// What kept the site from being built.
  var failures: [String] = []

  /// In one line.
  var json: String {
    let problems = problems.map { problem in
      "{\"place\":\(quoted(problem.place)),\"severity\":\(quoted(problem.severity)),"
        + "\"code\":\(quoted(problem.code)),\"message\":\(quoted(problem.message))}"
    }
    return "{\"written\":[\(written.map(quoted).joined(separator: ","))],"
      + "\"problems\":[\(problems.joined(separator: ","))],"
      + "\"failures\":[\(failures.map(quoted).joined(separator: ","))]}"
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\0"..."\u{1F}": quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
