import Diagnostics
import NoteSyntax
import Testing

/// A note, and line and column of a `@` in it, which stands inside a formula or block.
struct Place: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let line: Int
  let column: Int

  init(_ name: String, _ text: String, _ line: Int, _ column: Int) {
    (self.name, self.text, self.line, self.column) = (name, text, line, column)
  }

  var testDescription: String { name }
}

/// Bytes that are no text are as wide as they were read.
@Test func countsReplacedBytesAsTheyWere() throws {
  let bytes =
    Array("a ".utf8) + [0xE9, 0xE9, 0] + Array(" $x$\n$y$".utf8) + [0xFF] + Array(" $z$".utf8)
  let (note, _) = parseNote(SourceFile(path: "note.md", bytes: bytes), options: NoteOptions())
  let columns = note.elements.compactMap { element -> Int? in
    guard case .math(let span) = element else { return nil }
    return note.file.location(of: span.range.lowerBound).column
  }
  #expect(columns == [7, 1, 6])
}

@Test(arguments: [
  Place("inline", "a $x @$", 1, 6),
  Place("multi-byte text before", "αβγ — $@$", 1, 13),
  Place("a display in a list", "- a\n\n  $$\n  x @\n  $$\n", 4, 5),
  Place("a display in a quote in a list", "1. > $$\n   > x\n   > + @\n   > $$\n", 3, 8),
  Place("tabs", "-\ta\n\n\t$$\n\tx\t@\n\t$$\n", 4, 4),
  Place("a quote with a tab", ">\t$$\n>\t+ @\n>\t$$\n", 2, 5),
  Place("CRLF", "> $$\r\n> x\r\n>\r\n> y @\r\n> $$\r\n", 4, 5),
  Place("a block in a list", "- ```net\n  x\n    @\n  ```\n", 3, 5),
  Place("a block in a quote in a list", "- > ~~~net\r\n  > x\r\n  >\r\n  > @\r\n", 4, 5),
  Place("after front matter", "---\ntitle: ü\n---\n\n$@$", 5, 2),
  Place("after a byte order mark", "\u{FEFF}\n$@$", 2, 2),
  Place("behind a byte order mark", "\u{FEFF}ä $@$", 1, 5),
  Place("after lifted elements", "$a$ $$b$$ \\(c\\)\n\n$$\nd\n$$ $@$", 5, 5),
  Place("a cell of a table", "| ä | b |\n|---|---|\n| c | $x @$ |\n", 3, 10),
  Place("a cell with an escaped bar", "| a |\n|-|\n| \\| $\\|x\\| @$ |\n", 3, 13),
  Place("a cell in a quote in a list", "- > | a |\r\n  > |:-:|\r\n  > | $$@$$ |\r\n", 3, 9),
  Place("a table below text", "$a$\n| b |\n|---|\n| $c$ $@$ |\n", 4, 8),
  Place("text below a table", "| b |\n|---|\n| $c$ |\n\nä $@$", 5, 5),
  Place("a callout", "> [!note] $x$\n> $$\n> a @\n> $$\n", 3, 5),
  Place("a footnote", "a[^b]\n\n[^b]: $x$\n\n\t$$\n\tc @\n\t$$\n", 6, 4),
  Place("raw HTML in a list", "- <div>\n  $$\n  @\n  $$\n  </div>\n", 3, 3),
  Place("behind a comment", "%%\na\n\nb\n%% $@$", 5, 5),
  Place("behind escapes", "$a\\_{i} &lt; \\\\\\\\ @$", 1, 19),
  Place("a tab before a list in a quote", ">\t- $$\n>\t  x @\n>\t  $$\n", 2, 7),
  Place("an environment in a list", "* \\begin{align}\n  a \\\\\n\n  @ \\end{align}\n", 4, 3),
])
func knowsWhereTextIs(_ place: Place) throws {
  let (note, diagnostics) = parse(place.text)
  #expect(diagnostics.isEmpty)
  let sources = note.elements.compactMap { element -> Excerpt? in
    switch element {
    case .math(let span): span.source
    case .block(let block): block.source
    default: nil
    }
  }
  let source = try #require(sources.last)
  let position = try #require(source.bytes.firstIndex(of: UInt8(ascii: "@")))
  let location = note.file.location(of: source.offset(of: position))
  #expect([location.line, location.column] == [place.line, place.column])
  #expect(!source.bytes.contains(UInt8(ascii: "\r")))
}

@Test(arguments: [
  ("a [b](c) d", "[b](c)"), ("a $x$ [b](c) d", "[b](c)"), ("a\nb ![b](c) d", "![b](c)"),
  ("$$\nx\n$$\n\n[b $x$](c 'd')", "[b $x$](c 'd')"), ("> a\n> [b](c) d", "[b](c)"),
  ("- a\n  b [b](c)", "[b](c)"), ("- a $x$ b [b](c)", "[b](c)"),
])
func knowsWhereReferencesAre(_ text: String, _ reference: String) throws {
  let (note, _) = parse(text)
  let element = try #require(
    note.elements.first {
      switch $0 {
      case .link, .image: true
      default: false
      }
    })
  #expect(note.file.text(of: element.range) == reference)
}
