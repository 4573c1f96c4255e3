import Diagnostics
import Verification

extension RunReport {
  /// One suite a note, one case an equation, as Jenkins' `junit-10.xsd` has it. What is unclear was not
  /// tested, so it is skipped, unless it is an error; problems beyond equations are cases that have errors.
  ///
  /// The times are those of this run: they are what the form has them for, and all that differs between
  /// two reports of the same notes.
  var junit: String {
    let suites = files.map(TestSuite.init)
    var root = XMLElement(name: "testsuites", attributes: [("name", "gradweave")])
    root.attributes += suites.reduce(into: TestCounts()) { $0 += $1.counts }.attributes
    root.attributes.append(("time", seconds(files.compactMap(\.time).reduce(.zero, +))))
    root.children = suites.map(\.element)
    return root.document
  }
}

private struct TestCounts {
  var tests = 0
  var failures = 0
  var errors = 0
  var skipped = 0

  static func += (a: inout TestCounts, b: TestCounts) {
    a.tests += b.tests
    a.failures += b.failures
    a.errors += b.errors
    a.skipped += b.skipped
  }

  /// Those that every suite has.
  var attributes: [(String, String)] {
    [("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)")]
  }
}

/// The cases of one note.
private struct TestSuite {
  let report: FileReport
  private(set) var counts = TestCounts()
  private var cases: [XMLElement] = []
  private var warnings = ""
  /// How often a name was given: equations that are written alike are told apart by a number.
  private var names: [String: Int] = [:]

  init(_ report: FileReport) {
    self.report = report
    for (statement, verdict) in zip(report.statements, report.verdicts) where statement.isTested {
      add(statement, verdict)
    }
    for diagnostic in report.beyondVerdicts { add(diagnostic) }
  }

  var element: XMLElement {
    var attributes = [("name", report.file.path)] + counts.attributes
    attributes += [("skipped", "\(counts.skipped)"), ("file", report.file.path)]
    if let time = report.time { attributes.append(("time", seconds(time))) }
    var suite = XMLElement(name: "testsuite", attributes: attributes, children: cases)
    if !warnings.isEmpty { suite.children.append(XMLElement(name: "system-out", text: warnings)) }
    return suite
  }

  private mutating func add(_ statement: Statement, _ diagnostics: [Diagnostic]) {
    let name = statement.latex.onOneLine
    let result: XMLElement?
    if let worst = diagnostics.max(by: { $0.severity < $1.severity }), worst.severity == .error {
      let text = diagnostics.map { report.text(of: $0) }.joined()
      result = outcome(report.isKnown(worst) ? "skipped" : "failure", worst, text)
    } else if statement.finding == .unclear {
      result =
        diagnostics.first.map { outcome("skipped", $0, report.text(of: $0)) }
        ?? XMLElement(name: "skipped", attributes: [("message", "unclear")])
    } else {
      warnings += diagnostics.map { report.text(of: $0) }.joined()
      result = nil
    }
    addCase(name, result)
  }

  private mutating func add(_ diagnostic: Diagnostic) {
    guard diagnostic.severity == .error else {
      warnings += report.text(of: diagnostic)
      return
    }
    let kind = report.isKnown(diagnostic) ? "skipped" : "error"
    addCase(
      "\(diagnostic.code): \(diagnostic.message)",
      outcome(kind, diagnostic, report.text(of: diagnostic)))
  }

  private func outcome(_ kind: String, _ diagnostic: Diagnostic, _ text: String) -> XMLElement {
    let message = (report.isKnown(diagnostic) ? "known: " : "") + diagnostic.message
    return XMLElement(
      name: kind, attributes: [("type", diagnostic.code), ("message", message)], text: text)
  }

  private mutating func addCase(_ name: String, _ result: XMLElement?) {
    names[name, default: 0] += 1
    let number = names[name, default: 1]
    let unique = number == 1 ? name : "\(name) (\(number))"
    cases.append(
      XMLElement(
        name: "testcase", attributes: [("classname", className), ("name", unique)],
        children: result.map { [$0] } ?? []))
    counts.tests += 1
    switch result?.name {
    case "failure": counts.failures += 1
    case "error": counts.errors += 1
    case "skipped": counts.skipped += 1
    default: break
    }
  }

  /// Readers of the form take dots for the way through packages.
  private var className: String {
    let path = report.file.path
    let plain = path.hasSuffix(".md") ? String(path.dropLast(3)) : path
    return String(plain.map { $0 == "/" ? "." : $0 })
  }
}

extension Statement {
  /// Whether it was to be decided.
  fileprivate var isTested: Bool { finding.isVerdict || finding == .unclear || mustFail }
}

extension FileReport {
  fileprivate func text(of diagnostic: Diagnostic) -> String { diagnostic.text(in: file) }
}

/// `0.417`: the schema has room for three digits and more behind the point.
private func seconds(_ time: Duration) -> String {
  let milliseconds = Int(time / .milliseconds(1))
  let rest = String(milliseconds % 1000)
  return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
}
