import Compiler
import Diagnostics
import Foundation
import Testing
import Vault

/// A note that is made to do harm, at any size.
struct HostileNote: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is said of it, each code once, where it is large.
  let codes: Set<String>
  let text: @Sendable (Int) -> String

  var testDescription: String { name }

  /// - Parameter part: What is repeated.
  init(_ name: String, _ part: String, _ end: String = "", _ codes: Set<String> = []) {
    self.init(name, codes) { count in String(repeating: part, count: count) + end }
  }

  init(_ name: String, _ codes: Set<String>, _ text: @escaping @Sendable (Int) -> String) {
    (self.name, self.codes, self.text) = (name, codes, text)
  }

  private static func formula(_ open: String, _ close: String, _ codes: Set<String>) -> HostileNote
  {
    HostileNote("\(open)…\(close) in a formula", codes) { count in
      "$" + String(repeating: open, count: count) + "x" + String(repeating: close, count: count)
        + "$"
    }
  }

  private static func block(_ open: String, _ close: String, _ codes: Set<String>) -> HostileNote {
    HostileNote("\(open)…\(close) in a block", codes) { count in
      "```net\nx ∈ R\nL = " + String(repeating: open, count: count) + "x"
        + String(repeating: close, count: count) + "\n```\n\n$$L = x$$"
    }
  }

  static let all = [
    HostileNote("quotes", "> ", "a"), HostileNote("lists", "- ", "a"),
    HostileNote("numbered lists", "1. ", "a"), HostileNote("emphasis", "*a **a "),
    HostileNote("underscores", "_a __a"), HostileNote("brackets", "["),
    HostileNote("images", "![", "", []), HostileNote("links", "[a](", "", []),
    HostileNote("wikilinks", "[[a|", "", []), HostileNote("embeds", "![[a", "", []),
    HostileNote("footnotes", "[^a", "", []), HostileNote("code", "`a ``", "", []),
    HostileNote("entities", "&a;&#x;", "", []), HostileNote("HTML", "<a <b", "", []),
    HostileNote("comments", "<!-- net: ", "", []), HostileNote("strikes", "~~a ==b ", "", []),
    HostileNote("backslashes", "\\\\", "", []), HostileNote("blank lines", "\n \t\n", "a"),
    HostileNote("callouts", "> [!note] ", "a"),
    HostileNote("definitions", "$\\def\\x{\\y}$ ", "", []),
    HostileNote("cells", []) { count in
      String(repeating: "|a", count: count) + "\n" + String(repeating: "|-", count: count)
    },
    HostileNote("rows", []) { count in "|a|\n|-|\n" + String(repeating: "|", count: count) },
    HostileNote("dollars", "$a "),
    HostileNote("displays", "$$a\n", "", []),
    formula("{", "}", ["nesting-too-deep"]), formula("\\frac{1}{", "}", ["nesting-too-deep"]),
    formula("\\sqrt{", "}", ["nesting-too-deep"]),
    formula("\\left(", "\\right)", ["nesting-too-deep"]),
    formula("x^{", "}", ["nesting-too-deep"]), formula("\\text{$", "$}", ["nesting-too-deep"]),
    formula("\\begin{matrix}", "\\end{matrix}", ["nesting-too-deep"]),
    formula("²", "", []), formula("₁", "", []),
    block("(", ")", []), block("exp(", ")", []), block("[", "]", []), block("-", "", []),
    block("x^", "", []), block("∇_x ", "", []), block("x + ", "", []), block("x/", "", []),
  ]
}

private func compile(_ text: String) -> (Compilation, seconds: Double) {
  let file = SourceFile(path: "a.md", text: text)
  var options = CompileOptions()
  options.templates = .builtIn
  return onLargeStack { [options] in
    var start = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
    let compilation = Compiler.compile(file, at: "a.md", in: World(), options: options)
    var end = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    return (compilation, seconds)
  }
}

@Test(arguments: HostileNote.all)
func isDoneWithHostileNotes(note: HostileNote) {
  let small = compile(note.text(400))
  let (large, seconds) = compile(note.text(3_200))
  // Eight times the text: squares would take 64 times as long.
  #expect(seconds < small.seconds * 24 + 0.3, "\(seconds) s after \(small.seconds) s")
  let codes = Set(large.diagnostics.map(\.code))
  #expect(codes.isSuperset(of: note.codes), "\(codes)")
  #expect(MarkupChecker.problems(in: large.html).isEmpty)
}

/// What pages of the tests become is well-formed, has every name once, and runs no program.
@Test(arguments: GoldenNote.all)
func writesWellFormedPages(note: GoldenNote) throws {
  let bytes = try FileSystem.bytes(of: note.golden(".html"))
  let problems = MarkupChecker.problems(in: bytes)
  #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
}

@Test func findsWhatIsWrongWithMarkup() {
  for (text, problem) in [
    ("<p>a", "not closed"), ("<p><b></p>", "where <b> is open"), ("a < b", "in text"),
    ("a & b", "bare"),
    ("<a href=\"javascript:x\">b</a>", "runs"), ("<a href=\"&#106;avascript:x\">b</a>", "runs"),
    ("<img src=x />", "without quotes"), ("<b onclick=\"x\">a</b>", "onclick"),
    ("<script></script>", "<script>"),
    ("<p id=\"a\">b</p><p id=\"a\">b</p>", "twice"),
    ("<p aria-labelledby=\"b\">a</p>", "no element"),
    ("<p class=\"a\" class=\"b\">c</p>", "twice"), ("<b/>", "<b/>"), ("a\u{0}", "NUL"),
  ] {
    let problems = MarkupChecker.problems(in: Array(text.utf8))
    #expect(problems.contains { $0.contains(problem) }, "\(text): \(problems)")
  }
  let fine = "<p id=\"a\">b &amp; c<br /><a href=\"x?a=1&amp;b\">d</a></p><math><mspace/></math>"
  #expect(MarkupChecker.problems(in: Array(fine.utf8)) == [])
}
