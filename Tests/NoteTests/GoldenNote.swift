import Calculus
import Compiler
import Diagnostics
import Foundation
import Testing
import Vault

/// A note of `Tests/Notes` with what is expected of it beside it: `x.html`, the HTML of its body,
/// and `x.diagnostics`, which is missing where there are none.
struct GoldenNote: Sendable, CustomTestStringConvertible {
  /// Relative to `Tests/Notes`.
  let path: String

  var testDescription: String { path }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Notes").path

  static let vault = Result { try Vault(root: folder) }

  /// In the order of their paths.
  static let all: [GoldenNote] = ((try? vault.get())?.notes ?? []).map(GoldenNote.init)

  func source() throws -> [UInt8] {
    try FileSystem.bytes(of: Self.folder + "/" + path)
  }

  func compile(_ source: [UInt8], _ allowance: Allowance? = nil) throws -> Compilation {
    // The path as it would be printed from inside the folder, the same on every machine.
    let file = SourceFile(path: path, bytes: source)
    let world = try Self.vault.get().world
    var options = CompileOptions()
    options.templates = .builtIn
    options.allowance = allowance
    return onLargeStack { [options] in
      Compiler.compile(file, at: path, in: world, options: options)
    }
  }

  func golden(_ suffix: String) -> String {
    Self.folder + "/" + NotePath.withoutExtension(path) + suffix
  }
}

/// Compares `actual` with the file at `path`; nothing is the same as no file. With `UPDATE_GOLDEN`
/// set the file is rewritten, and the test still fails: a run cannot bless its own output.
func expect(
  _ actual: String, matches path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let bytes = (try? FileSystem.bytes(of: path)) ?? []
  let expected = String(decoding: bytes, as: UTF8.self)
  guard actual != expected else { return }
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
    if actual.isEmpty {
      try FileManager.default.removeItem(atPath: path)
    } else {
      try FileSystem.replace(path, with: Array(actual.utf8))
    }
  }
  let name = path.dropFirst(GoldenNote.folder.count + 1)
  Issue.record(
    "\(name) differs:\n\(lineDifference(from: expected, to: actual))",
    sourceLocation: sourceLocation)
}

/// The lines that are gone (`-`) and new (`+`), with their numbers.
func lineDifference(from old: String, to new: String) -> String {
  let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
  let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
  let changes = newLines.difference(from: oldLines)
  let lines = changes.map { change in
    switch change {
    case .remove(let offset, let line, _): (offset, 0, "-\(offset + 1): \(line)")
    case .insert(let offset, let line, _): (offset, 1, "+\(offset + 1): \(line)")
    }
  }
  return lines.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2).joined(separator: "\n")
}
