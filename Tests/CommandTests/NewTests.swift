import Authoring
import Foundation
import Testing

@Test func listsTheExamples() throws {
  let command = try Command([:])
  defer { command.remove() }
  for arguments in [["new", "--example"], ["new", "note.md", "--example"]] {
    let result = try command.run(arguments)
    #expect(result.status == 0)
    #expect(result.output == Example.list)
    #expect(command.text("note.md") == nil)
  }
}

@Test func beginsANote() throws {
  let command = try Command([:])
  defer { command.remove() }
  let result = try command.run(["new", "notes/week 1/mine"])
  #expect(result.status == 0)
  #expect(result.output.hasPrefix("notes/week 1/mine.md is written"))
  let check = try command.run(["check", "--strict"])
  #expect(check.output == "1 equation holds\n")
  #expect(try command.run(["new", "--example", "rnn", "notes/other.md"]).status == 0)
  #expect(command.text("notes/other.md")?.contains("recurrent") == true)
}

@Test func leavesNotesAlone() throws {
  let command = try Command(["note.md": "mine"])
  defer { command.remove() }
  let result = try command.run(["new", "note", "--example", "dense"])
  #expect(result.status == 2)
  #expect(result.error == "gradweave: note.md: File exists\n")
  #expect(command.text("note.md") == "mine")
}

@Test(arguments: [
  (["new"], "say which note"), (["new", "a", "--example", "rn"], "did you mean `rnn`?"),
  (["new", "a", "--example", "rnn", "b"], "one note at a time"),
])
func saysHowToBeginANote(arguments: [String], message: String) throws {
  let command = try Command([:])
  defer { command.remove() }
  let result = try command.run(arguments)
  #expect(result.status == 2)
  #expect(result.error.contains(message))
  #expect(command.text("a.md") == nil)
}

@Test(arguments: Example.all.map(\.name))
func examplesCompileAndCheck(name: String) throws {
  let command = try Command([:])
  defer { command.remove() }
  #expect(try command.run(["new", "note", "--example", name]).status == 0)
  let check = try command.run(["check", "note.md", "--strict"])
  #expect(check.status == 0)
  #expect(check.output.contains("hold"))
  #expect(!check.output.contains("unclear"))
  #expect(try command.run(["build", "note.md", "-o", "note.html"]).status == 0)
  #expect(command.text("note.html")?.contains("<math") == true)
}
