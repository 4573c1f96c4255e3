import Diagnostics

extension RunReport {
  /// All diagnostics that are new, in the order of the files and of their places in them.
  package func text(color: Bool) -> String {
    files.map { file in
      file.diagnostics.filter { !file.isKnown($0) }
        .map { $0.text(in: file.file, color: color) }.joined()
    }.joined()
  }

  /// What stands at the end: what changed, which notes took long, the summary.
  package var conclusion: String {
    let lines = (comparison?.lines ?? []) + [slowest, summary, coverageLine].compactMap { $0 }
    return lines.map { $0 + "\n" }.joined()
  }

  /// `2 equations hold`, and what else went wrong.
  package var summary: String {
    let others = files.flatMap(\.beyondVerdicts)
    let parts = [tally.summary, RunReport.counts(of: others), comparison?.summary ?? ""]
    return parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// `1 error, 2 warnings`; empty where there are none.
  static func counts(of problems: [Diagnostic]) -> String {
    let errors = problems.filter { $0.severity == .error }.count
    let warnings = problems.count - errors
    return [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }

  /// Why the coverage is not enough; nil where it is.
  package var coverageLine: String? {
    guard let leastCoverage, coverage.isBelow(leastCoverage) else { return nil }
    return "coverage is \(coverage.text), and \(percent(leastCoverage)) % is asked for"
  }

  /// The notes that took longest, of several.
  private var slowest: String? {
    let timed = files.compactMap { file in file.time.map { (path: file.file.path, time: $0) } }
    guard timed.count > 1 else { return nil }
    let slow = timed.enumerated().sorted { a, b in
      (b.element.time, a.offset) < (a.element.time, b.offset)
    }
    let listed = slow.prefix(3).map { "\($0.element.path) \(shortText($0.element.time))" }
    return "slowest: " + listed.joined(separator: ", ")
  }
}

/// `3.2 s`, `41 ms`, or `0.8 ms`.
private func shortText(_ time: Duration) -> String {
  let milliseconds = time / .milliseconds(1)
  if milliseconds >= 1000 { return tenths(milliseconds / 1000) + " s" }
  return milliseconds >= 10 ? "\(Int(milliseconds)) ms" : tenths(milliseconds) + " ms"
}

private func tenths(_ value: Double) -> String {
  let tenths = Int(value * 10)
  return "\(tenths / 10).\(tenths % 10)"
}
