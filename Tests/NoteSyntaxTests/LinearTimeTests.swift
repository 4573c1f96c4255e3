import NoteSyntax
import Testing

/// Notes that invite quadratic time: what opens and never closes, and deep nesting.
@Test(arguments: [
  "$a ", "$$ a\n\n", "$$\n\n", "\\[ a\n\n", "\\( ", "\\begin{align} ", "`a ``b ", "<!-- ",
  "<a b=\"",
  "<?", "<!A ", "[[", "[[a|", "![", "> ", "$\\text{", "<![CDATA[", "- a\n", "$x$ ", "\\\\[ ",
  "<!-- net: a --> ", "[a](b) ", "```net\n", "<div>\n<!-- ", "$`", "| $a$ | `b` |\n", "\\[ a ] ",
])
func takesLinearTime(_ part: String) {
  let clock = ContinuousClock()
  func time(_ count: Int) -> Duration {
    let text = String(repeating: part, count: count)
    return (0..<2).map { _ in clock.measure { _ = html(of: parse(text).note) } }.min() ?? .zero
  }
  let (short, long) = (time(500), time(4_000))
  // Eight times the text: quadratic time would be 64 times as long.
  #expect(long < short * 24 + .milliseconds(30))
}
