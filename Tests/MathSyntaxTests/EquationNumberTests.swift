import MathML
import MathSyntax
import Testing

/// A display, and what stands at the margin of its lines; "" where a line has nothing.
private let displays: [(String, [String])] = [
  (#"\begin{align} a &= b \\ c &= d \end{align}"#, ["(1)", "(2)"]),
  (#"\begin{align} a &= b \notag \\ c &= d \tag{A} \\ e &= f \end{align}"#, ["", "(A)", "(1)"]),
  (#"\begin{align*} a &= b \\ c &= d \tag*{B} \end{align*}"#, ["", "B"]),
  (#"\begin{align*} a &= b \end{align*}"#, []),
  (#"\begin{aligned} a &= b \\ c &= d \end{aligned} \tag{3}"#, ["(3)"]),
  (#"\begin{equation} a = b \end{equation}"#, ["(1)"]),
  (#"\begin{multline} a \\ = b \end{multline}"#, ["(1)"]),
  (#"a = b \label{x}"#, ["(1)"]),
  (#"a = b \tag{1} \\ c = d \label{y}"#, ["(1)", "(1)"]),
  (#"a = b"#, []),
]

@Test(arguments: displays)
func numbersTheLinesOfADisplay(tex: String, texts: [String]) {
  var numbers = EquationNumbers()
  let shown: [String] =
    switch numbers.number(parse(tex, .tex).0) {
    case .whole(let tag)?: [tag.text]
    case .lines(let tags)?: tags.map { $0?.text ?? "" }
    case nil: []
    }
  #expect(shown == texts)
}

@Test func labelsStandForNumbersAndTags() {
  var numbers = EquationNumbers()
  let source = #"\begin{gather} a \label{a} \\ b \tag{B} \label{b} \\ c \label{c} \end{gather}"#
  _ = numbers.number(parse(source, .tex).0)
  #expect(numbers.byLabel == ["a": "1", "b": "B", "c": "2"])
  let (references, _) = parse(#"x \eqref{a} + \frac{\ref{b}}{2}"#, .tex)
  #expect(references.references.map(\.label) == ["a", "b"])
  let markup = mathML(
    references, display: false, tex: "", numbering: Numbering(labels: numbers.byLabel))
  #expect(markup.contains(">(1)</mtext>"))
  #expect(markup.contains(">B</mtext>"))
}

@Test func numbersStandAtTheMargin() {
  let node = parse(#"\begin{align} a &= b \label{<x y>} \\ c \notag \end{align}"#, .tex).0
  var numbers = EquationNumbers()
  let numbering = Numbering(tags: numbers.number(node), labels: numbers.byLabel)
  let markup = mathML(node, display: true, tex: "", numbering: numbering)
  #expect(MarkupChecker.problem(in: markup) == nil)
  #expect(markup.contains(#"<mtd class="gw-number" id="&lt;x-y&gt;"><mtext>(1)</mtext></mtd>"#))
  #expect(markup.contains("<mtd></mtd><mtd></mtd></mtr></mtable>"))
}
