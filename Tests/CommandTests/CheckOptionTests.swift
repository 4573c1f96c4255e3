import Foundation
import Testing

private let block = """
  ```net
  size n = 3
  x, y ∈ R^n
  L = Σ_i x_i y_i
  ```


  """

private let good = block + "$\\nabla_x L = y$\n"
private let bad = block + "$\\nabla_x L = x$\n"
private let unclear = block + "$\\nabla_x L = y$ and $\\nabla_x L = q x$\n"

private func paths(_ output: String) throws -> [String] {
  struct Report: Decodable {
    struct Note: Decodable { let path: String }
    let notes: [Note]
  }
  return try JSONDecoder().decode(Report.self, from: Data(output.utf8)).notes.map(\.path)
}

@Test func pathsMayBePatterns() throws {
  let command = try Command([
    "n/a.md": good, "n/b.txt": "", "n/c/a.md": good, "n/c/d/e.md": good, "n/[x].md": good,
  ])
  defer { command.remove() }
  for (pattern, found) in [
    ("n/*.md", ["n/[x].md", "n/a.md"]), ("n/**/a.md", ["n/a.md", "n/c/a.md"]),
    ("n/?", ["n/c/a.md", "n/c/d/e.md"]), ("*/c/*", ["n/c/a.md", "n/c/d/e.md"]),
    ("n/[x].md", ["n/[x].md"]), ("n/c/**", ["n/c/a.md", "n/c/d/e.md"]),
  ] {
    let result = try command.run(["check", "--format", "json", pattern])
    #expect(result.status == 0, "\(result.error)")
    #expect(try paths(result.output) == found, "\(pattern)")
  }
  let both = try command.run(["check", "--format", "json", "n/c", "n/*.md", "n/c/a.md"])
  #expect(try paths(both.output) == ["n/c/a.md", "n/c/d/e.md", "n/[x].md", "n/a.md"])
  let none = try command.run(["check", "n/*.tex"])
  #expect(none.status == 2)
  #expect(none.error == "gradweave: n/*.tex: No note matches this pattern\n")
}

@Test func readsStandardInput() throws {
  let command = try Command(["notes/a.md": good, "notes/gradweave.yml": ""])
  defer { command.remove() }
  let result = try command.run(["check", "-", "--format", "json"], input: bad)
  #expect(result.status == 1)
  #expect(try paths(result.output) == ["<stdin>"])
  let text = try command.run(["check", "-"], input: bad)
  #expect(text.output.hasPrefix("<stdin>:7:2: error[refuted]"))
  #expect(try command.run(["check", "-"], input: good).status == 0)
}

@Test func shardsAreTheWholeAndDisjoint() throws {
  let files = (0..<7).map { ("notes/\($0).md", good) } + [("notes/gradweave.yml", "strange: 1\n")]
  let command = try Command(Dictionary(uniqueKeysWithValues: files))
  defer { command.remove() }
  let whole = try paths(try command.run(["check", "--format", "json"]).output)
  #expect(whole.count == 8)
  for count in [1, 3, 7, 9] {
    let parts = try (1...count).map { number in
      try paths(
        try command.run(["check", "--format", "json", "--shard", "\(number)/\(count)"]).output)
    }
    #expect(parts.flatMap { $0 }.sorted() == whole.sorted())
    #expect((parts.map(\.count).max() ?? 0) - (parts.map(\.count).min() ?? 0) <= 2)
  }
}

@Test func looksAtSomeLinesOnly() throws {
  let command = try Command(["notes/a.md": unclear + "\n$\\nabla_y L = y$\n", "notes/b.md": bad])
  defer { command.remove() }
  let one = try command.run(["check", "--only", "notes/a.md:7"])
  #expect(one.output.hasSuffix("\n1 equation holds, 1 is unclear\n"))
  #expect(one.status == 0)
  let two = try command.run(["check", "--only", "notes/a.md:9:3", "--only", "notes/b.md:7"])
  #expect(two.output.hasSuffix("0 equations hold, 2 are refuted\n"))
  #expect(two.status == 1)
  let none = try command.run(["check", "--only", "notes/a.md:2"])
  #expect(none.status == 2)
  #expect(
    none.error
      == "gradweave: no statement stands on line 2 of notes/a.md: there are some on lines 7, 9\n")
}

@Test(arguments: [("50", 0), ("66.6%", 0), ("66.7", 1), ("100", 1), ("0", 0)] as [(String, Int32)])
func asksForCoverage(share: String, status: Int32) throws {
  let command = try Command(["notes/a.md": unclear, "notes/b.md": good])
  defer { command.remove() }
  let result = try command.run(["check", "--min-coverage", share])
  #expect(result.status == status)
  #expect(
    result.output.hasSuffix(
      "coverage is 66.6 % (2 of 3 equations), and \(share) % is asked for\n") == (status == 1))
  let json = try command.run(["check", "--min-coverage", share, "--format", "json"])
  #expect(json.status == status)
  #expect(json.error.contains("coverage is 66.6 %") == (status == 1))
  #expect(try paths(json.output).count == 2)
}

@Test func nothingToCheckIsCovered() throws {
  let command = try Command(["notes/a.md": "Text.\n"])
  defer { command.remove() }
  #expect(try command.run(["check", "--min-coverage", "100"]).status == 0)
}

@Test func writesAReportBesideTheText() throws {
  let command = try Command(["notes/a.md": bad, "out/r.json": "old"])
  defer { command.remove() }
  let plain = try command.run(["check"])
  for (arguments, path, start) in [
    (["--output", "out/r.json"], "out/r.json", "{\n  \"version\": 1"),
    (["--output", "new/r.sarif"], "new/r.sarif", "{\n  \"$schema\""),
    (["--output", "r.xml"], "r.xml", "<?xml"), (["--output", "r.txt"], "r.txt", "notes/a.md:7:2:"),
    (["--format", "github", "--output", "r.log"], "r.log", "::group::notes/a.md\n"),
  ] {
    let result = try command.run(["check"] + arguments)
    #expect(result.status == 1)
    #expect(result.output == plain.output)
    #expect(command.text(path)?.hasPrefix(start) == true, "\(path)")
  }
  let unwritable = try command.run(["check", "--output", "notes/a.md/r.json"])
  #expect(unwritable.status == 2)
  #expect(unwritable.error == "gradweave: notes/a.md/r.json: Not a directory\n")
}

@Test func quietSaysWhatIsWrongAlone() throws {
  let command = try Command(["notes/a.md": bad, "good/a.md": good])
  defer { command.remove() }
  let result = try command.run(["check", "--quiet"])
  #expect(result.output.hasPrefix("notes/a.md:7:2: error[refuted]"))
  #expect(!result.output.contains("equation is refuted"))
  #expect(!result.output.contains("0 equations hold"))
  #expect(try command.run(["check", "good", "--quiet"]).output == "")
}

@Test func namesTheSlowestNotes() throws {
  let command = try Command(["notes/a.md": good, "notes/b.md": good])
  defer { command.remove() }
  let lines = try command.run(["check"]).output.split(separator: "\n")
  #expect(lines.count == 2)
  #expect(
    lines[0].wholeMatch(of: #/slowest: notes/[ab].md [0-9.]+ m?s, notes/[ab].md [0-9.]+ m?s/#)
      != nil)
  #expect(lines[1] == "2 equations hold")
}

/// Other points do not change what is true, and change at which values what is false is shown.
@Test func drawsOtherPointsWithAnotherSeed() throws {
  let note =
    block.replacing("L = Σ_i x_i y_i", with: "f : R → R\nL = Σ_i f(x_i)") + "$\\nabla_x L = y$\n"
  let command = try Command(["notes/a.md": note, "good/a.md": good])
  defer { command.remove() }
  let texts = try ["0", "1", "2", "3"].map { seed in
    try command.run(["check", "--seed", seed])
  }
  #expect(texts.allSatisfy { $0.status == 1 })
  #expect(Set(texts.map(\.output)).count > 1)
  #expect(texts[0].output == (try command.run(["check"]).output))
  #expect(try command.run(["check", "good", "--seed", "12345"]).output == "1 equation holds\n")
}

@Test(arguments: [
  (["--shard", "6/5"], "part such as 2/5"), (["--shard", "0/5"], "part such as 2/5"),
  (["--shard", "1"], "part such as 2/5"), (["--min-coverage", "101"], "from 0 to 100"),
  (["--min-coverage", "nan"], "from 0 to 100"), (["--jobs", "0"], "1 or more"),
  (["--only", "notes/a.md"], "such as notes/dense.md:23"), (["--seed", "x"], "'x' is invalid"),
  (["--format", "xml"], "'text', 'json', 'junit', 'sarif' or 'github'"),
  (["--baseline", "no.json"], "no.json: No such file or directory"),
  (["--dry-run"], "--fix"), (["--fix", "all", "--only", "notes/a.md:7"], "--fix"),
  (["--baseline", "b.json", "--only", "notes/a.md:7"], "--baseline"),
  (["no.md"], "no.md: No such file or directory"), (["--only", "no.md:3"], "no.md: No such file"),
  (["good", "--only", "notes/a.md:7"], "not among those that are checked"),
])
func saysWhatIsWrongUsage(arguments: [String], message: String) throws {
  let command = try Command(["notes/a.md": good, "good/a.md": good])
  defer { command.remove() }
  let result = try command.run(["check"] + arguments)
  #expect(result.status == 2)
  #expect(result.error.contains(message), "\(result.error)")
  #expect(result.output == "")
}
