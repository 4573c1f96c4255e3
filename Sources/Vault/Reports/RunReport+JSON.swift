import Diagnostics
import Verification

extension RunReport {
  /// The report for programs, version 1. Its keys and their order stay as they are.
  package var json: String {
    let changes = comparison.map { [("changes", $0.json)] } ?? []
    let root: JSONValue = .object(
      [("version", .integer(SavedReport.version)), ("notes", .array(files.map(\.json)))] + changes)
    return root.text
  }
}

extension FileReport {
  fileprivate var json: JSONValue {
    .object([
      ("path", .string(file.path)), ("counts", counts),
      ("statements", .array(statements.map { json($0) })),
      ("diagnostics", .array(diagnostics.map { json($0) })),
    ])
  }

  /// How many statements have which finding; every finding is there.
  private var counts: JSONValue {
    .object(
      Finding.allCases.map { finding in
        (finding.rawValue, .integer(statements.filter { $0.finding == finding }.count))
      })
  }

  private func json(_ statement: Statement) -> JSONValue {
    .object(
      place(statement.range) + [
        ("latex", .string(statement.latex)), ("finding", .string(statement.finding.rawValue)),
        ("steps", .array(statement.steps.map { json($0) })),
      ])
  }

  private func json(_ step: Step) -> JSONValue {
    .object(
      Array(place(step.range).prefix(2)) + [
        ("latex", .string(step.latex)), ("finding", .string(step.finding.rawValue)),
        ("code", .optional(step.code)), ("message", .optional(step.message)),
        ("hint", .optional(step.hint)), ("fix", .optional(fix(of: step))),
        ("evidence", step.evidence.map(json) ?? .null), ("reading", .optional(step.reading)),
      ])
  }

  /// The LaTeX of the step as its fix-it would leave it.
  private func fix(of step: Step) -> String? {
    let edits = step.edits.filter {
      step.range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= step.range.upperBound
    }
    return edits.isEmpty ? step.fix : Excerpt(file, step.range).applying(edits) ?? step.fix
  }

  private func json(_ evidence: Evidence) -> JSONValue {
    .object([
      ("kind", .string(evidence.kind.rawValue)), ("points", .integer(evidence.points)),
      ("sizes", .integer(evidence.sizes)), ("error", evidence.error.map(JSONValue.number) ?? .null),
      ("width", evidence.width.map(JSONValue.number) ?? .null), ("at", .optional(evidence.at)),
    ])
  }

  private func json(_ diagnostic: Diagnostic) -> JSONValue {
    .object(
      place(diagnostic.range) + [
        ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)),
        ("message", .string(diagnostic.message)),
        ("notes", .array(diagnostic.notes.map(JSONValue.string))),
        ("labels", .array(diagnostic.labels.map { json($0) })),
        ("hint", .optional(diagnostic.hint)),
        ("fixIts", .array(diagnostic.fixIts.map { json($0) })),
      ])
  }

  private func json(_ label: Diagnostic.Label) -> JSONValue {
    .object(place(label.range) + [("text", .string(label.text))])
  }

  private func json(_ fixIt: FixIt) -> JSONValue {
    let edits = fixIt.edits.map { edit in
      JSONValue.object(place(edit.range) + [("replacement", .string(edit.replacement))])
    }
    return .object([("title", .string(fixIt.title)), ("edits", .array(edits))])
  }

  /// Lines and columns count from 1, columns in UTF-8 bytes; the end is exclusive.
  private func place(_ range: SourceRange) -> [(String, JSONValue)] {
    let start = file.location(of: range.lowerBound)
    let end = file.location(of: range.upperBound)
    return [
      ("line", .integer(start.line)), ("column", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
    ]
  }
}
