import NoteSyntax
import Testing

/// The note with displays as `⟨…⟩`, and what stands below a paragraph as `⟨below …⟩`.
private func blocks(_ text: String) -> String {
  let (note, _) = parse(text)
  let html = note.html(
    { _, element in
      guard case .math(let span) = element else { return [] }
      let text = span.isBlock ? "⟨block \(span.source.text)⟩" : "⟨\(span.source.text)⟩"
      return Array(text.utf8)
    },
    below: { _, element in
      guard case .math(let span) = element, span.source.text != "quiet" else { return [] }
      return Array("⟨below \(span.source.text)⟩".utf8)
    })
  return String(decoding: html, as: UTF8.self)
}

@Test(arguments: [
  ("$$a$$\n", "⟨block a⟩\n"), ("$$\na\n$$\n", "⟨block a⟩\n"),
  ("```math\na\n```\n", "⟨block a\n⟩\n"),
  ("one $$a$$ two\n", "<p>one</p>\n⟨block a⟩\n<p>two</p>\n"),
  ("one\n$$a$$\n\n$$b$$\ntwo\n", "<p>one</p>\n⟨block a⟩\n⟨block b⟩\n<p>two</p>\n"),
  ("$$a$$ $$b$$\n", "⟨block a⟩\n⟨block b⟩\n"),
  ("$$a$$.\n", "<p>⟨a⟩.</p>\n⟨below a⟩\n"),
  ("*$$a$$* b\n", "<p><em>⟨a⟩</em> b</p>\n⟨below a⟩\n"),
  ("- one $$a$$\n- two\n", "<ul>\n<li>one\n⟨block a⟩\n</li>\n<li>two</li>\n</ul>\n"),
  ("> $$a$$\n", "<blockquote>\n⟨block a⟩\n</blockquote>\n"),
  ("# $$a$$\n", "<h1 id=\"a\">⟨a⟩</h1>\n⟨below a⟩\n"),
])
func setsDisplaysApart(text: String, html: String) {
  #expect(blocks(text) == html)
}

@Test(arguments: [
  ("a $x$ b\n", "<p>a ⟨x⟩ b</p>\n⟨below x⟩\n"),
  ("$x$ and *$y$*\n\nc\n", "<p>⟨x⟩ and <em>⟨y⟩</em></p>\n⟨below x⟩\n⟨below y⟩\n<p>c</p>\n"),
  ("$quiet$\n\nc\n", "<p>⟨quiet⟩</p>\n<p>c</p>\n"),
  ("- $x$\n- b\n", "<ul>\n<li>⟨x⟩\n⟨below x⟩\n</li>\n<li>b</li>\n</ul>\n"),
  ("$x$ $$a$$ $y$\n", "<p>⟨x⟩</p>\n⟨below x⟩\n⟨block a⟩\n<p>⟨y⟩</p>\n⟨below y⟩\n"),
])
func hasAPlaceBelowTheParagraphOfAFormula(text: String, html: String) {
  #expect(blocks(text) == html)
}
