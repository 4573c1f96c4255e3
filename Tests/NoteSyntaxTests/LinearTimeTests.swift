import Foundation
import NoteSyntax
import Testing

/// Notes that invite quadratic time: what opens and never closes, and deep nesting.
@Test(arguments: [
  "$a ", "$$ a\n\n", "$$\n\n", "\\[ a\n\n", "\\( ", "\\begin{align} ", "`a ``b ", "<!-- ",
  "<a b=\"",
  "<?", "<!A ", "[[", "[[a|", "![", "> ", "$\\text{", "<![CDATA[", "- a\n", "- ", "* - ", "a\r",
  "==a ~~b ",
  "$x$ ", "\\\\[ ", "\\ref{", "\\eqref{a",
  "<!-- net: a --> ", "[a](b) ", "```net\n", "<div>\n<!-- ", "$`", "| $a$ | `b` |\n", "\\[ a ] ",
  "%% ", "%%\n\n", "~~a ", "== a==b ", "[^a]: b\n", "[^a] ", "[^", "> [!note]\n", "#a ", "^a\n\n",
  "| a |\n|---|\n", "|---|---|\n", "| `a | \\| b\n", "https://a.b( ", "- [ ] a\n", "# a\n", "$\\_{",
  "<script type=\"math/tex\">", "<div>\n$$\n", "![[a]] ", "&lt;", "a ^b\n\n",
])
func takesLinearTime(_ part: String) {
  func time(_ count: Int) -> Double {
    let text = String(repeating: part, count: count)
    return (0..<3).map { _ in seconds { _ = parse(text).note.html { _, _ in [] } } }.min() ?? 0
  }
  let (short, long) = (time(500), time(4_000))
  // Eight times the text: quadratic time would be 64 times as long.
  #expect(long < short * 24 + 0.03)
}

/// Each line of such lists belongs to all of those around it.
@Test func takesLinearTimeForListsInLists() {
  func time(_ depth: Int) -> Double {
    let text = (0..<depth).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    return (0..<3).map { _ in seconds { _ = parse(text).note.html { _, _ in [] } } }.min() ?? 0
  }
  let (short, long) = (time(60), time(240))
  // Sixteen times the text: looking at all blanks of a line for each list took 64 times as long.
  #expect(long < short * 32 + 0.03)
}

/// What this thread computes for, whatever else the machine is doing.
private func seconds(_ body: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  body()
  return now() - start
}

/// What is far larger or deeper than any note, without a trap.
@Test(arguments: [
  String(repeating: "> ", count: 10_000) + "$x$", String(repeating: "[", count: 10_000),
  String(repeating: "- ", count: 10_000) + "a", String(repeating: "*a ", count: 10_000),
  String(repeating: "[^a]:", count: 10_000), String(repeating: "> [!note] ", count: 10_000),
  String(repeating: "|", count: 10_000) + "\n" + String(repeating: "|-", count: 9_999), "",
])
func takesDeepNotes(_ text: String) {
  let (note, _) = parse(text)
  #expect(html(of: note).utf8.count >= 0)
}

@Test func takesLargeNotes() {
  let part =
    "# A heading\n\nSome *text* with $x_1$, a [link](b) and `code`.\n\n$$\na = b\n$$\n\n| a | b |\n|---|---|\n| $c$ | d |\n\n"
  let text = String(repeating: part, count: 10_000_000 / part.utf8.count)
  let (note, diagnostics) = parse(text)
  #expect(diagnostics.isEmpty)
  #expect(note.headings.count == 10_000_000 / part.utf8.count)
}

/// The same note, however its lines end and whether or not a byte order mark stands before it.
@Test func readsAllLineEndingsAlike() {
  let text = """
    ---
    title: T
    ---
    # A

    a $x$[^1]
    > [!tip] T
    > | a |
    > |---|
    > | $y$ |

    $$
    z
    $$

    [^1]: b
    """
  let plain = html(of: parse(text).note)
  let windows = parse("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
  #expect(html(of: windows.note) == plain)
  #expect(windows.note.frontMatter.title == "T")
  #expect(html(of: parse("").note) == "")
}
