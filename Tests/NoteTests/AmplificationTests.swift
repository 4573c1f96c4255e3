import Compiler
import Diagnostics
import Synchronization
import Testing
import Vault

/// A note of some KB does not become a page of many MB.
@Suite struct AmplificationTests {
  private static let laughs = """
    ---
    macros:
      \\la: \\lb\\lb\\lb\\lb\\lb\\lb\\lb\\lb
      \\lb: \\lc\\lc\\lc\\lc\\lc\\lc\\lc\\lc
      \\lc: \\ld\\ld\\ld\\ld\\ld\\ld\\ld\\ld
      \\ld: x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+
    ---

    """

  /// Each of the formulas is just under the limit.
  @Test func countsWhatMacrosMakeOfAllFormulas() {
    let found = compiled(["a": Self.laughs + String(repeating: "Ha $\\la$.\n\n", count: 400)])
    #expect(found.html.count < 25_000_000)
    let codes = found.diagnostics.map(\.code)
    #expect((200..<399).contains(codes.count) && Set(codes) == ["too-many-expansions"])
    #expect(found.diagnostics.first?.message.contains("this note") == true)
  }

  @Test func countsWhatMacrosMakeOfEmbeddedNotes() {
    let laughing = Self.laughs + String(repeating: "Ha $\\la$.\n\n", count: 50)
    let found = compiled([
      "a": String(repeating: "![[b]]\n\n", count: 60), "b": laughing,
    ])
    #expect(found.html.count < 25_000_000)
  }

  /// 100,000 times 100,000 tokens were made before they were counted.
  @Test(arguments: [(100_000, 100_000), (100_000, 0), (1, 200_000)])
  func countsArgumentsBeforeTheyAreCopied(uses: Int, length: Int) {
    let (body, argument) = (
      String(repeating: "#1", count: uses), String(repeating: "x", count: length)
    )
    let found = compiled([
      "a": "$\\def\\a#1{\(body)}\(String(repeating: "\\a{\(argument)}", count: 2))$"
    ])
    #expect(Set(found.diagnostics.map(\.code)) == ["too-many-expansions"])
  }

  @Test func cutsDescriptionsShortWhereNamesArePointedAt() {
    let description = String(repeating: "word ", count: 4_000)
    let found = compiled([
      "a": "```net\nx ∈ R : \(description)\n```\n\n"
        + String(repeating: "Then $x$.\n", count: 1_000)
    ])
    #expect(found.html.count < 1_000_000)
    #expect(found.diagnostics.isEmpty)
  }

  @Test func embedsNoMoreThanOneNoteMayHold() {
    let found = compiled([
      "a": String(repeating: "![[b]]\n\n", count: 5),
      "b": String(repeating: "word\n", count: 600_000),
    ])
    #expect(
      found.diagnostics.map(\.message)
        == Array(
          repeating: "this page embeds more than 10,000,000 bytes of notes", count: 2))
  }

  /// Rows are filled up to the length of the header.
  @Test func fillsNoRowsWithoutEnd() {
    let header =
      String(repeating: "|a", count: 5_000) + "\n" + String(repeating: "|-", count: 5_000)
    let found = compiled(["a": header + "\n" + String(repeating: "|\n", count: 5_000) + "\n$a$"])
    #expect(found.diagnostics.map(\.code) == ["table-too-large"])
    #expect(found.html.count < 1_000_000)
  }

  @Test func guessesOnlySoOften() {
    let links = (0..<3_000).map { "[a](#no\($0)) [^\($0)] " }.joined()
    let headings = (0..<3_000).map { "# A\($0)\n" }.joined()
    let found = compiled(["a": links + "\n\n[^a]: b\n\n" + headings])
    #expect(found.diagnostics.count == 6_000)
    #expect(found.diagnostics.count { $0.hint != nil } < 1_000)
  }

  /// Each is compiled while the one before it waits.
  @Test func givesUpLongChainsOfUse() {
    var notes = ["n5000": "```net\nx ∈ R\n```\n"]
    for number in 0..<5_000 { notes["n\(number)"] = "```net\nuse [[n\(number + 1)]]\n```\n" }
    #expect(compiled(notes, "n0").diagnostics.map(\.code) == ["circular-use"])
    #expect(compiled(notes, "n4950").diagnostics.isEmpty)
  }

  /// Each page of a long circle asked every note of it, and one of them what all others say.
  @Test func looksNoFurtherThanAPageEmbeds() {
    for (count, code) in [(50, "embed-cycle"), (400, "too-many-embeds")] {
      var notes: [String: String] = [:]
      for number in 0..<count { notes["n\(number)"] = "![[n\((number + 1) % count)]]\n" }
      let read = Mutex<Set<String>>([])
      let found = compiled(notes, "n0") { path in _ = read.withLock { $0.insert(path) } }
      #expect(found.html.count < 100_000)
      #expect(read.withLock { $0.count } <= 202)
      #expect(found.diagnostics.map(\.code) == [code])
    }
  }

  /// Two uses of two notes that use two notes, and so on.
  @Test func usesNotesOnce() {
    var notes: [String: String] = [:]
    for number in 0..<40 {
      let use = number < 39 ? String(repeating: "use [[n\(number + 1)]]\n", count: 2) : ""
      notes["n\(number)"] = "```net\n\(use)x_{\(number)} ∈ R\n```\n"
    }
    #expect(compiled(notes, "n0").diagnostics.isEmpty)
  }

  private func compiled(
    _ notes: [String: String], _ name: String = "a",
    reading: @escaping @Sendable (String) -> Void = { _ in }
  ) -> Compilation {
    let world = World(
      files: SortedPaths(notes.keys.map { "\($0).md" }),
      read: { path in
        reading(path)
        return notes[String(path.dropLast(3))].map { SourceFile(path: path, text: $0) }
      })
    var options = CompileOptions()
    options.templates = .builtIn
    let file = SourceFile(path: "\(name).md", text: notes[name] ?? "")
    return onLargeStack { [options] in
      compile(file, at: file.path, in: world, options: options)
    }
  }
}
