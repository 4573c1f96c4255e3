import Diagnostics
import Foundation
import NoteSyntax
import Testing

@Test(arguments: [
  ("a <b>b</b>", "<p>a b</p>\n"), ("<div>\n*a*\n</div>\n\nb", "<p>b</p>\n"),
  ("<!-- a -->", ""), ("a\n\n<script>alert(1)</script>", "<p>a</p>\n"),
  ("<span>", ""), ("<b>$x$</b>", "<p>⟨x⟩</p>\n"),
])
func dropsRawHTML(_ text: String, _ expected: String) {
  #expect(html(of: parse(text).note) == expected)
}

@Test(arguments: [
  ("a <b>b</b>", "<p>a <b>b</b></p>\n"), ("<div>$x$</div>", "<div>$x$</div>\n"),
  ("<div><!-- net: on -->a</div>", "<div>a</div>\n"), ("a <!-- net: on -->", "<p>a </p>\n"),
  ("<!-- net: on -->", ""), ("<!-- a -->", "<!-- a -->\n"),
])
func keepsRawHTMLWhereItIsAllowed(_ text: String, _ expected: String) {
  #expect(html(of: parse(text, allowHTML: true).note) == expected)
}

@Test(arguments: [
  "[a](javascript:b)", "[a](JavaScript:b)", "[a](<javascript:b c>)", "[a](vbscript:b)",
  "[a](data:text/html,b)", "[a](file:///b)", "<javascript:b>", "[a][b]\n\n[b]: javascript:c",
  "[a](&#106;avascript:b)", "![a](javascript:b)", "![a](data:text/html,b)",
])
func dropsAddressesThatRunPrograms(_ text: String) {
  for allowHTML in [false, true] {
    let output = html(of: parse(text, allowHTML: allowHTML).note).lowercased()
    #expect(output.contains("=\"\""))
    let addresses = output.components(separatedBy: "href=").dropFirst()
    #expect(addresses.allSatisfy { $0.hasPrefix("\"\"") })
  }
}

@Test func escapesWhatGetsIntoAttributes() {
  let (note, _) = parse("[[a\"b<c|d\"<e>]] ![a\"<b>](c\"d \"e\\\"f\") ![[a\"b.png]]")
  #expect(
    html(of: note) == """
      <p><a href="a%22b%3Cc">d&quot;&lt;e&gt;</a> \
      <img src="c%22d" alt="a&quot;&lt;b&gt;" title="e&quot;f" /> \
      <img src="a%22b.png" alt="a&quot;b.png" /></p>

      """)
}

@Test func replacesInvalidText() {
  let bytes = Array("a ".utf8) + [0xFF, 0x0A, 0x0A] + Array("$x$ ".utf8) + [0xC3, 0x28, 0x00]
  let file = SourceFile(path: "a.md", bytes: bytes)
  let (note, diagnostics) = parseNote(file, options: NoteOptions())
  #expect(diagnostics.map(\.code) == ["invalid-utf8"])
  #expect(diagnostics.map(\.range) == [2..<5])
  #expect(html(of: note) == "<p>a �</p>\n<p>⟨x⟩ �(�</p>\n")
  #expect(note.elements.map { note.file.location(of: $0.range.lowerBound).line } == [3])
}

/// The characters that stand for elements may occur in a note too.
@Test(arguments: ["\u{F8F0}", "\u{E000}", "\u{F8F0}0\u{F8F0}", "\u{F8F0}\u{E000}\u{E001}"])
func keepsPrivateCharacters(_ character: String) {
  let text = "\(character) $x$ `\(character)` [\(character)]($y$)"
  let output = html(of: parse(text).note)
  #expect(output.hasPrefix("<p>\(character) ⟨x⟩ <code>\(character)</code> <a href=\"$y$\">"))
  #expect(output.hasSuffix(">\(character)</a></p>\n"))
}

/// A character reference may spell what could stand for an element.
@Test func isNotFooledByCharacterReferences() {
  let forged = "&#xF8F0;0&#xF8F0;"
  let (note, _) = parse("\(forged) $x$ [\(forged)](a '\(forged)') ![\(forged)](b) `a` \(forged)")
  let output = html(of: note)
  #expect(output.components(separatedBy: "⟨x⟩").count == 2)
  #expect(output.contains("title=\"\u{F8F0}0\u{F8F0}\""))
  #expect(output.contains("alt=\"\u{F8F0}0\u{F8F0}\""))
}
