import Foundation

/// The project's own files, as text.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  struct File: Sendable {
    /// Relative to the root.
    let path: String
    let lines: [String]

    /// The target it belongs to: `Pages` of `Sources/Pages/Tally.swift`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static let sources = swiftFiles(in: "Sources")

  static let tests = swiftFiles(in: "Tests")

  static func text(_ path: String) -> String {
    (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
  }

  private static func swiftFiles(in folder: String) -> [File] {
    let paths = FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects ?? []
    return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let path = folder + "/" + $0
      return File(path: path, lines: text(path).components(separatedBy: "\n"))
    }
  }
}

/// A line of Swift without its comment and without what stands in its string literals.
func code(_ line: String) -> String {
  var kept = ""
  var isInString = false
  var previous: Character = " "
  for character in line {
    if character == "\"", previous != "\\" { isInString.toggle() }
    if !isInString { kept.append(character) }
    if kept.hasSuffix("//") { return String(kept.dropLast(2)) }
    previous = previous == "\\" && character == "\\" ? " " : character
  }
  return kept
}
