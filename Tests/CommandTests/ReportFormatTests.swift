import Foundation
import Testing

/// A note with a problem of every kind; some characters mean something to the forms, or have more than one
/// UTF-16 code unit.
let noteWithProblems = #"""
  See [[100%: a, b]] and 𝒳 $\foo$ "<&>".

  ```net
  size n = 3
  W ∈ R^{n × n}
  x, y ∈ R^n
  z = W x
  L = ‖z - y‖²
  ```

  𝒳: $\nabla_z L = z - y$ and $\nabla_z L = 2 (z - y)$, $\nabla_W L = \nabla_z L \, x$, $\nabla_z L = q x$.

  $\nabla_z L = 2 (z - y)$

  $$
  \nabla_W L = 2 (z - y) x^\top
  $$

  <!-- net: fails -->
  $$
  \nabla_W L = (z - y) x^\top
  $$

  """#

/// What `check` writes about the note in a form, beside one without problems.
func report(as format: String, _ more: [String] = [], note: String = noteWithProblems) throws
  -> String
{
  let command = try Command(["notes/a b.md": note, "notes/plain.md": "Nothing.\n"])
  defer { command.remove() }
  let result = try command.run(["check", "--format", format] + more)
  #expect(result.status == 1)
  #expect(result.error == "")
  return result.output
}

@Test func writesSARIF() throws {
  let text = try report(as: "sarif")
  let log = try #require(
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  var checker = SARIFChecker(files: ["notes/a%20b.md": noteWithProblems])
  checker.check(log)
  #expect(checker.mistakes == [])
  #expect(checker.ruleIDs == ["dead-link", "unknown-command", "refuted", "ill-shaped", "unclear"])
  #expect(checker.fixes >= 2)
  #expect(Set(checker.fingerprints).count == 5)
}

@Test func fingerprintsStayWhereTextMoves() throws {
  func prints(_ note: String) throws -> [String] {
    let text = try report(as: "sarif", note: note)
    var checker = SARIFChecker(files: ["notes/a%20b.md": note])
    checker.check(
      try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]))
    return checker.fingerprints
  }
  let moved = "A line.\n\n" + noteWithProblems.replacing("𝒳: ", with: "Moved:\n")
  #expect(try prints(noteWithProblems) == prints(moved))
  #expect(
    try prints(noteWithProblems) == prints(noteWithProblems.replacing("= z - y", with: "=z-y")))
}

@Test func writesJUnit() throws {
  let checker = JUnitChecker(try report(as: "junit"))
  #expect(checker.mistakes == [])
  #expect(checker.suites == ["notes/a b.md", "notes/plain.md"])
  #expect(
    checker.cases == [
      #"\nabla_z L = z - y: failure"#, #"\nabla_z L = 2 (z - y): passed"#,
      #"\nabla_W L = \nabla_z L \, x: failure"#, #"\nabla_z L = q x: skipped"#,
      #"\nabla_z L = 2 (z - y) (2): passed"#, #"\nabla_W L = 2 (z - y) x^\top: passed"#,
      #"\nabla_W L = (z - y) x^\top: passed"#,
    ])
  let strict = JUnitChecker(try report(as: "junit", ["--strict"]))
  #expect(strict.mistakes == [])
  #expect(strict.cases.contains(#"\nabla_z L = q x: failure"#))
  #expect(strict.cases.contains("dead-link: there is no note or file `100%: a, b`: error"))
}

@Test func writesWorkflowCommands() throws {
  let lines = try report(as: "github").split(separator: "\n").map(String.init)
  var commands: [WorkflowCommand] = []
  for line in lines.dropLast() { commands.append(try #require(WorkflowCommand(line), "\(line)")) }
  #expect(lines.last?.contains("1 is refuted") == true)
  #expect(
    commands.map(\.name) == [
      "group", "warning", "warning", "error", "error", "warning", "endgroup",
    ])
  #expect(commands.first?.data == "notes/a b.md")
  let link = try #require(commands.dropFirst().first)
  #expect(link.data == "there is no note or file `100%: a, b`")
  #expect(link.properties["title"] == "gradweave: dead-link")
  #expect(link.properties["file"] == "notes/a b.md")
  let refuted = try #require(commands.first { $0.name == "error" })
  #expect(refuted.data.hasPrefix("the two sides of this equation differ\n"))
  // The letter in front of it is one character and two UTF-16 code units.
  #expect(
    ["line", "col", "endLine", "endColumn"].map { refuted.properties[$0] } == [
      "11", "6", "11", "24",
    ])
}

/// Two runs over the same notes say the same, but for the times of JUnit.
@Test(arguments: ["json", "sarif", "github", "junit"])
func reportsTheSameTwice(format: String) throws {
  func text(_ more: [String]) throws -> String {
    try report(as: format, more).replacing(#/ time="[0-9.]*"/#, with: "")
  }
  #expect(try text([]) == text(["--jobs", "1"]))
}
