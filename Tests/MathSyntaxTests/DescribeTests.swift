import MathSyntax
import Testing

private let lines: [(String, String)] = [
  (#"\nabla_{W_k} L = \nabla_{a_k} L h_{k-1}^\top"#, #"∇_{W_k} L = ∇_{a_k} L h_{k-1}ᵀ"#),
  (#"\frac{\partial L}{\partial W_{kij}}"#, #"∂L/∂W_{kij}"#),
  (#"\frac{a+b}{2c}"#, #"(a + b)/(2c)"#),
  (#"x^2 + y^{n+1} - z_{i,j}"#, #"x² + y^{n+1} - z_{i,j}"#),
  (#"-x + (-y) \cdot 2z"#, #"-x + (-y) ⋅ 2z"#),
  (#"\sqrt{x+1} \sqrt[3]{y}"#, #"√(x + 1) ³√y"#),
  (#"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"#, #"[a, b; c, d]"#),
  (#"f'(x) \sin x \log(y)"#, #"f′(x) sin x log(y)"#),
  (#"\sum_{i=1}^{n} x_i"#, #"∑_{i=1}^n x_i"#),
  (#"\mathcal{L}(\theta) \in \mathbb{R}^{n \times m}"#, #"ℒ(θ) ∈ ℝ^{n×m}"#),
  (#"\hat y - \bar{x}"#, #"ŷ - x̄"#),
  (#"\left( \frac{1}{m} \right) \text{if } x > 0"#, #"(1/m) if x > 0"#),
  (#"\begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}"#, #"{x, x > 0; 0, else}"#),
  (#"\mathbf{W}^{[l]} a^{(i)}"#, #"W^{[l]} a^{(i)}"#),
  (#"\|w\|^2"#, #"‖w‖²"#),
  (
    #"\frac{\partial \mathcal{L}(\theta)}{\partial a_{ki}} \frac{\partial a + b}{2}"#,
    "∂ℒ(θ)/∂a_{ki} (∂a + b)/2"
  ),
]

@Test(arguments: lines)
func describesFormulasInOneLine(tex: String, line: String) {
  #expect(describe(parse(tex, .tex).0) == line)
}

@Test func describesEveryPrefixInOneLine() {
  Samples.forEachPrefix { excerpt, dialect in
    var macros = Macros()
    let line = describe(parseMath(excerpt, dialect: dialect, macros: &macros).0)
    #expect(!line.utf8.contains(UInt8(ascii: "\n")))
  }
}
