import Foundation
import Testing

private let block = """
  ```net
  size n = 3
  x, y ∈ R^n
  L = Σ_i x_i y_i
  ```


  """

private let before =
  block + #"""
    $\nabla_x L = y$

    $\nabla_y L = y$

    $\nabla_x L = q x$

    [[nowhere]]

    """#

/// What `check --baseline` says of a note that was as `before` when the report was saved.
private func compare(
  _ after: String, as path: String = "notes/a.md", _ more: [String] = [], was old: String = before
) throws -> Command.Result {
  let command = try Command(["notes/a.md": old])
  defer { command.remove() }
  let saved = try command.run(["check", "--format", "json", "--output", "base.json"])
  #expect(saved.error == "")
  try FileManager.default.removeItem(at: command.folder.appending(path: "notes/a.md"))
  try Data(after.utf8).write(to: command.folder.appending(path: path))
  return try command.run(["check", "--baseline", "base.json"] + more)
}

private func changes(_ result: Command.Result) -> [String] {
  result.output.split(separator: "\n").map(String.init).filter { line in
    ["worse: ", "mended: ", "changed: ", "gone: "].contains(where: line.hasPrefix)
  }
}

@Test func oldProblemsAreNoNewsWhereverTheyMove() throws {
  for after in [
    before, "# A title\n\n" + before, before.replacing("$\\nabla_y", with: "Here: $\\nabla_y"),
    before.replacing("L = y$", with: "L=y$"),
  ] {
    let result = try compare(after)
    #expect(result.status == 0)
    #expect(changes(result) == [])
    #expect(!result.output.contains("[refuted]"))
    #expect(result.output.contains("3 known problems left out"))
  }
  #expect(try compare(before, ["--strict"]).status == 0)
}

@Test(arguments: [
  // By an edit of the equation, and by one of the block.
  (#"x L = y$"#, "x L = x$", #"worse: notes/a.md:7:2: holds → refuted: \nabla_x L = x"#),
  ("x_i y_i", "x_i²", #"worse: notes/a.md:7:2: holds → refuted: \nabla_x L = y"#),
  (#"x L = y$"#, "x L = r x$", #"worse: notes/a.md:7:2: holds → unclear: \nabla_x L = r x"#),
  (#"x L = q x$"#, "x L = x$", #"worse: notes/a.md:11:2: unclear → refuted: \nabla_x L = x"#),
  (
    "[[nowhere]]", #"$\nabla_x L = r x$"#,
    #"worse: notes/a.md:13:2: new → unclear: \nabla_x L = r x"#
  ),
  ("[[nowhere]]", #"$\nabla_x L = x$"#, #"worse: notes/a.md:13:2: new → refuted: \nabla_x L = x"#),
  (
    #"$\nabla_x L = y$"#, "<!-- net: skip -->\n$\\nabla_x L = y$",
    #"worse: notes/a.md:8:2: holds → skipped: \nabla_x L = y"#
  ),
  (
    "[[nowhere]]", "```net\nz = u\n```",
    "worse: notes/a.md:14:5: new → undeclared-name: `u` is not declared"
  ),
])
func whatGotWorseIsAProblem(old: String, new: String, line: String) throws {
  let result = try compare(before.replacing(old, with: new))
  #expect(result.status == 1)
  #expect(changes(result).contains(line), "\(result.output)")
}

@Test(arguments: [
  (#"y L = y$"#, "y L = x$", #"mended: notes/a.md:9:2: refuted → holds: \nabla_y L = x"#),
  ("$\\nabla_y L = y$\n\n", "", #"gone: notes/a.md:9:2: refuted → gone: \nabla_y L = y"#),
  ("$\\nabla_x L = y$\n\n", "", #"gone: notes/a.md:7:2: holds → gone: \nabla_x L = y"#),
  (#"y L = y$"#, "y L = r x$", #"changed: notes/a.md:9:2: refuted → unclear: \nabla_y L = r x"#),
])
func otherChangesAreSaid(old: String, new: String, line: String) throws {
  let result = try compare(before.replacing(old, with: new))
  #expect(result.status == 0)
  #expect(changes(result) == [line])
}

@Test func warningsThatAreNewAreShownAndNoProblem() throws {
  let after = before + "[[elsewhere]]\n"
  let result = try compare(after)
  #expect(result.status == 0)
  #expect(result.output.contains("`elsewhere`"))
  #expect(!result.output.contains("`nowhere`"))
  #expect(try compare(after, ["--strict"]).status == 1)
}

@Test func findsNotesThatWereRenamed() throws {
  let result = try compare(before, as: "notes/b.md")
  #expect(result.status == 0)
  #expect(changes(result) == [])
}

/// Of two that are written alike, the one that fails is known.
@Test func tellsEqualEquationsApart() throws {
  let twice = before + "\n```net fresh\nx, y ∈ R^2\nL = x^T x\n```\n\n$\\nabla_x L = y$\n"
  let result = try compare(
    twice.replacing("$\\nabla_x L = y$\n\n$\\nabla_y", with: "$\\nabla_y"), was: twice)
  #expect(result.status == 0)
  #expect(changes(result) == [#"gone: notes/a.md:7:2: holds → gone: \nabla_x L = y"#])
}

@Test func whatIsMeantToFailIsNoProblem() throws {
  let marked = before.replacing(
    "$\\nabla_y L = y$", with: "<!-- net: fails -->\n$$\n\\nabla_y L = y\n$$")
  #expect(try compare(marked, was: marked).status == 0)
  #expect(try compare(marked.replacing("<!-- net: fails -->\n", with: ""), was: marked).status == 1)
  #expect(try compare(marked.replacing("y L = y", with: "y L = x"), was: marked).status == 1)
}

@Test func reportsForProgramsSayWhatChanged() throws {
  let after = before.replacing("x L = y$", with: "x L = x$")
  let json = try compare(after, ["--format", "json"])
  let root = try #require(
    try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
  let changes = try #require(root["changes"] as? [[String: Any]])
  #expect(changes.map { $0["kind"] as? String } == ["worse"])
  #expect(changes.first?["before"] as? String == "holds")
  let sarif = try compare(after, ["--format", "sarif"]).output
  #expect(sarif.components(separatedBy: "\"baselineState\": \"new\"").count == 2)
  #expect(sarif.components(separatedBy: "\"baselineState\": \"unchanged\"").count == 4)
  let github = try compare(after, ["--format", "github"]).output
  #expect(github.components(separatedBy: "\n::error").count == 2)
  let junit = JUnitChecker(try compare(after, ["--format", "junit"]).output)
  #expect(junit.mistakes == [])
  #expect(junit.cases.filter { $0.hasSuffix(": failure") }.count == 1)
}

@Test(arguments: [
  ("", "no report of `check --format json`: it is empty"), ("text", "no report"),
  ("[1]", "no report"), (#"{"version": 2, "notes": []}"#, "this report has version 2"),
  (#"{"version": 1}"#, "only a part of one"),
  (#"{"version": 1, "notes": [{"path": "a.md"}]}"#, "only a part of one"),
])
func saysWhatIsWrongWithASavedReport(text: String, message: String) throws {
  let command = try Command(["notes/a.md": before, "base.json": text])
  defer { command.remove() }
  let result = try command.run(["check", "--baseline", "base.json"])
  #expect(result.status == 2)
  #expect(result.error.hasPrefix("gradweave: base.json: "))
  #expect(result.error.contains(message), "\(result.error)")
  #expect(result.output == "")
}
