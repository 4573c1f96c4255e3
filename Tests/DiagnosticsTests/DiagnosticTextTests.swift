import Diagnostics
import Testing

private func text(_ source: String, _ range: SourceRange) -> [String] {
  let file = SourceFile(path: "a.md", text: source)
  let diagnostic = Diagnostic(.error, "code", "message", at: range)
  return diagnostic.text(in: file).split(separator: "\n", omittingEmptySubsequences: false)
    .map(String.init)
}

@Test func showsAllThatADiagnosticSays() {
  let file = SourceFile(path: "notes/a.md", text: "h = 1\n\nL = W h\n")
  let diagnostic = Diagnostic(
    .warning, "ill-shaped", "cannot multiply `W` by `h`", at: 11..<14,
    labels: [Diagnostic.Label("`h` is declared here", at: 0..<1)],
    notes: ["for k = 1 the left side is 3×4"], hint: "transpose it")
  #expect(
    diagnostic.text(in: file) == """
      notes/a.md:3:5: warning[ill-shaped]: cannot multiply `W` by `h`
          3 | L = W h
            |     ^~~
         for k = 1 the left side is 3×4
         notes/a.md:1:1: note: `h` is declared here
         hint: transpose it

      """)
}

@Test(arguments: [
  ("abc", 1..<2, "    1 | abc", "      |  ^"),
  ("abc", 3..<3, "    1 | abc", "      |    ^"),
  ("abc\n", 0..<3, "    1 | abc", "      | ^~~"),
  ("αβ x", 5..<6, "    1 | αβ x", "      |    ^"),
  ("αβ x", 0..<4, "    1 | αβ x", "      | ^~"),
  ("漢字 x", 7..<8, "    1 | 漢字 x", "      |      ^"),
  ("漢字 x", 0..<6, "    1 | 漢字 x", "      | ^~~~"),
  ("e\u{301}x", 3..<4, "    1 | e\u{301}x", "      |  ^"),
  ("\tx", 1..<2, "    1 |     x", "      |     ^"),
  ("a\tx", 2..<3, "    1 | a   x", "      |     ^"),
  ("a\n  b c\nd\n", 4..<9, "    2 |   b c", "      |   ^~~"),
  ("a\r\nb\r\n", 3..<4, "    2 | b", "      | ^"),
  ("a\u{1B}[1mb", 5..<6, "    1 | a�[1mb", "      |      ^"),
  ("a", 9..<12, "    1 | a", "      |  ^"),
])
func marksTheRange(_ source: String, _ range: SourceRange, _ line: String, _ marks: String) {
  let lines = text(source, range)
  #expect(lines.dropFirst().prefix(2) == [line, marks])
}

@Test func showsNoLineOfAnEmptyFile() {
  #expect(text("", 0..<0) == ["a.md:1:1: error[code]: message", ""])
}

@Test func cutsLongLines() throws {
  let source =
    String(repeating: "abcdefghi ", count: 100) + "@ " + String(repeating: "x", count: 500)
  let lines = text(source, 1000..<1001)
  let (line, marks) = (
    try #require(lines.dropFirst().first), try #require(lines.dropFirst(2).first)
  )
  #expect(line.count < 160)
  let at = try #require(line.firstIndex(of: "@"))
  #expect(marks.count == line.distance(from: line.startIndex, to: at) + 1)
}

/// Each of them may be as long as the file, so that printing all of it each time would take for ever.
@Test(arguments: ["a", "é", "漢"])
func cutsVeryLongLinesAroundTheMark(letter: String) throws {
  let half = String(repeating: letter, count: 3000)
  let offset = half.utf8.count
  let lines = text(half + "@" + half, offset..<(offset + 1))
  let line = try #require(lines.dropFirst().first)
  #expect(line.hasPrefix("    1 | …\(letter)"))
  #expect(line.hasSuffix("\(letter)…"))
  #expect(line.contains("\(letter)@\(letter)"))
  #expect(lines[2].hasSuffix(" ^"))
}

@Test func widensTheGutterForLargeNumbers() {
  let lines = text(String(repeating: "\n", count: 123_456) + "x", 123_456..<123_457)
  #expect(lines.dropFirst().prefix(2) == ["123457 | x", "       | ^"])
}

@Test func coloursOnlyWhereAsked() {
  let diagnostic = Diagnostic(.error, "code", "message", at: 0..<1, hint: "hint")
  let file = SourceFile(path: "a.md", text: "x")
  let colored = diagnostic.text(in: file, color: true)
  #expect(!diagnostic.text(in: file).contains("\u{1B}"))
  #expect(colored.contains("\u{1B}[1;31merror[code]:\u{1B}[0m"))
}

@Test func sortsByPlaceThenCodeAndDropsRepetitions() {
  let a = Diagnostic(.error, "b", "one", at: 3..<5)
  let b = Diagnostic(.error, "a", "two", at: 3..<5)
  let c = Diagnostic(.warning, "c", "three", at: 3..<4)
  let d = Diagnostic(.warning, "d", "four", at: 0..<9)
  #expect([a, b, a, c, d, b].sortedForReport() == [d, c, b, a])
  #expect([Diagnostic]().sortedForReport().isEmpty)
}
