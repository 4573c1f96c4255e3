import Diagnostics
import FoundationEssentials
import Verification

/// What a JSON report says of a run, as far as another run is compared with it.
package struct SavedReport: Decodable, Sendable {
  let notes: [Note]

  struct Note: Decodable, Sendable {
    let path: String
    let statements: [Entry]
    let diagnostics: [Problem]
  }

  struct Entry: Decodable, Sendable {
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let latex: String
    let finding: String
  }

  struct Problem: Decodable, Sendable {
    let line: Int
    let column: Int
    let severity: String
    let code: String
    let message: String
  }

  /// The version of the form that this program writes and reads.
  static let version = 1

  /// The report in a file; one that is none, or of another version, says so.
  package init(_ path: String) throws(FileError) {
    let bytes = try FileSystem.bytes(of: path)
    let decoder = JSONDecoder()
    let data = Data(bytes)
    let what = "this is no report of `check --format json`"
    guard let head = try? decoder.decode(Head.self, from: data) else {
      throw FileError(path, "\(what)\(bytes.isEmpty ? ": it is empty" : "")")
    }
    guard head.version == Self.version else {
      throw FileError(
        path,
        "this report has version \(head.version), and version \(Self.version) is needed: "
          + "write it again with `check --format json`")
    }
    do { self = try decoder.decode(SavedReport.self, from: data) } catch {
      throw FileError(path, "\(what), or only a part of one")
    }
  }

  private struct Head: Decodable {
    let version: Int
  }
}

extension SavedReport.Note {
  /// What would be read back.
  init(_ report: FileReport) {
    let file = report.file
    path = file.path
    statements = report.statements.map { statement in
      let start = file.location(of: statement.range.lowerBound)
      let end = file.location(of: statement.range.upperBound)
      return SavedReport.Entry(
        line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
        latex: statement.latex, finding: statement.finding.rawValue)
    }
    diagnostics = report.diagnostics.map { diagnostic in
      let start = file.location(of: diagnostic.range.lowerBound)
      return SavedReport.Problem(
        line: start.line, column: start.column, severity: diagnostic.severity.rawValue,
        code: diagnostic.code, message: diagnostic.message)
    }
  }
}
