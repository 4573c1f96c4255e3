import Foundation
import Pages
import Testing
import Vault

/// A page of `docs/diagnostics`, with its example and what is right instead.
struct DiagnosticPage: Sendable, CustomTestStringConvertible {
  let code: String
  let text: String
  /// What stands under the headings: `Example`, `Instead`.
  let sections: [String: Section]

  var testDescription: String { code }

  struct Section: Sendable {
    let text: String
    /// The language and the text of its block; nil where it has none.
    let block: (language: String, text: String)?
  }

  static let all: [DiagnosticPage] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "docs/diagnostics").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted().map { file in
      let text = (try? String(contentsOfFile: folder + "/" + file, encoding: .utf8)) ?? ""
      return DiagnosticPage(code: String(file.dropLast(3)), text: text)
    }
  }()

  private init(code: String, text: String) {
    (self.code, self.text) = (code, text)
    let parts = text.components(separatedBy: "\n## ").dropFirst().map { part in
      (String(part.prefix { $0 != "\n" }), String(part.drop { $0 != "\n" }))
    }
    sections = Dictionary(parts) { first, _ in first }
      .mapValues { Section(text: $0, block: Self.block(in: $0)) }
  }

  /// The first fenced block, whose fence may be longer than those in it.
  private static func block(in text: String) -> (String, String)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("```") }) else { return nil }
    let fence = lines[start].prefix { $0 == "`" }
    guard let end = lines[(start + 1)...].firstIndex(of: fence) else { return nil }
    let content = lines[(start + 1)..<end].map { $0 + "\n" }.joined()
    return (String(lines[start].dropFirst(fence.count)), content)
  }
}

extension DiagnosticPage {
  /// The codes of what is said, and the reasons of what is unclear, where the block of a section is compiled: notes as
  /// `note.md`, the site config, or the template of pages.
  func codes(in heading: String) throws -> Set<String>? {
    guard let block = sections[heading]?.block else { return nil }
    let folder = try ExampleFolder()
    defer { folder.remove() }
    if code == "too-many-embeds" {
      for number in 1...101 { try folder.write("chapter-\(number).md", []) }
    }
    switch block.language {
    case "markdown": try folder.write("note.md", bytes(of: block.text))
    case "yaml": try folder.write("gradweave.yml", Array(block.text.utf8))
    case "html": try folder.write("templates/page.mustache", Array(block.text.utf8))
    case "text": try folder.link(block.text)
    default: return nil
    }
    return try folder.codes()
  }

  /// The text, and where only its beginning can stand on a page, the rest of it.
  private func bytes(of text: String) -> [UInt8] {
    switch code {
    case "nesting-too-deep":
      let depth = 20_000
      let nested =
        String(repeating: #"\sqrt{"#, count: depth) + String(repeating: "}", count: depth)
      return Array(text.replacing("…", with: nested).utf8)
    case "formula-too-long":
      return Array(text.replacing("…", with: String(repeating: "a + ", count: 200_000) + "a").utf8)
    case "table-too-large":
      func many(_ part: String) -> String { String(repeating: part, count: 2_000) }
      let wide = text.replacing("| b | …", with: many("| b "))
        .replacing("|---|…", with: many("|---"))
      return Array(wide.replacing("\n…", with: many("\n|")).utf8)
    case "too-many-embeds":
      return Array((1...101).map { "![[chapter-\($0)]]\n\n" }.joined().utf8)
    case "invalid-utf8":
      return text.components(separatedBy: #"\xE9"#).map { Array($0.utf8) }
        .joined(separator: [0xE9]).map { $0 }
    default: return Array(text.utf8)
    }
  }
}

/// A folder of notes that examples may be about.
private struct ExampleFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "example-\(UUID().uuidString)")
    try write("hidden-layers.md", [])
    try write("gradient.png", [])
  }

  func write(_ path: String, _ bytes: [UInt8]) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// `notes/a.md -> nowhere` makes a link, `templates/a.mustache` a file.
  func link(_ text: String) throws {
    let parts = text.trimmingCharacters(in: .newlines).components(separatedBy: " -> ")
    guard parts.count == 2 else { return try write(parts[0], []) }
    let path = url.appending(path: parts[0]).path
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: parts[1])
  }

  func codes() throws -> Set<String> {
    let vault = try Vault(root: url.path)
    let folder = url.appending(path: "templates").path
    let replaced = FileManager.default.fileExists(atPath: folder) ? folder : nil
    let (templates, problems) = try vault.templates(replacedBy: replaced)
    let site = SiteBuilder(vault, output: url.appending(path: "site").path, templates: templates)
    let built = BuildReport(vault.reports + problems, site.build(vault.notes))
    let reports = vault.check(vault.notes)
    let reasons = reports.flatMap(\.statements).flatMap { $0.steps.compactMap(\.code) }
    let diagnostics = built.diagnostics + reports.flatMap(\.diagnostics)
    return Set(diagnostics.map(\.code) + reasons)
  }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
