import Foundation
import Testing
import Vault

@Test(arguments: [
  ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
  ("a\n", "a\nb\n", "@@ -1 +1,2 @@\n a\n+b\n"),
  (
    "a\nb", "a\nc",
    "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
  ),
  ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
])
func printsChangesAsAUnifiedDiff(old: String, new: String, hunk: String) {
  let diff = UnifiedDiff(Array(old.utf8), Array(new.utf8), path: "x.md")
  #expect(diff.text == "--- x.md\n+++ x.md\n" + hunk)
}

@Test func saysNothingWhereNothingChanged() {
  #expect(UnifiedDiff(Array("a\n".utf8), Array("a\n".utf8), path: "x.md").text.isEmpty)
}

/// `patch`, where there is one, makes the new text of the old one.
@Test func isReadByPatch() throws {
  let patch = "/usr/bin/patch"
  guard FileManager.default.isExecutableFile(atPath: patch) else { return }
  var random = SystemRandomNumberGenerator()
  for _ in 0..<20 {
    let old = (0..<40).map { "line \($0)\n" }
    var new = old
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let place = Int.random(in: 0..<new.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: new[place] = "changed\n"
      case 1: new.insert("new\n", at: place)
      default: new.remove(at: place)
      }
    }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "patch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "x.md")
    try Data(old.joined().utf8).write(to: file)
    let diff = UnifiedDiff(Array(old.joined().utf8), Array(new.joined().utf8), path: "x.md").text
    let input = folder.appending(path: "diff")
    try Data(diff.utf8).write(to: input)
    let process = Process()
    process.executableURL = URL(filePath: patch)
    process.arguments = ["-s", "-p0", "-i", "diff"]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(try String(contentsOf: file, encoding: .utf8) == new.joined(), "\(diff)")
  }
}
