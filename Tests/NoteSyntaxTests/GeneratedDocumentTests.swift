import CCmark
import NoteSyntax
import Testing

/// Documents put together at random from what Markdown is made of, the same on every machine.
private struct DocumentGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private static let pieces = [
    "a", "b c", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "*", "**", "_", "`", "``", "```\n",
    "~~~", "> ", "- ", "+ ", "1. ", "2) ", "# ", "## ", "===\n", "---\n", "***\n", "<b>", "</b>",
    "<div>\n", "<!-- c -->", "<http://a.b>", "<pre>", "</pre>\n", "[a]", "[a](b)", "![a](b 'c')",
    "](", "[", "]", "(", ")", "!", "[a]: b\n", "\\", "\\*", "\\\n", "&amp;", "&#65;", "&", "<", ">",
    "\"", "é", "→", "\u{1F600}", "`a`", "*b*", "    code\n", "- a\n  - b\n", "> a\nb\n",
    "1. a\n\n   b\n",
    "<?a?>", "<a b='c'>", "<x@y.z>", "[a][b]", "[b]: <c d> (e)\n", "\n- \n", "|", "'", ":", "+",
  ]

  /// A linear congruential generator (Knuth's MMIX constants); its high bits are the good ones.
  private mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func document() -> String {
    let count = 1 + next(below: 40)
    return (0..<count).map { _ in Self.pieces[next(below: Self.pieces.count)] }.joined()
  }
}

private func libcmarkHTML(_ text: String, _ options: Int32) -> String {
  let bytes = Array(text.utf8CString)
  guard let html = cmark_markdown_to_html(bytes, bytes.count - 1, options) else { return "" }
  defer { cmark_get_default_mem_allocator().pointee.free(html) }
  return String(cString: html)
}

@Test(arguments: 1...20)
func rendersGeneratedDocumentsAsLibcmarkDoes(_ seed: Int) {
  var generator = DocumentGenerator(seed: UInt64(seed))
  for _ in 0..<200 {
    let text = generator.document()
    let plain = parse(text, extensions: false).note
    #expect(html(of: plain) == libcmarkHTML(text, CMARK_OPT_DEFAULT), "\(text.debugDescription)")
    let allowing = libcmarkHTML(text, CMARK_OPT_UNSAFE)
    #expect(
      html(of: parse(text, extensions: false, allowHTML: true).note) == allowing,
      "\(text.debugDescription)")
    // Front matter is ours, and so are tables; nothing else in these documents is.
    guard !text.hasPrefix("---"), !text.contains("[[") else { continue }
    let ours = html(of: parse(text, allowHTML: true).note)
    guard !ours.contains("<table>") else { continue }
    #expect(ours == allowing, "\(text.debugDescription)")
  }
}

/// Formulas in any surroundings: nothing traps, nothing is lost, and every element has its place.
@Test(arguments: 1...20)
func findsFormulasInGeneratedDocuments(_ seed: Int) {
  var generator = DocumentGenerator(seed: UInt64(seed) + 1000)
  for _ in 0..<200 {
    let marks = [
      "$", "$$", "\n$$\n", "\\[", "\\]", "$x$", "\\begin{align}", "\\end{align}", "```net\n",
    ]
    let text = marks.map { generator.document() + $0 }.joined() + generator.document()
    let (note, _) = parse(text)
    for (element, next) in zip(note.elements, note.elements.dropFirst()) {
      #expect(element.range.lowerBound <= next.range.lowerBound, "\(text.debugDescription)")
    }
    for case .math(let span) in note.elements {
      let isTrue = span.source.bytes.enumerated().allSatisfy {
        note.file.bytes[span.source.offset(of: $0.offset)] == $0.element
      }
      #expect(isTrue, "\(text.debugDescription)")
    }
    let output = html(of: note)
    #expect(!output.unicodeScalars.contains("\u{F8F0}"), "\(text.debugDescription)")
  }
}
