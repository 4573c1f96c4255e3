import Compiler
import Diagnostics
import Foundation
import Testing
import Vault

/// A page of `docs/diagnostics` whose examples are notes.
struct DiagnosticPage: Sendable, CustomTestStringConvertible {
  let code: String
  /// Notes by the headings they stand under: `Example`, `Instead`.
  let notes: [String: String]

  var testDescription: String { code }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/diagnostics").path

  static let all: [DiagnosticPage] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().compactMap { file in
      let text = (try? String(contentsOfFile: folder + "/" + file, encoding: .utf8)) ?? ""
      let notes = DiagnosticPage.notes(in: text)
      return notes.isEmpty ? nil : DiagnosticPage(code: String(file.dropLast(3)), notes: notes)
    }
  }()

  private static func notes(in page: String) -> [String: String] {
    let sections = page.components(separatedBy: "\n## ").dropFirst().map { section in
      let heading = section.prefix { $0 != "\n" }
      let parts = section.components(separatedBy: "````markdown\n")
      let note = parts.count == 2 ? parts[1].components(separatedBy: "````")[0] : ""
      return (String(heading), note)
    }
    return Dictionary(sections) { first, _ in first }.filter { !$0.value.isEmpty }
  }

  /// The codes of what is said about a note: of diagnostics, and of what is unclear.
  func codes(in heading: String) -> Set<String>? {
    guard let note = notes[heading] else { return nil }
    let file = SourceFile(path: "note.md", bytes: Array(note.utf8))
    let compilation = onLargeStack {
      compile(file, at: "note.md", in: World(files: ["note.md"]), options: CompileOptions())
    }
    let reasons = compilation.statements.flatMap { $0.steps.compactMap(\.code) }
    return Set(compilation.diagnostics.map(\.code) + reasons)
  }
}

@Test(arguments: DiagnosticPage.all)
func explainsWithATrueExample(page: DiagnosticPage) throws {
  if let codes = page.codes(in: "Example") { #expect(codes.contains(page.code), "\(codes)") }
  if let codes = page.codes(in: "Instead") { #expect(codes.isEmpty) }
}

@Test func findsTheExamples() {
  let codes = DiagnosticPage.all.map(\.code)
  #expect(codes.contains("slip"))
  #expect(codes.count > 40)
}
