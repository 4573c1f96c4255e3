import Foundation
import Testing

private let base = """
  ```net
  size n = 3
  x ∈ R^n
  L = 1/2 ‖x‖²
  ```
  """

/// A folder of notes, and what a client calls its files.
private struct Folder {
  let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appending(path: "gradweave-\(UUID().uuidString)")

  init(_ files: [String: String]) throws {
    for (path, text) in files {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  func uri(_ path: String) -> String { root.appending(path: path).absoluteString }

  func remove() { try? FileManager.default.removeItem(at: root) }
}

@Test func takesNotesAndMacrosOfTheVault() async throws {
  let folder = try Folder([
    "notes/gradweave.yml": "macros:\n  \\grad: \\nabla_{#1}\n", "notes/base.md": base,
    "outside.md": base,
  ])
  defer { folder.remove() }
  let client = await Client.connected()
  let uri = folder.uri("notes/week one/a.md")
  await client.open(uri, "```net\nuse [[base]]\n```\n\n$\\grad{x} L = x$ and $\\grad{x} L = 2 x$")
  let found = await client.diagnostics(of: uri, version: 1)
  #expect(found.map { $0["code"].text ?? "" } == ["refuted"])
  // What is outside of the vault is not read.
  await client.change(uri, to: "```net\nuse [[../../outside]]\n```", version: 2)
  let unknown = await client.diagnostics(of: uri, version: 2)
  #expect(unknown.map { $0["code"].text ?? "" } == ["unknown-note"])
}

private let other = base.replacingOccurrences(of: "1/2 ", with: "")
private let claim = "\n\n$\\nabla_x L = x$"

/// A note that uses the one named, with an equation that holds as long as the note `base` is as above.
private func using(_ note: String) -> String { "```net\nuse [[\(note)]]\n```" + claim }

extension Client {
  /// Waits until this is what is said of the first version of a note.
  fileprivate func expect(
    _ codes: [String], of uri: String, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    for _ in 0..<1_000 {
      if await self.codes(of: uri) == codes { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(await self.codes(of: uri) == codes, sourceLocation: location)
  }

  private func codes(of uri: String) async -> [String] {
    await diagnostics(of: uri, version: 1).map { $0["code"].text ?? "" }
  }
}

@Test func followsWhatIsWrittenInOtherNotes() async throws {
  let folder = try Folder(["gradweave.yml": "title: T\n", "base.md": base])
  defer { folder.remove() }
  let client = await Client.connected()
  let (uri, used) = (folder.uri("a.md"), folder.uri("base.md"))
  await client.open(uri, using("base"))
  try await client.expect([], of: uri)
  await client.open(used, base)
  await client.change(used, to: other, version: 2)
  try await client.expect(["refuted"], of: uri)
}

@Test func followsNotesThatUsedNotesUse() async throws {
  let folder = try Folder([
    "gradweave.yml": "title: T\n", "base.md": base, "mid.md": "```net\nuse [[base]]\n```",
  ])
  defer { folder.remove() }
  let client = await Client.connected()
  let (uri, used) = (folder.uri("a.md"), folder.uri("base.md"))
  await client.open(uri, using("mid"))
  await client.open(used, base)
  try await client.expect([], of: uri)
  await client.change(used, to: other, version: 2)
  try await client.expect(["refuted"], of: uri)
}

/// An editor may open a note with a text that it has kept, and close it without saving.
@Test func followsNotesThatAreOpenedAndClosed() async throws {
  let folder = try Folder(["gradweave.yml": "title: T\n", "base.md": base])
  defer { folder.remove() }
  let client = await Client.connected()
  let (uri, used) = (folder.uri("a.md"), folder.uri("base.md"))
  await client.open(uri, using("base"))
  try await client.expect([], of: uri)
  await client.open(used, other)
  try await client.expect(["refuted"], of: uri)
  await client.notify("textDocument/didClose", ["textDocument": ["uri": used]])
  try await client.expect([], of: uri)
}

/// What is still being compiled has read the other notes as they were.
@Test func followsOtherNotesWhileItCompiles() async throws {
  let folder = try Folder(["gradweave.yml": "title: T\n", "base.md": base])
  defer { folder.remove() }
  let client = await Client.connected()
  let used = folder.uri("base.md")
  await client.open(used, base)
  _ = await client.diagnostics(of: used, version: 1)
  for version in 1...2 {
    let uri = folder.uri("\(version).md")
    await client.change(used, to: base, version: 2 * version)
    await client.open(uri, "", version: 0)
    _ = await client.diagnostics(of: uri, version: 0)
    await client.change(uri, to: using("base"), version: 1)
    await client.change(used, to: other, version: 2 * version + 1)
    try await client.expect(["refuted"], of: uri)
  }
}

@Test func looksAgainWhenFilesChange() async throws {
  let folder = try Folder(["gradweave.yml": "title: T\n", "a.md": ""])
  defer { folder.remove() }
  let client = await Client.connected()
  let uri = folder.uri("a.md")
  await client.open(uri, base + "\n\n$\\grad{x} L = x$")
  #expect(await client.diagnostics(of: uri, version: 1).isEmpty == false)
  try Data("macros:\n  \\grad: \\nabla_{#1}\n".utf8).write(
    to: folder.root.appending(path: "gradweave.yml"))
  await client.notify("textDocument/didSave", ["textDocument": ["uri": uri]])
  try await client.expect([], of: uri)
}
