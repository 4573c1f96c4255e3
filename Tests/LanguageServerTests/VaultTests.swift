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

@Test func followsWhatIsWrittenInOtherNotes() async throws {
  let folder = try Folder(["gradweave.yml": "title: T\n", "base.md": base])
  defer { folder.remove() }
  let client = await Client.connected()
  let (uri, other) = (folder.uri("a.md"), folder.uri("base.md"))
  await client.open(uri, "```net\nuse [[base]]\n```\n\n$\\nabla_x L = x$")
  #expect(await client.diagnostics(of: uri, version: 1).isEmpty)
  await client.open(other, base)
  await client.change(other, to: base.replacingOccurrences(of: "1/2 ", with: ""), version: 2)
  _ = await client.diagnostics(of: other, version: 2)
  for _ in 0..<1_000 {
    if await !client.diagnostics(of: uri, version: 1).isEmpty { break }
    try await Task.sleep(for: .milliseconds(10))
  }
  #expect(
    await client.diagnostics(of: uri, version: 1).map { $0["code"].text ?? "" } == ["refuted"])
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
  for _ in 0..<1_000 {
    if await client.diagnostics(of: uri, version: 1).isEmpty { break }
    try await Task.sleep(for: .milliseconds(10))
  }
  #expect(await client.diagnostics(of: uri, version: 1).isEmpty)
}
