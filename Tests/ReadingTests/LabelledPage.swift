import Foundation
import Testing
import Vault

/// A page in the manner of published notes, in which the author of the test says of each statement
/// whether it is true, as established apart from this program.
///
/// The files of `Tests/Pages` are notes with marks in them. `§` stands before a statement that is true,
/// `¤` before a false one, `※` before one that claims nothing. `«a¦b¦c»` is `a` in the page itself,
/// `b` and `c` in its variants, where the statement that it stands in is false.
struct LabelledPage: Sendable, CustomTestStringConvertible {
  enum Truth: Character, Sendable {
    case holds = "§"
    case fails = "¤"
    case nothing = "※"
  }

  struct Label: Sendable {
    let truth: Truth
    /// Lines from 1, columns in bytes from 1, as in the report.
    let line: Int
    let column: Int
  }

  let name: String
  /// 0 is the page itself.
  let variant: Int
  private(set) var note = ""
  private(set) var labels: [Label] = []

  var testDescription: String { variant == 0 ? name : "\(name), variant \(variant)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Pages").path

  static let all: [LabelledPage] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().flatMap { file -> [LabelledPage] in
      let source = (try? FileSystem.bytes(of: folder + "/" + file)) ?? []
      let text = String(decoding: source, as: UTF8.self)
      return (0...3).compactMap { LabelledPage(String(file.dropLast(3)), $0, text) }
    }
  }()

  /// nil where no statement is another one than in the page itself.
  private init?(_ name: String, _ variant: Int, _ source: String) {
    (self.name, self.variant) = (name, variant)
    var isVariant = false
    var rest = source[...]
    func plain(_ part: Substring) -> String {
      let (text, isOther) = Self.choosing(variant, in: part)
      isVariant = isVariant || isOther
      return text
    }
    while let mark = rest.firstIndex(where: { Truth(rawValue: $0) != nil }) {
      note += plain(rest[..<mark])
      let truth = Truth(rawValue: rest[mark]) ?? .nothing
      rest = rest[rest.index(after: mark)...]
      let end = rest.firstIndex { Truth(rawValue: $0) != nil } ?? rest.endIndex
      let isOther = Self.choosing(variant, in: rest[..<end]).isOther
      append(truth == .holds && isOther ? .fails : truth)
    }
    note += plain(rest)
    guard variant == 0 || isVariant else { return nil }
  }

  private mutating func append(_ truth: Truth) {
    let lines = note.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    labels.append(Label(truth: truth, line: lines.count, column: (lines.last?.count ?? 0) + 1))
  }

  private static func choosing(
    _ variant: Int, in text: Substring
  ) -> (text: String, isOther: Bool) {
    var parts = text.split(separator: "«", omittingEmptySubsequences: false)
    var chosen = String(parts.removeFirst())
    var isOther = false
    for part in parts {
      guard let end = part.firstIndex(of: "»") else { continue }
      let choices = part[..<end].split(separator: "¦", omittingEmptySubsequences: false)
      let choice = variant < choices.count ? choices[variant] : choices[0]
      isOther = isOther || choice != choices[0]
      chosen += choice + part[part.index(after: end)...]
    }
    return (chosen, isOther)
  }
}
