import Foundation
import Pages
import Testing
import Vault

/// A folder that is gone when the test is over.
private func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

@Test func replacesFilesAndLeavesNothingElseBehind() throws {
  try withFolder { folder in
    let long = [UInt8](repeating: 7, count: 300_000)
    try FileSystem.replace(folder + "/a/b/c.txt", with: [1, 2, 3])
    try FileSystem.replace(folder + "/a/b/c.txt", with: long)
    #expect(try FileSystem.bytes(of: folder + "/a/b/c.txt") == long)
    #expect(try FileSystem.entries(of: folder + "/a/b").map(\.name) == ["c.txt"])
  }
}

@Test func leavesTheOldFileWhereANewOneCannotBeWritten() throws {
  try withFolder { folder in
    try FileSystem.replace(folder + "/a", with: [1])
    #expect(throws: FileError.self) { try FileSystem.replace(folder + "/a/b", with: [2]) }
    #expect(try FileSystem.bytes(of: folder + "/a") == [1])
    #expect(try FileSystem.entries(of: folder).map(\.name) == ["a"])
  }
}

@Test func saysWhyAFileCannotBeRead() throws {
  try withFolder { folder in
    let missing = #expect(throws: FileError.self) { try FileSystem.bytes(of: folder + "/none") }
    #expect(missing?.reason == "No such file or directory")
    let directory = #expect(throws: FileError.self) { try FileSystem.bytes(of: folder) }
    #expect(directory?.reason == "Is a directory")
  }
}

@Test func keepsTheOrderOfItsItems() {
  let squares = concurrentMap(Array(0..<500)) { $0 * $0 }
  #expect(squares == (0..<500).map { $0 * $0 })
  #expect(concurrentMap([Int]()) { $0 }.isEmpty)
}

@Test(arguments: [
  ("notes/../notes/./a.md", "notes/a.md"), ("./notes/", "notes"), (".", ""), ("../x", "../x"),
  ("/tmp//x/", "/tmp/x"),
])
func writesPathsPlainly(path: String, plain: String) {
  #expect(DisplayPath.plain(path) == plain)
}

@Test func writesPathsInTheWorkingFolderRelativeToIt() throws {
  let folder = try #require(FileSystem.workingFolder)
  #expect(DisplayPath.plain(folder + "/notes/a.md") == "notes/a.md")
  #expect(DisplayPath.plain(folder) == "")
  #expect(DisplayPath.plain(folder + "-other/a.md") == folder + "-other/a.md")
}

/// Pages, reports and their order are the same, however many notes are compiled at a time.
@Test func buildsTheSameOnAnyNumberOfCores() throws {
  try withFolder { folder in
    for number in 0..<40 {
      let text = """
        # Note \(number)

        $$a_{\(number)} = \\frac{1}{2}$$ and [the next](note-\(number + 1)) with $x^$ ![[note-\(number / 2)#Part]]

        ## Part

        | a | b |
        |---|---|
        | $c$ | ==d== |
        """
      try FileSystem.replace("\(folder)/notes/note-\(number).md", with: Array(text.utf8))
    }
    func build(_ workers: Int) throws -> [String] {
      var vault = try Vault(root: folder + "/notes")
      vault.workers = workers
      let site = "\(folder)/site-\(workers)"
      let outcome = SiteBuilder(vault, output: site, templates: .builtIn).build(vault.notes)
      let files = try FileSystem.entries(of: site).filter { $0.kind == .file }
      let pages = try files.map { entry -> String in
        let page = try FileSystem.bytes(of: site + "/" + entry.name)
        return entry.name + String(decoding: page, as: UTF8.self)
      }
      return pages.sorted() + [BuildReport([], outcome).text(color: false)]
    }
    let alone = try build(1)
    #expect(alone.count > 40)
    #expect(try build(2) == alone)
    #expect(try build(7) == alone)
  }
}
