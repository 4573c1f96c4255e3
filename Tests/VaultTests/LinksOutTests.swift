import Foundation
import Testing
import Vault

/// A stranger's pull request may bring links of the file system.
@Suite struct LinksOutTests {
  private func vault() throws -> TestVault {
    let vault = try TestVault([
      "a.md":
        "![a](in.png) ![b](out.png) ![[secret]] [[secret]] ![[up/secret]]\n\n![c](../secret.png)",
      "here.png": "here",
    ])
    let manager = FileManager.default
    try Data("# A secret".utf8).write(to: URL(filePath: vault.folder + "/secret.md"))
    try Data("secret".utf8).write(to: URL(filePath: vault.folder + "/secret.png"))
    for (link, target) in [
      ("in.png", "here.png"), ("out.png", "../secret.png"),
      ("secret.md", vault.folder + "/secret.md"),
      ("up", ".."), ("gradweave.yml", "../secret.md"),
    ] {
      try manager.createSymbolicLink(atPath: vault.root + "/" + link, withDestinationPath: target)
    }
    return vault
  }

  @Test func leadNowhere() throws {
    let vault = try vault()
    defer { vault.remove() }
    let (report, written) = try vault.build("site", isCached: false)
    let files = vault.files("site")
    #expect(files["in.png"] == Data("here".utf8))
    #expect(files["out.png"] == nil)
    #expect(!files.values.contains { String(decoding: $0, as: UTF8.self).contains("A secret") })
    #expect(written.contains("a.html"))
    let lines = report.split(separator: "\n").filter { $0.contains("leads out") }
    #expect(lines.count == 3 && report.contains("secret.md:1:1"), "\(report)")
    #expect(report.contains("missing-image]: there is no image `out.png`"))
    #expect(report.contains("missing-image]: there is no image `../secret.png`"))
    #expect(report.contains("dead-link]: there is no note or file `secret`"))
    #expect(report.contains("dead-link]: there is no note or file `up/secret`"))
  }

  /// Though it is named, as a list of changed files does.
  @Test func areNotReadWhereTheyAreNamed() throws {
    let folder = try vault()
    defer { folder.remove() }
    let vault = try Vault(root: folder.root)
    let reports = vault.check(["secret.md"])
    #expect(reports.map { $0.diagnostics.map(\.code) } == [["unreadable-file"]])
    #expect(reports.allSatisfy { $0.file.bytes.isEmpty })
  }
}
