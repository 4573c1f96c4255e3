import Foundation
import Testing

private let plain = "# A note\n\nNothing to check.\n"
private let broken = "---\ntitle: [\n---\nText.\n"

@Test(
  arguments: [
    (["check"], 0), (["check", "notes"], 0), (["check", "notes/a.md"], 0), (["build"], 0),
    (["build", "notes/a.md", "-o", "a.html"], 0), (["--version"], 0), (["--help"], 0),
    (["check", "missing"], 2), (["build", "missing"], 2), (["chek"], 2), (["check", "--fast"], 2),
    (["check", "--format", "xml"], 2), (["build", "--templates", "missing"], 2), ([], 0),
    (["build", "--jobs", "0"], 2), (["serve", "--jobs", "0"], 2), (["check", "--jobs", "0"], 2),
    (["check", "--time-limit", "0"], 2), (["build", "--time-limit", "soon"], 2),
    (["serve", "--time-limit", "-1"], 2), (["check", "--time-limit", "2.5"], 0),
    (["build", "--time-limit", "30"], 0),
  ] as [([String], Int32)])
func endsWithTheStatusOfItsKind(arguments: [String], status: Int32) throws {
  let command = try Command(["notes/a.md": plain])
  defer { command.remove() }
  let result = try command.run(arguments)
  #expect(result.status == status, "\(result.error)")
}

@Test(arguments: [["check"], ["build"], ["check", "bad/b.md"], ["check", "--format", "json"]])
func endsWithOneWhereANoteHasAProblem(arguments: [String]) throws {
  let command = try Command(["notes/a.md": plain, "notes/b.md": broken, "bad/b.md": broken])
  defer { command.remove() }
  let result = try command.run(arguments)
  #expect(result.status == 1)
  #expect((result.output + result.error).contains("bad-front-matter"))
}

@Test func reportsANoteThatCannotBeReadAndCompilesTheOthers() throws {
  let command = try Command(["notes/a.md": plain])
  defer { command.remove() }
  let link = command.folder.appending(path: "notes/b.md").path
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere.md")
  let result = try command.run(["build"])
  #expect(result.status == 1)
  #expect(result.error.contains("notes/b.md:1:1: error[unreadable-file]: this file cannot be read"))
  #expect(command.text("site/a.html") != nil)
  #expect(command.text("site/b.html") == nil)
}

@Test(arguments: [["check", "notes"], ["check", "notes/b.md"]])
func saysOnceThatANoteLeadsOut(arguments: [String]) throws {
  let command = try Command(["notes/a.md": plain, "secret.md": "# Secret\n"])
  defer { command.remove() }
  let link = command.folder.appending(path: "notes/b.md").path
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../secret.md")
  let result = try command.run(arguments)
  #expect(result.status == 1)
  let said = (result.output + result.error).components(separatedBy: "leads out of the folder")
  #expect(said.count == 2)
}

@Test func reportsAFileItCannotWrite() throws {
  let command = try Command(["notes/a.md": plain, "site": "a file where the folder should be"])
  defer { command.remove() }
  let result = try command.run(["build"])
  #expect(result.status == 2)
  #expect(result.error.contains("gradweave: site"))
}
