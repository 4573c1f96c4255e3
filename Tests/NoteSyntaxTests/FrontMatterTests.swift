import NoteSyntax
import Testing

@Test func readsFrontMatter() {
  let (note, diagnostics) = parse(
    """
    ---
    title: "A title: with a colon"
    draft: true
    tags: [a, b]
    macros:
      \\R: \\mathbb{R}
      vec: "\\\\mathbf{#1}"
    gradweave: off
    ---
    # Text
    """)
  #expect(diagnostics.isEmpty)
  #expect(note.frontMatter.title == "A title: with a colon")
  #expect(note.frontMatter.draft)
  #expect(note.frontMatter.macros.map(\.key) == ["\\R", "vec"])
  #expect(note.frontMatter.macros.map(\.value) == ["\\mathbb{R}", "\\mathbf{#1}"])
  #expect(!note.frontMatter.isChecked)
  #expect(html(of: note) == "<h1>Text</h1>\n")
  #expect(note.firstHeading == "Text")
}

/// What needs no parser of YAML is read as the parser reads it.
@Test(arguments: [
  "tags: [a, deep nets]\norder: 3\ndate: 2026-03-31\ndescription: What it is about",
  "tags: '#a, deep nets'\norder: 3.0\ndate: '2026-03-31'\ndescription: 'What it is about'",
  "tags:\n  - a\n  - '#deep nets'\norder: 3e0\ndate: 2026-03-31\ndescription: What it is about",
])
func readsWhatASiteShows(yaml: String) {
  let (note, diagnostics) = parse("---\n\(yaml)\n---\ntext")
  #expect(diagnostics.isEmpty)
  #expect(note.frontMatter.tags == ["a", "deep nets"])
  #expect(note.frontMatter.order == 3)
  #expect(note.frontMatter.date?.timestamp == "2026-03-31T00:00:00Z")
  #expect(note.frontMatter.description == "What it is about")
}

@Test(arguments: [
  ("2026-03-31", "2026-03-31T00:00:00Z"), ("2024-02-29 14:30", "2024-02-29T14:30:00Z"),
  ("2026-03-31T14:30:05.25+02:00", "2026-03-31T14:30:05+02:00"),
  ("2026-03-31 14:30:05 -0730", "2026-03-31T14:30:05-07:30"), ("2026-02-29", nil),
  ("2026-13-01", nil), ("31.3.2026", nil), ("2026-3-1", nil), ("2026-03-31 25:00", nil),
  ("2026-03-31x", nil), ("", nil), ("2026-03-31T10:00+", nil),
])
func readsDates(text: String, timestamp: String?) {
  #expect(NoteDate(text)?.timestamp == timestamp)
}

@Test(arguments: [
  ("---\na\n", "<hr />\n<p>a</p>\n"), ("a\n---\nb\n---\n", "<h2>a</h2>\n<h2>b</h2>\n"),
  (" ---\na: b\n---\n", "<hr />\n<h2>a: b</h2>\n"), ("---\n---\na", "<p>a</p>\n"),
  ("---\r\ntitle: b\r\n---\r\na", "<p>a</p>\n"), ("---  \ntitle: b\n...\na", "<p>a</p>\n"),
  ("\u{FEFF}---\ntitle: b\n---\na", "<p>a</p>\n"), ("", ""), ("---", "<hr />\n"),
])
func knowsWhatFrontMatterIs(_ text: String, _ expected: String) {
  let (note, diagnostics) = parse(text)
  #expect(diagnostics.isEmpty)
  #expect(html(of: note) == expected)
}

@Test(arguments: [
  ("---\ntitle: [a\n---\nb", 2), ("---\ntitle: a\nx: y: z\n---\nb", 3),
  ("---\na\n---\nb", 2), ("---\na: b\ndraft: maybe\n---\nb", 3),
  ("---\na: b\nc: d\ntitle: [x]\n---\nb", 4), ("---\na: b\na: c\n---\nb", 2),
  ("---\nmacros: a\n---\nb", 2), ("---\na: b\ndate: soon\n---\nb", 3),
  ("---\norder: first\n---\nb", 2), ("---\ntags:\n  a: b\n---\nb", 3),
  ("---\ndescription: [a]\n---\nb", 2), ("---\n\"a\n---\nb", 2),
  ("---\nmacros:\n  a: [b]\n---\nb", 3),
])
func reportsBadFrontMatterAtItsLine(_ text: String, _ line: Int) {
  let (note, diagnostics) = parse(text)
  #expect(diagnostics.map(\.code) == ["bad-front-matter"])
  #expect(diagnostics.map { note.file.location(of: $0.range.lowerBound).line } == [line])
  #expect(html(of: note) == "<p>b</p>\n")
}

@Test func takesKeysWithoutAValueForMissing() {
  let (note, diagnostics) = parse("---\ntitle:\ndraft: ~\nmacros:\n---\nb")
  #expect(diagnostics.isEmpty)
  #expect(note.frontMatter == FrontMatter())
}

/// What could be read counts, although something else is wrong.
@Test func keepsWhatIsRight() {
  let (note, diagnostics) = parse("---\ntitle: a\ndraft: maybe\n---\nb")
  #expect(diagnostics.count == 1)
  #expect(note.frontMatter.title == "a")
}
