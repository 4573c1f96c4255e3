import Compiler
import Diagnostics
import Manual

extension RunReport {
  /// Static Analysis Results Interchange Format, version 2.1.0 (OASIS): a result for each problem, with its
  /// fix-its; a rule for each code that occurs. Columns count UTF-16 code units.
  func sarif(version: String) -> String {
    let codes = Set(files.flatMap(\.diagnostics).map(\.code)).sorted()
    let driver: JSONValue = .object([
      ("name", .string("gradweave")), ("version", .string(version)),
      ("rules", .array(codes.map(SARIFRule.init).map(\.json))),
    ])
    let ruleIndices = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    let isCompared = comparison != nil
    let results = files.flatMap { file in
      var results = SARIFResults(file, ruleIndices, isCompared: isCompared)
      return results.all
    }
    let root = "the working directory of the run"
    let run: JSONValue = .object([
      ("tool", .object([("driver", driver)])),
      ("originalUriBaseIds", .object([(sarifRoot, .object([("description", message(root))]))])),
      ("columnKind", .string("utf16CodeUnits")), ("results", .array(results)),
    ])
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ]).text
  }
}

/// What relative addresses are relative to.
private let sarifRoot = "%SRCROOT%"

private func message(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

/// A code, with its page.
private struct SARIFRule {
  let code: String

  init(_ code: String) { self.code = code }

  var json: JSONValue {
    guard let page = ManualPage(code: code) else { return .object([("id", .string(code))]) }
    return .object([
      ("id", .string(code)), ("shortDescription", message(page.summary)),
      ("help", .object([("text", .string(page.text)), ("markdown", .string(page.text))])),
      (
        "defaultConfiguration",
        .object([("level", .string(page.isError ? "error" : "warning"))])
      ),
    ])
  }
}

/// The results of one file.
private struct SARIFResults {
  let report: FileReport
  let ruleIndices: [String: Int]
  let isCompared: Bool
  private var columns: UTF16Columns
  /// What stands in the places of the verdicts.
  private let latex: [Diagnostic: String]
  private var numbers: [Fingerprint: Int] = [:]

  init(_ report: FileReport, _ ruleIndices: [String: Int], isCompared: Bool) {
    self.report = report
    self.ruleIndices = ruleIndices
    self.isCompared = isCompared
    columns = UTF16Columns(report.file)
    let pairs = zip(report.statements, report.verdicts).flatMap { statement, verdicts in
      verdicts.map { ($0, statement.latex) }
    }
    latex = Dictionary(pairs) { first, _ in first }
  }

  var all: [JSONValue] {
    mutating get {
      var results: [JSONValue] = []
      for diagnostic in report.diagnostics { results.append(result(diagnostic)) }
      return results
    }
  }

  private mutating func result(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [(String, JSONValue)] = [("ruleId", .string(diagnostic.code))]
    if let index = ruleIndices[diagnostic.code] { members.append(("ruleIndex", .integer(index))) }
    members += [
      ("level", .string(diagnostic.severity.rawValue)), ("message", message(diagnostic.plainText)),
      ("locations", .array([.object(location(diagnostic.range))])),
      ("partialFingerprints", .object([("gradweave/v1", .string(fingerprint(diagnostic)))])),
    ]
    if !diagnostic.labels.isEmpty {
      let labels = diagnostic.labels.map { label in
        JSONValue.object(location(label.range) + [("message", message(label.text))])
      }
      members.append(("relatedLocations", .array(labels)))
    }
    if !diagnostic.fixIts.isEmpty {
      members.append(("fixes", .array(diagnostic.fixIts.map { fix($0) })))
    }
    if isCompared {
      let state = report.isKnown(diagnostic) ? "unchanged" : "new"
      members.append(("baselineState", .string(state)))
    }
    return .object(members)
  }

  private mutating func fingerprint(_ diagnostic: Diagnostic) -> String {
    let print =
      latex[diagnostic].map { Fingerprint(latex: $0) }
      ?? Fingerprint(code: diagnostic.code, message: diagnostic.message)
    defer { numbers[print, default: 0] += 1 }
    return print.digest(number: numbers[print, default: 0])
  }

  private mutating func location(_ range: SourceRange) -> [(String, JSONValue)] {
    var region = place(range)
    region.append(("snippet", message(report.file.text(of: range))))
    return [
      (
        "physicalLocation",
        .object([("artifactLocation", artifact), ("region", .object(region))])
      )
    ]
  }

  private var artifact: JSONValue {
    let path = report.file.path
    if path.hasPrefix("/") { return .object([("uri", .string("file://" + NotePath.url(path)))]) }
    return .object([
      ("uri", .string(NotePath.url(path))), ("uriBaseId", .string(sarifRoot)),
    ])
  }

  private mutating func place(_ range: SourceRange) -> [(String, JSONValue)] {
    let start = columns.location(of: range.lowerBound)
    let end = columns.location(of: range.upperBound)
    return [
      ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
      ("byteOffset", .integer(range.lowerBound)), ("byteLength", .integer(range.count)),
    ]
  }

  private mutating func fix(_ fixIt: FixIt) -> JSONValue {
    var replacements: [JSONValue] = []
    for edit in fixIt.edits {
      replacements.append(
        .object([
          ("deletedRegion", .object(place(edit.range))),
          ("insertedContent", message(edit.replacement)),
        ]))
    }
    let change: JSONValue = .object([
      ("artifactLocation", artifact), ("replacements", .array(replacements)),
    ])
    return .object([
      ("description", message(fixIt.title)), ("artifactChanges", .array([change])),
    ])
  }
}
