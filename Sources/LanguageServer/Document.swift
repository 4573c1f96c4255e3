import Compiler
import Diagnostics
import Vault

/// A note that a client has open, as it reads now, and what is known of it.
struct Document: Sendable {
  let uri: String
  /// As diagnostics print it.
  let path: String
  private(set) var lines: TextLines
  /// What the client calls this text.
  private(set) var version: Int?
  /// The number of this text among all that the server was given, whatever the client calls it.
  private(set) var edition: Int
  /// The last text that was compiled, with what came out.
  var checked: CheckedNote?

  init(
    uri: String, path: String, text: String, version: Int?, edition: Int,
    _ encoding: PositionEncoding
  ) {
    (self.uri, self.path, self.version, self.edition) = (uri, path, version, edition)
    lines = TextLines(Array(text.utf8), encoding)
  }

  var file: SourceFile { SourceFile(path: path, bytes: lines.bytes) }

  /// Whether what is known is about the text as it reads now.
  var isChecked: Bool { checked?.edition == edition }

  mutating func apply(
    _ changes: [TextChange], version: Int?, edition: Int, _ encoding: PositionEncoding
  ) {
    for change in changes {
      var bytes = Array(change.text.utf8)
      if let range = change.range.map(lines.range) {
        bytes = lines.bytes[..<range.lowerBound] + bytes + lines.bytes[range.upperBound...]
      }
      lines = TextLines(bytes, encoding)
    }
    (self.version, self.edition) = (version, edition)
  }

  /// What it is made of has changed, and its text has not.
  mutating func touch(edition: Int) { self.edition = edition }
}

/// What came of one text of a note.
struct CheckedNote: Sendable {
  let edition: Int
  let report: FileReport
  /// What is known at the places of the note.
  let scopes: [KnownScope]
  /// What it asked of its folder.
  let asked: WorldTrace.Record
  let file: SourceFile
  /// The text, for places in it.
  let lines: TextLines

  init(
    _ document: Document, _ report: FileReport, _ scopes: [KnownScope], _ asked: WorldTrace.Record
  ) {
    (edition, file, lines) = (document.edition, document.file, document.lines)
    (self.report, self.scopes, self.asked) = (report, scopes, asked)
  }

  /// Of a text that took too long, of which nothing is known.
  init(late document: Document, within limit: Duration, _ asked: WorldTrace.Record) {
    self.init(document, .late(document.path, limit), [], asked)
  }

  /// What is known at a place: of the block or formula there, nil elsewhere.
  func scope(at offset: Int) -> KnownScope? {
    scopes.last { $0.range.touches(offset) }
  }

  /// What is known at a place where nothing need be yet.
  func scope(before offset: Int) -> KnownScope? {
    scope(at: offset) ?? scopes.last { $0.range.lowerBound <= offset }
  }
}
