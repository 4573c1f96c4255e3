import MathML
import MathSyntax
import Testing

/// TeX, and the elements it becomes.
private let fragments: [(String, String)] = [
  (
    #"x"#,
    #"<mi>x</mi>"#
  ),
  (
    #"\frac{\partial L}{\partial W_{kij}}"#,
    #"<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><msub><mi>W</mi><mrow><mi>k</mi><mi>i</mi><mi>j</mi></mrow></msub></mrow></mfrac>"#
  ),
  (
    #"x_i^2"#,
    #"<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"#
  ),
  (
    #"f'(x) + g''(y)"#,
    #"<mrow><msup><mi>f</mi><mo class="gw-prime" form="postfix">′</mo></msup><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo><mo>+</mo><msup><mi>g</mi><mo class="gw-prime" form="postfix">″</mo></msup><mo stretchy="false">(</mo><mi>y</mi><mo stretchy="false">)</mo></mrow>"#
  ),
  (
    #"\nabla_{W} L"#,
    #"<mrow><msub><mi mathvariant="normal">∇</mi><mi>W</mi></msub><mi>L</mi></mrow>"#
  ),
  (
    #"-x"#,
    #"<mrow><mo form="prefix">−</mo><mi>x</mi></mrow>"#
  ),
  (
    #"a - b"#,
    #"<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"#
  ),
  (
    #"a = -b"#,
    #"<mrow><mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>b</mi></mrow>"#
  ),
  (
    #"(-1, -x)"#,
    #"<mrow><mo stretchy="false">(</mo><mo form="prefix">−</mo><mn>1</mn><mo>,</mo><mo form="prefix">−</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>"#
  ),
  (
    #"h_{k-1,j}"#,
    #"<msub><mi>h</mi><mrow><mi>k</mi><mo lspace="0" rspace="0">−</mo><mn>1</mn><mo lspace="0" rspace="0">,</mo><mi>j</mi></mrow></msub>"#
  ),
  (
    #"\sum_{i=1}^n x_i"#,
    #"<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo lspace="0" rspace="0">=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub></mrow>"#
  ),
  (
    #"\prod_i x"#,
    #"<mrow><munder><mo>∏</mo><mi>i</mi></munder><mi>x</mi></mrow>"#
  ),
  (
    #"\int_0^1 f"#,
    #"<mrow><msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>f</mi></mrow>"#
  ),
  (
    #"\max_i x_i"#,
    #"<mrow><munder><mo form="prefix" movablelimits="true" lspace="0" rspace="0">max</mo><mi>i</mi></munder><mo>⁡</mo><mspace width="0.1667em"/><msub><mi>x</mi><mi>i</mi></msub></mrow>"#
  ),
  (
    #"\sum\limits_i x"#,
    #"<mrow><munder><mo movablelimits="false">∑</mo><mi>i</mi></munder><mi>x</mi></mrow>"#
  ),
  (
    #"\operatorname*{argmax}_x f(x)"#,
    #"<mrow><munder><mi>argmax</mi><mi>x</mi></munder><mo>⁡</mo><mspace width="0.1667em"/><mi>f</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>"#
  ),
  (
    #"\sin x"#,
    #"<mrow><mi>sin</mi><mo>⁡</mo><mspace width="0.1667em"/><mi>x</mi></mrow>"#
  ),
  (
    #"\sin(x)"#,
    #"<mrow><mi>sin</mi><mo>⁡</mo><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>"#
  ),
  (
    #"2\log p"#,
    #"<mrow><mn>2</mn><mspace width="0.1667em"/><mi>log</mi><mo>⁡</mo><mspace width="0.1667em"/><mi>p</mi></mrow>"#
  ),
  (
    #"\mathbf{W} \boldsymbol{\theta} \mathcal{L} \mathbb{R}"#,
    #"<mrow><mi>𝐖</mi><mi>𝜽</mi><mi>ℒ</mi><mi>ℝ</mi></mrow>"#
  ),
  (
    #"\mathrm{d}x \mathrm{softmax}(a)"#,
    #"<mrow><mi mathvariant="normal">d</mi><mi>x</mi><mspace width="0.1667em"/><mi>softmax</mi><mo>⁡</mo><mo stretchy="false">(</mo><mi>a</mi><mo stretchy="false">)</mo></mrow>"#
  ),
  (
    #"\mathbf{x}^\top \mathsf{ReLU}"#,
    #"<mrow><msup><mi>𝐱</mi><mi>⊤</mi></msup><mspace width="0.1667em"/><mi>𝖱𝖾𝖫𝖴</mi></mrow>"#
  ),
  (
    #"\Gamma \alpha \partial \infty"#,
    #"<mrow><mi mathvariant="normal">Γ</mi><mi>α</mi><mi>∂</mi><mi>∞</mi></mrow>"#
  ),
  (
    #"\left( \frac{a}{b} \right)"#,
    #"<mrow><mo form="prefix" stretchy="true">(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo form="postfix" stretchy="true">)</mo></mrow>"#
  ),
  (
    #"\left. x \right|_{x=3}"#,
    #"<msub><mrow><mi>x</mi><mo form="postfix" stretchy="false">|</mo></mrow><mrow><mi>x</mi><mo lspace="0" rspace="0">=</mo><mn>3</mn></mrow></msub>"#
  ),
  (
    #"\left( a \middle| b \right)"#,
    #"<mrow><mo form="prefix" stretchy="true">(</mo><mi>a</mi><mo form="infix" stretchy="true" lspace="0.1667em" rspace="0.1667em">|</mo><mi>b</mi><mo form="postfix" stretchy="true">)</mo></mrow>"#
  ),
  (
    #"|x| \|x\|"#,
    #"<mrow><mo stretchy="false" lspace="0" rspace="0">|</mo><mi>x</mi><mo stretchy="false" lspace="0" rspace="0">|</mo><mo stretchy="false" lspace="0" rspace="0">‖</mo><mi>x</mi><mo stretchy="false" lspace="0" rspace="0">‖</mo></mrow>"#
  ),
  (
    #"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"#,
    #"<mrow><mo form="prefix" stretchy="true">[</mo><mtable class="gw-matrix"><mtr><mtd><mspace height="0.74em" depth="0.26em"/><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mspace height="0.74em" depth="0.26em"/><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo form="postfix" stretchy="true">]</mo></mrow>"#
  ),
  (
    #"\begin{cases} x & a \\ 0 & b \end{cases}"#,
    #"<mrow><mo form="prefix" stretchy="true">{</mo><mtable class="gw-cases"><mtr><mtd><mspace height="0.908em" depth="0.332em"/><mi>x</mi></mtd><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mspace height="0.908em" depth="0.332em"/><mn>0</mn></mtd><mtd><mi>b</mi></mtd></mtr></mtable></mrow>"#
  ),
  (
    #"\begin{align} a &= b \\ &= c \tag{2} \end{align}"#,
    #"<mtable class="gw-align" displaystyle="true"><mtr><mtd><mspace height="0.74em" depth="0.26em"/><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd></mtr><mtr><mtd><mspace height="0.74em" depth="0.26em"/></mtd><mtd><mo>=</mo><mi>c</mi><mtext class="gw-tag">(2)</mtext></mtd></mtr></mtable>"#
  ),
  (
    #"\begin{array}{rl} a & b \end{array}"#,
    #"<mtable class="gw-array"><mtr><mtd class="gw-right"><mspace height="0.74em" depth="0.26em"/><mi>a</mi></mtd><mtd class="gw-left"><mi>b</mi></mtd></mtr></mtable>"#
  ),
  (
    #"\hat y \overline{AB} \vec v"#,
    #"<mrow><mover accent="true"><mi>y</mi><mo stretchy="false">ˆ</mo></mover><mrow class="gw-overline"><mi>A</mi><mi>B</mi></mrow><mover accent="true"><mi>v</mi><mo mathsize="70%" stretchy="false">→</mo></mover></mrow>"#
  ),
  (
    #"\underbrace{a+b}_{c}"#,
    #"<munder><munder accentunder="true"><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mo stretchy="true">⏟</mo></munder><mi>c</mi></munder>"#
  ),
  (
    #"a \overset{!}{=} b^{\overset{!}{=}}"#,
    #"<mrow><mi>a</mi><mrow><mspace width="0.2778em"/><mover><mo stretchy="false" lspace="0" rspace="0">=</mo><mo form="postfix">!</mo></mover><mspace width="0.2778em"/></mrow><msup><mi>b</mi><mover><mo stretchy="false" lspace="0" rspace="0">=</mo><mo form="postfix">!</mo></mover></msup></mrow>"#
  ),
  (
    #"\sqrt x \sqrt[3]{y}"#,
    #"<mrow><msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot></mrow>"#
  ),
  (
    #"\dfrac12 \binom{n}{k}"#,
    #"<mrow><mstyle displaystyle="true" scriptlevel="0"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle><mrow><mo form="prefix" stretchy="true">(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo form="postfix" stretchy="true">)</mo></mrow></mrow>"#
  ),
  (
    #"\text{if } x < 0"#,
    #"<mrow><mtext>if </mtext><mi>x</mi><mo>&lt;</mo><mn>0</mn></mrow>"#
  ),
  (
    #"a\,b\!c\quad d"#,
    #"<mrow><mi>a</mi><mspace width="0.1667em"/><mi>b</mi><mspace style="margin-left:-0.1667em"/><mi>c</mi><mspace width="1em"/><mi>d</mi></mrow>"#
  ),
  (
    #"1{,}000"#,
    #"<mrow><mn>1</mn><mo lspace="0" rspace="0">,</mo><mn>000</mn></mrow>"#
  ),
  (
    #"\color{red}{x} \boxed{y}"#,
    #"<mrow><mstyle mathcolor="red"><mi>x</mi></mstyle><mrow class="gw-boxed"><mi>y</mi></mrow></mrow>"#
  ),
  (
    #"\color{"onclick=}{x}"#,
    #"<mi>x</mi>"#
  ),
  (
    #"\foo<b>"#,
    #"<mrow><mtext class="gw-error">\foo</mtext><mo>&lt;</mo><mi>b</mi><mo>&gt;</mo></mrow>"#
  ),
  (
    #"x_1, \dots, x_n"#,
    #"<mrow><msub><mi>x</mi><mn>1</mn></msub><mo>,</mo><mi>…</mi><mo>,</mo><msub><mi>x</mi><mi>n</mi></msub></mrow>"#
  ),
  (
    #"a : b / c"#,
    #"<mrow><mi>a</mi><mo lspace="0.2778em" rspace="0.2778em">:</mo><mi>b</mi><mo stretchy="false" lspace="0" rspace="0">/</mo><mi>c</mi></mrow>"#
  ),
  (
    #"x! \bigl[ y \bigr]"#,
    #"<mrow><mi>x</mi><mo form="postfix">!</mo><mo form="prefix" stretchy="true" minsize="1.2em" maxsize="1.2em">[</mo><mi>y</mi><mo form="postfix" stretchy="true" minsize="1.2em" maxsize="1.2em">]</mo></mrow>"#
  ),
  (
    #"\phantom{x}"#,
    #"<mphantom><mi>x</mi></mphantom>"#
  ),
  (
    #"{}_n C"#,
    #"<mrow><msub><mrow></mrow><mi>n</mi></msub><mi>C</mi></mrow>"#
  ),
  (
    #"a + \left(x\right) - \left(\frac{a}{b}\right)"#,
    #"<mrow><mi>a</mi><mo>+</mo><mrow><mo form="prefix" stretchy="false">(</mo><mi>x</mi><mo form="postfix" stretchy="false">)</mo></mrow><mo>−</mo><mrow><mo form="prefix" stretchy="true">(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo form="postfix" stretchy="true">)</mo></mrow></mrow>"#
  ),
  (
    #"\underset{x}{y} \underset{x}{\sum}"#,
    #"<mrow><munder><mi>y</mi><mi>x</mi></munder><munder><mo movablelimits="false">∑</mo><mi>x</mi></munder></mrow>"#
  ),
  (
    #"\xrightarrow{f}"#,
    #"<mover><mo stretchy="true" lspace="0.2778em" rspace="0.2778em">→</mo><mrow><mspace width="0.5em"/><mi>f</mi><mspace width="0.5em"/></mrow></mover>"#
  ),
  (
    #"\textit{so} \mathrel{R} A^*"#,
    #"<mrow><mtext class="gw-italic">so</mtext><mo lspace="0.2778em" rspace="0.2778em">𝑅</mo><msup><mi>A</mi><mo lspace="0" rspace="0">∗</mo></msup></mrow>"#
  ),
  (
    #"\tiny x \large y"#,
    #"<mstyle mathsize="50%"><mi>x</mi><mstyle mathsize="240%"><mi>y</mi></mstyle></mstyle>"#
  ),
  (
    #"\Big|_{0} {a \above{2pt} b}"#,
    #"<mrow><msub><mrow><mo stretchy="true" lspace="0" rspace="0" minsize="1.8em" maxsize="1.8em">|</mo></mrow><mn>0</mn></msub><mrow><mfrac linethickness="0.2em"><mi>a</mi><mi>b</mi></mfrac></mrow></mrow>"#
  ),
  (
    #"\begin{array}{c||c} a & b \\[1em] \cline{2-2} c & d \\ \hline\hline \end{array}"#,
    #"<mtable class="gw-array"><mtr><mtd class="gw-cell"><mspace height="0.74em" depth="1.26em"/><mi>a</mi></mtd><mtd class="gw-cell gw-double-left"><mi>b</mi></mtd></mtr><mtr><mtd class="gw-cell gw-double-bottom"><mspace height="0.74em" depth="0.26em"/><mi>c</mi></mtd><mtd class="gw-cell gw-double-left gw-line-top gw-double-bottom"><mi>d</mi></mtd></mtr></mtable>"#
  ),
  (
    #"x+{} \mathit{Re}"#,
    #"<mrow><mi>x</mi><mo>+</mo><mi></mi><mi class="gw-italic">Re</mi></mrow>"#
  ),
  (
    #"\left]a\right[ \bigl]a\bigr["#,
    #"<mrow><mrow><mo form="prefix" stretchy="false" lspace="0" rspace="0">]</mo><mi>a</mi><mo form="postfix" stretchy="false" lspace="0" rspace="0">[</mo></mrow><mo form="prefix" stretchy="true" lspace="0" rspace="0" minsize="1.2em" maxsize="1.2em">]</mo><mi>a</mi><mo form="postfix" stretchy="true" lspace="0" rspace="0" minsize="1.2em" maxsize="1.2em">[</mo></mrow>"#
  ),
  (
    #"a \nleqslant b \ngeqslant c"#,
    #"<mrow><mi>a</mi><mo>⩽̸</mo><mi>b</mi><mo>⩾̸</mo><mi>c</mi></mrow>"#
  ),
  (
    #"\displaystyle x"#,
    #"<mstyle displaystyle="true" scriptlevel="0"><mi>x</mi></mstyle>"#
  ),
  (
    #"\not= \not\in"#,
    #"<mrow><mo>≠</mo><mo>∉</mo></mrow>"#
  ),
]

@Test(arguments: fragments)
func writesMathML(tex: String, markup: String) {
  #expect(mathML(parse(tex, .tex).0) == markup)
}

@Test func wholeFormulasKeepTheirSource() {
  let node = parse(#"a<"b"&c"#, .tex).0
  let markup = mathML(node, display: true, tex: #"a<"b"&c"#)
  #expect(
    markup.hasPrefix(
      #"<math display="block" alttext="a&lt;&quot;b&quot;&amp;c"><semantics><mrow>"#))
  #expect(
    markup.hasSuffix(
      #"<annotation encoding="application/x-tex">a&lt;"b"&amp;c</annotation></semantics></math>"#))
}

@Test func numberMatricesMarkWhatDiffers() {
  var marked = NumberCell("−0.5")
  marked.isMarked = true
  let markup = matrixMathML(
    rows: [[NumberCell("1"), marked], [NumberCell("⋯"), NumberCell("2")]])
  #expect(
    markup == #"<mrow><mo form="prefix" stretchy="true">[</mo><mtable class="gw-numbers">"#
      + #"<mtr><mtd><mn>1</mn></mtd><mtd class="gw-differs"><mn>−0.5</mn></mtd></mtr>"#
      + #"<mtr><mtd><mo>⋯</mo></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"#
      + #"<mo form="postfix" stretchy="true">]</mo></mrow>"#)
}

@Test func markupIsWellFormedForEveryPrefix() {
  Samples.forEachPrefix { excerpt, dialect in
    var macros = Macros()
    let node = parseMath(excerpt, dialect: dialect, macros: &macros).0
    let markup = mathML(node, display: true, tex: excerpt.text)
    if let problem = MarkupChecker.problem(in: markup) {
      Issue.record("\(excerpt.text): \(problem) in \(markup)")
    }
  }
}

/// Elements whose number of children MathML fixes.
@Test func elementsHaveTheChildrenTheyNeed() {
  for (text, dialect) in Samples.all {
    #expect(MarkupChecker.problem(in: mathML(parse(text, dialect).0)) == nil)
  }
  #expect(MarkupChecker.problem(in: "<mfrac><mi>x</mi></mfrac>") != nil)
  #expect(MarkupChecker.problem(in: "<mrow><mi>x</mrow></mi>") != nil)
  #expect(MarkupChecker.problem(in: "<mi>a<b</mi>") != nil)
  #expect(MarkupChecker.problem(in: "<mi>a&b</mi>") != nil)
  #expect(MarkupChecker.problem(in: "<mi a=\"\"b>a</mi>") != nil)
}
