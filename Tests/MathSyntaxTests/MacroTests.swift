import Diagnostics
import MathSyntax
import Testing

private let expansions: [(String, String)] = [
  (#"\newcommand{\R}{\mathbb{R}} \R^n"#, "(scripts (blackboard R) ^ n)"),
  (#"\newcommand\v[1]{\mathbf{#1}} \v x \v{yz}"#, "(bold x) (bold (row y z))"),
  (#"\newcommand{\d}[2][x]{\frac{#2}{#1}} \d y \d[t]{y}"#, "(/ y x) (/ y t)"),
  (#"\def\half#1{\frac{#1}2} \half{a}"#, "(/ a 2)"),
  (#"\let\eps\varepsilon \eps"#, "ε"),
  (#"\let\old\vec \renewcommand{\vec}[1]{\old{\mathbf{#1}}} \vec x"#, "(vec (bold x))"),
  (#"\DeclareMathOperator{\tr}{tr} \tr A"#, #""tr" A"#),
  (#"\DeclareMathOperator*{\am}{arg\,max} \am_x"#, #"(scripts (limits "arg max") _ x)"#),
  (#"\newcommand{\ab}{a b} x_\ab"#, "(scripts x _ a) b"),
  (#"\newcommand{\ab}{a b} x_{\ab}"#, "(scripts x _ (row a b))"),
  (#"\newcommand{\f}[1]{\text{for #1 steps}} \f{3}"#, #"(text "for 3 steps")"#),
  (#"\newcommand{\set}[1]{\{#1\}} \set{x \mid \set{y}}"#, "{ x ∣ { y } }"),
  (#"\def\x{1} \def\x{2} \x"#, "2"),
  (#"\def\f(#1,#2){\frac{#1}{#2}} \f(a,b+c) \f(x,{y,z})"#, "(/ a (row b + c)) (/ x (row y , z))"),
  (#"\def\two{12} \expandafter\frac\two"#, "(/ 1 2)"),
  (#"\futurelet\next\hat b \next"#, "(hat b) b"),
  (
    #"\providecommand{\a}{x} \providecommand{\a}{y} \providecommand{\hat}{z} \a\hat b"#, "x (hat b)"
  ),
  (#"\newcommand{\ie}{i.e.,} \text{so \ie $x$}"#, #"(row (text "so i.e., ") (row x))"#),
  (#"\DeclareMathOperator{\tr}{tr} \text{a \tr}"#, #"(row (text "a ") "tr")"#),
]

@Test(arguments: expansions)
func expandsMacros(source: String, tree: String) {
  let (node, diagnostics) = parse(source, .tex)
  #expect(dump(node) == "(row \(tree))")
  #expect(diagnostics.isEmpty)
}

/// A group ends what it says of a name that meant something before; a new name stays.
@Test(arguments: [
  (#"\def\a{x} \sqrt{\def\a{y}\a} \a"#, "(root y) x"),
  (#"\sqrt{\def\alpha{y}\alpha} \alpha"#, "(root y) α"),
  (#"\sqrt{\newcommand\a{y}\a} \a"#, "(root y) y"),
  (#"\def\a{x} \sqrt{\gdef\a{y}} \a"#, "(root (row)) y"),
  (#"\def\a{x} \sqrt{\def\a{z}\global\let\a=y} \a"#, "(root (row)) y"),
  (#"\def\a{x} \sqrt{\gdef\a{y}\sqrt{\def\a{z}\a}\a} \a"#, "(root (row (root z) y)) y"),
  (#"\def\a{x} \begingroup \def\a{y} \a \endgroup \a"#, "y x"),
  (#"\def\a{x} \left( \def\a{y} \a \right) \a"#, "(fenced ( ) y) x"),
])
func groupsEndDefinitions(source: String, tree: String) {
  let (node, diagnostics) = parse(source, .tex)
  #expect(dump(node) == "(row \(tree))")
  #expect(diagnostics.isEmpty)
}

/// A formula each, with copies of what was known before each one.
@Test func definitionsOfManyFormulasTakeLinearTime() {
  func time(_ count: Int) -> Double {
    let clock = ContinuousClock()
    var macros = Macros()
    return clock.measure {
      for index in 0..<count {
        let name = String(index).map { String(Array("abcdefghij")[$0.wholeNumberValue ?? 0]) }
          .joined()
        let before = macros
        _ = parseMath(Excerpt(#"\def\\#(name){x}"#), dialect: .tex, macros: &macros)
        if index == 0 { #expect(before != macros) }
      }
    } / .seconds(1)
  }
  let (short, long) = (time(1_000), time(8_000))
  // Eight times as many: copying all of them each time took 60 times as long.
  #expect(long < short * 24 + 0.1)
}

@Test func macrosOfFrontMatterCountTheirParameters() {
  var macros = Macros([#"\R"#: #"\mathbb{R}"#, "grad": #"\nabla_{#1} #2"#])
  let (node, diagnostics) = parseMath(
    Excerpt(#"\grad W L \in \R"#), dialect: .plain, macros: &macros)
  #expect(dump(node) == "(row (scripts ∇ _ W) L ∈ (blackboard R))")
  #expect(diagnostics.isEmpty)
}

@Test func definitionsLastForTheFormulasAfterThem() {
  var macros = Macros()
  _ = parseMath(Excerpt(#"\def\a{x}"#), dialect: .tex, macros: &macros)
  let (node, _) = parseMath(Excerpt(#"\a"#), dialect: .tex, macros: &macros)
  #expect(dump(node) == "(row x)")
}
