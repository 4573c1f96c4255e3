import Diagnostics
import MathSyntax
import Testing

/// A broken formula, and the code and range of the one diagnostic it gives.
private let mistakes: [(String, String, Range<Int>)] = [
  (#"\foo x"#, "unknown-command", 0..<4),
  (#"\aplha"#, "unknown-command", 0..<6),
  (#"{a"#, "unbalanced-brace", 0..<1),
  (#"a}"#, "unbalanced-brace", 1..<2),
  (#"\frac{a}{b"#, "unbalanced-brace", 8..<9),
  (#"x_1_2"#, "double-script", 4..<5),
  (#"x^1^2"#, "double-script", 4..<5),
  (#"x^2'"#, "double-script", 3..<4),
  (#"x₁_2"#, "double-script", 5..<6),
  (#"x^"#, "missing-argument", 2..<2),
  (#"_"#, "missing-argument", 1..<1),
  (#"\frac{a}"#, "missing-argument", 5..<5),
  (#"\frac"#, "missing-argument", 5..<5),
  (#"\sqrt[3"#, "unclosed-bracket", 5..<6),
  (#"\hat"#, "missing-argument", 4..<4),
  (#"a & b"#, "stray-ampersand", 2..<3),
  (#"{a & b}"#, "stray-ampersand", 3..<4),
  (#"\left( x"#, "unmatched-left", 0..<5),
  (#"x \right)"#, "unmatched-right", 2..<8),
  (#"\left x \right)"#, "missing-delimiter", 6..<7),
  (#"\left"#, "missing-delimiter", 5..<5),
  (#"{ \left( a }"#, "unmatched-left", 2..<7),
  (#"\left( { a \right)"#, "unbalanced-brace", 7..<8),
  (#"\begin{matrix} a"#, "unclosed-environment", 0..<14),
  (#"\begin{matrix} a \end{pmatrix}"#, "mismatched-end", 17..<30),
  (#"\begin{matrix} { a \end{matrix}"#, "unbalanced-brace", 15..<16),
  (#"a \end{matrix}"#, "unmatched-end", 2..<14),
  (#"\begin{pmatri} a & b \end{pmatri}"#, "unknown-environment", 0..<14),
  (#"a \over b \over c"#, "ambiguous-fraction", 10..<15),
  (#"a $ x"#, "unexpected-character", 2..<3),
  (#"#1"#, "unexpected-character", 0..<2),
  (#"\hspace{1zz}"#, "bad-length", 0..<12),
  (#"\newcommand{x}{y}"#, "missing-argument", 11..<14),
  (#"\def\a{\a}\a"#, "too-many-expansions", 10..<12),
  (#"\def\a{\b}\def\b{\a}\a x"#, "too-many-expansions", 20..<22),
  (#"\text{a"#, "unbalanced-brace", 5..<6),
  (#"\text{a $b}"#, "unclosed-dollar", 8..<9),
  (#"\substack{a"#, "unbalanced-brace", 9..<10),
]

@Test(arguments: mistakes)
func reportsOneDiagnosticAtTheMistake(source: String, code: String, range: Range<Int>) {
  let (_, diagnostics) = parse(source, .tex)
  #expect(diagnostics.map(\.code) == [code])
  #expect(diagnostics.map(\.range) == [range])
}

@Test(arguments: [
  ("\"a", "unexpected-character", 0..<1), ("a % b", "unexpected-character", 2..<3),
  ("a # b", "unexpected-character", 2..<3), ("x_1_2", "double-script", 4..<5),
  ("x^(i", "unclosed-bracket", 2..<3),
])
func reportsMistakesInPlainText(source: String, code: String, range: Range<Int>) {
  let (_, diagnostics) = parse(source, .plain)
  #expect(diagnostics.map(\.code) == [code])
  #expect(diagnostics.map(\.range) == [range])
}

/// What follows a mistake is read as if it had not been made.
@Test(arguments: [
  (#"\foo + x_i"#, #"(row (error "\foo") + (scripts x _ i))"#),
  (#"x_1_2 + y"#, #"(row (scripts x _ 1) (error "_2") + y)"#),
  (#"a} + b"#, #"(row a (error "}") + b)"#),
  (#"\left( a } + b \right)"#, #"(row (fenced ( ) a (error "}") + b))"#),
  (#"a & b"#, #"(row a (error "&") b)"#),
])
func readsOnAfterAMistake(source: String, tree: String) {
  #expect(dump(parse(source, .tex).0) == tree)
}

@Test(arguments: [
  ("aplha", "alpha"), ("operatornam", "operatorname"), ("parital", "partial"), ("nable", "nabla"),
])
func unknownCommandsNameTheNearest(name: String, nearest: String) throws {
  let diagnostic = try #require(parse("\\\(name) x", .tex).1.first)
  #expect(diagnostic.hint == "did you mean `\\\(nearest)`?")
  #expect(diagnostic.severity == .warning)
  let edit = try #require(diagnostic.fixIts.first?.edits.first)
  #expect(edit == FixIt.Edit(0..<(name.utf8.count + 1), "\\" + nearest))
}

@Test func namesFarFromAllOthersGetNoHint() {
  #expect(parse(#"\qqqqwwww"#, .tex).1.map(\.hint) == [nil])
}
