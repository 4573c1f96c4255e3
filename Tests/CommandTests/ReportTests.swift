import Foundation
import Testing

private let note = """
  # A note

  ```net
  size n = 3
  x, y ∈ R^n
  L = Σ_i x_i y_i
  check ∇_x L = y
  check ∇_x L = x
  ```

  """

@Test func writesJSONForPrograms() throws {
  let command = try Command(["notes/a.md": note, "notes/b.md": "Nothing.\n"])
  defer { command.remove() }
  let result = try command.run(["check", "--format", "json"])
  #expect(result.status == 1)
  let root = try #require(
    try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  #expect(root["version"] as? Int == 1)
  let notes = try #require(root["notes"] as? [[String: Any]])
  #expect(notes.map { $0["path"] as? String } == ["notes/a.md", "notes/b.md"])
  let first = try #require(notes.first)
  let counts = try #require(first["counts"] as? [String: Int])
  #expect(counts["holds"] == 1)
  #expect(counts["refuted"] == 1)
  #expect(counts["unclear"] == 0)
  let statements = try #require(first["statements"] as? [[String: Any]])
  #expect(statements.map { $0["finding"] as? String } == ["holds", "refuted"])
  #expect(statements.map { $0["line"] as? Int } == [7, 8])
  let steps = try #require(statements.last?["steps"] as? [[String: Any]])
  let keys = [
    "line", "column", "latex", "finding", "code", "message", "hint", "fix", "evidence", "reading",
  ]
  #expect(steps.count == 1)
  #expect(steps.map { $0.keys.sorted() } == [keys.sorted()])
  let evidence = try #require(steps.first?["evidence"] as? [String: Any])
  #expect(evidence.keys.sorted() == ["at", "error", "kind", "points", "sizes", "width"])
}

@Test func summarizesAllNotesOnce() throws {
  let command = try Command(["notes/a.md": note, "notes/b.md": note])
  defer { command.remove() }
  let result = try command.run(["check"])
  #expect(result.output.hasSuffix("\n2 equations hold, 2 are refuted\n"))
  #expect(result.output.contains("notes/a.md:8:"))
  #expect(result.output.contains("notes/b.md:8:"))
  #expect(result.error == "")
}

@Test(arguments: [
  ("allowHTML: maybe\n", "bad-config", 1), ("macros: 3\n", "bad-config", 1),
  ("a: [\n", "bad-config", 1), ("macroes:\n  \\R: x\n", "unknown-key", 0),
])
func reportsWhatIsWrongWithTheConfig(config: String, code: String, status: Int32) throws {
  let command = try Command(["notes/a.md": "# A\n", "notes/gradweave.yml": config])
  defer { command.remove() }
  let result = try command.run(["check"])
  #expect(result.output.contains("[\(code)]"))
  #expect(result.output.contains("notes/gradweave.yml:"))
  #expect(result.status == status)
  #expect(try command.run(["check", "--strict"]).status == 1)
}

@Test func usesTheMacrosOfTheConfig() throws {
  let command = try Command([
    "notes/a.md": "$\\Reals$\n", "notes/gradweave.yml": "macros:\n  \\Reals: \"\\\\mathbb{R}\"\n",
  ])
  defer { command.remove() }
  let result = try command.run(["build"])
  #expect(result.status == 0, "\(result.error)")
  #expect(result.error == "")
  #expect(command.text("site/a.html")?.contains("ℝ") == true)
}
