import Foundation
import Testing

private let page = """
  # A neuron

  It computes $z = w^T x + b$ and $a = \\sigma(z)$.

  $$\\frac{\\partial a}{\\partial b} = a (1 - a)$$

  """

@Test func printsABlockAndWhatBecomesOfTheNote() throws {
  let command = try Command(["note.md": page])
  defer { command.remove() }
  let result = try command.run(["infer", "note.md"])
  #expect(result.status == 0)
  #expect(result.output.hasPrefix("```net\nsize n = "))
  #expect(result.output.hasSuffix("z = wᵀ x + b\na = σ(z)\n```\n"))
  #expect(result.error == "1 equation holds, 2 by definition\n")
  #expect(command.text("note.md") == page)
}

@Test func putsTheBlockIntoTheNote() throws {
  let command = try Command(["note.md": page])
  defer { command.remove() }
  let result = try command.run(["infer", "--write", "note.md"])
  #expect(result.status == 0)
  let lines = try #require(command.text("note.md")).components(separatedBy: "\n")
  #expect(lines.prefix(4).joined(separator: "\n").hasPrefix("# A neuron\n\n```net\n"))
  #expect(try command.run(["check", "--strict", "note.md"]).status == 0)
}

@Test(arguments: [
  ("Words alone.\n", "note.md: there is no mathematics in this note"),
  ("A sum $1 + 1$.\n", "note.md: its formulas state nothing"),
  ("---\ngradweave: off\n---\n$a = b$\n", "note.md: the note says `gradweave: off`"),
  ("```net\nx ∈ R\n```\n\n$x = x$\n", "note.md:1:1: the note has a block already"),
  (
    "$W \\in \\mathbb{R}^{m \\times n}$ and\n$W \\in \\mathbb{R}^{n \\times m}$: $y = W x$\n",
    "note.md:2:2: W is ℝ^{n×m} here, and ℝ^{m×n} at note.md:1:2"
  ),
])
func saysWhyThereIsNoBlock(note: String, message: String) throws {
  let command = try Command(["note.md": note])
  defer { command.remove() }
  for arguments in [["infer", "note.md"], ["infer", "note.md", "--write"]] {
    let result = try command.run(arguments)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.error.hasPrefix("gradweave: " + message))
    #expect(command.text("note.md") == note)
  }
}

@Test func proposesOneMoreBlockWhereItIsAsked() throws {
  let first = "```net\nr ∈ R\ny = r^2\n```\n\n$\\frac{dy}{dr} = 2 r$\n\n"
  let note = first + page
  let command = try Command(["note.md": note])
  defer { command.remove() }
  #expect(try command.run(["infer", "note.md", "--again", "--write"]).status == 0)
  let text = try #require(command.text("note.md"))
  #expect(text.hasPrefix(first + "# A neuron\n\n```net fresh\n"))
  #expect(try command.run(["check", "note.md"]).output.hasPrefix("2 equations hold"))
}

@Test func namesWhatCannotBeRead() throws {
  let command = try Command(["note.md": page, "folder/note.md": page])
  defer { command.remove() }
  #expect(try command.run(["infer", "none.md"]).status == 2)
  #expect(try command.run(["infer", "folder"]).error.contains("folder: Not a note"))
}

/// The superuser may write everything.
@Test(.enabled(if: getuid() != 0)) func namesWhatCannotBeWritten() throws {
  let command = try Command(["note.md": page])
  defer { command.remove() }
  let path = command.folder.appending(path: "note.md").path
  try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
  let result = try command.run(["infer", "note.md", "--write"])
  #expect(result.status == 2)
  #expect(result.error == "gradweave: note.md: Permission denied\n")
  #expect(command.text("note.md") == page)
}
