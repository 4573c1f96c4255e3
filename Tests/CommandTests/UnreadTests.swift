import Testing

/// Far more than fits into the time that it is given here.
private let runaway =
  "```net\nsize n = 30\nA, B ∈ R^{n × n}\n```\n\n"
  + (1...400).map { "$$\($0) A B A = \($0) A (B A) + \\tanh(A) - \\tanh(A)$$\n" }
  .joined(separator: "\n")

@Test(arguments: [
  ["check", "note.md"], ["check", "--fix", "all", "note.md"], ["build", "note.md"],
  ["explain", "note.md"], ["explain", "note.md:8"], ["tangle", "note.md", "--to", "numpy"],
  ["infer", "note.md", "--again"],
])
func givesUpWhatTakesTooLong(arguments: [String]) throws {
  let command = try Command(["note.md": runaway])
  defer { command.remove() }
  let result = try command.run(arguments + ["--time-limit", "0.2"])
  let said = "note.md:1:1: error[time-limit]: this note takes longer than 0.2 s"
  #expect((result.output + result.error).contains(said))
  #expect(result.status == 1)
  #expect(command.text("note.md") == runaway)
}

@Test func explainsTheOtherNotes() throws {
  let quick = "```net\nx ∈ R\n```\n\n$$x + x = 2 x$$\n"
  let command = try Command(["notes/a.md": runaway, "notes/b.md": quick])
  defer { command.remove() }
  let result = try command.run(["explain", "notes", "--time-limit", "0.2"])
  #expect(result.output.hasPrefix("notes/b.md:5:3: holds"))
  #expect(result.error.contains("notes/a.md:1:1: error[time-limit]"))
  #expect(result.status == 1)
}

/// Neither a script nor a block nor an explanation of it: nothing is known of it.
@Test(arguments: [
  ["check", "note.md"], ["build", "note.md"], ["explain", "note.md"], ["infer", "note.md"],
  ["tangle", "note.md", "--to", "numpy"],
])
func saysWhichNoteIsTooLarge(arguments: [String]) throws {
  let text = "$z = w^T x$\n\n" + String(repeating: "a b c d e\n", count: 1_000_000)
  let command = try Command(["note.md": text])
  defer { command.remove() }
  let result = try command.run(arguments)
  #expect((result.output + result.error).contains("more than 10,000,000 bytes, and is not read"))
  #expect(result.status == 1)
}
