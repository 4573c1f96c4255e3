import Diagnostics
import MathML
import MathSyntax
import Testing

private func nested(_ open: String, _ close: String, _ count: Int) -> String {
  String(repeating: open, count: count) + "x" + String(repeating: close, count: count)
}

/// Deep nests of every kind: one diagnostic, no overflow.
@Test(arguments: [
  nested("{", "}", 10_000), nested(#"\frac{"#, "}{1}", 10_000), nested(#"\sqrt"#, "", 10_000),
  nested("x^{", "}", 10_000), nested(#"\left("#, #"\right)"#, 10_000),
  nested(#"\begin{matrix}"#, #"\end{matrix}"#, 10_000), nested(#"\bf "#, "", 10_000),
  nested(#"\hat"#, "", 10_000), nested(#"\text{$"#, "$}", 10_000),
  nested(#"\sqrt["#, "]x", 10_000), String(repeating: "{", count: 10_000),
])
func deepNestsGiveOneDiagnostic(source: String) {
  let (node, diagnostics) = parse(source, .tex)
  #expect(diagnostics.map(\.code) == ["nesting-too-deep"])
  #expect(MarkupChecker.problem(in: mathML(node)) == nil)
  #expect(!describe(node).isEmpty)
}

/// What piles up on one base does not nest.
@Test(arguments: [
  "x" + String(repeating: "\u{302}", count: 10_000),
  #"\sum"# + String(repeating: #"\limits"#, count: 10_000),
  String(repeating: #"x\atop "#, count: 10_000), "x" + String(repeating: "'", count: 10_000),
])
func pilesDoNotNest(source: String) {
  let (node, _) = parse(source, .tex)
  #expect(MarkupChecker.problem(in: mathML(node)) == nil)
  #expect(!describe(node).isEmpty)
}

@Test func nestsOfTwentyLevelsAreFine() {
  #expect(parse(nested(#"\frac{1}{1+"#, "}", 20), .tex).1.isEmpty)
}

@Test(arguments: [
  "²", "₁₂", "²ⁿ", "x²", "x y ", "x_1^2 ", "\\alpha+", "{x}", "'", "-", "\\,", "\\frac12",
  "a&b\\\\",
])
func longFormulasAreReadWhole(piece: String) {
  let source = String(repeating: piece, count: 10_000)
  let (node, _) = parse(piece.contains("&") ? #"\begin{align}\#(source)\end{align}"# : source, .tex)
  #expect(!mathML(node).isEmpty)
}

@Test func macrosThatDoubleAreStopped() {
  var source = #"\def\a{xx}"#
  for letter in "bcdefghijklmnopqrstuvwxyz" {
    let before = Character(UnicodeScalar(letter.asciiValue.map { $0 - 1 } ?? 0))
    source += #"\def\\#(letter){\\#(before)\\#(before)}"#
  }
  let (_, diagnostics) = parse(source + #"\z"#, .tex)
  #expect(diagnostics.map(\.code) == ["too-many-expansions"])
}

/// What such a macro has piled up would fill pages.
@Test(arguments: [#"\def\a{\a\a}\a + x"#, #"\newcommand{\a}[1]{\a{#1#1}\a{#1}}\a{y} + x"#])
func endlessMacrosShowThemselvesOnce(source: String) {
  #expect(mathML(parse(source, .tex).0).utf8.count < 300)
}

@Test func formulasLongerThanAnyPageAreShownAsSource() {
  let source = String(repeating: "x+", count: 250_001)
  let (node, diagnostics) = parse(source, .tex)
  #expect(diagnostics.map(\.code) == ["formula-too-long"])
  #expect(describe(node) == source)
}
