import Diagnostics
import MathSyntax

func parse(_ text: String, _ dialect: Dialect) -> (MathNode, [Diagnostic]) {
  var macros = Macros()
  return parseMath(Excerpt(text), dialect: dialect, macros: &macros)
}

/// Formulas of every kind, sound and broken, for properties that hold of all.
enum Samples {
  static let tex = [
    #"\frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1,j}"#,
    #"\nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}^{\top}"#,
    #"\left. \frac{\partial f}{\partial x} \right|_{x=3} + f''(x)^2"#,
    #"\begin{align} a &= b \\[2pt] c &= d \tag{1}\\ \end{align}"#,
    #"\left[\begin{array}{r|l} -1 & 2 \\ \hline 30 & 4 \end{array}\right]"#,
    #"f = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{or $y$} \end{cases}"#,
    #"\newcommand{\v}[2][n]{\mathbf{#2}_{#1}} \v{x} + \v[k]{y}^2 \def\R{\mathbb{R}} \R"#,
    #"\sum_{\substack{i \\ j}} x \over \sqrt[3]{y} + \binom{n}{k}"#,
    #"\operatorname*{arg\,max}_{x \in \mathbb{R}} \hat{\mathbf{y}}\, {\bf W x} \color{red} z"#,
    #"\underbrace{a+b}_{c} \overset{!}{=} \not\in \bigl( \hspace{1em} \kern-3mu x \Big|"#,
    #"x_1_2 {a \foo \left( b } & \end{q} \right) \begin{matrix} { c \end{pmatrix} $"#,
    #"W₁₂ hₖ₋₁ Aᵀ ŷ x̂ 𝐖 ℝ ∂ 'é'' % comment"#,
    #"\text{a \% $b_{c}$ é} \mathrm{softmax}(a) \pmod n \label{eq:x} \eqref{y}"#,
    #"\let\a\alpha \a \DeclareMathOperator*{\am}{arg\,min} \am_x \phantom{x} \boxed{y}"#,
    #"\def\a{\a\a}\a \require{x} \middle| \mathrel{+} \mathop{X}_i \sum\limits_j"#,
  ]
  static let plain = [
    "a_k = b_k + W_k h_{k-1}, L = -Σ_i y_i log softmax(a_K)_i",
    "W₁₂ hₖ Aᵀ x² A⁻¹ ‖y - a‖² [1, 2; 3, 4] d⟨v⟩ 1e-8 1..K",
    "x^-1 e^-(x) W^[l](i) x**2 -> := <= ... ~ || f'' sum_i alpha in grad_W",
    #"\frac{1}{2} \mathbb{R}^{n × m} "bad" x_1_2 # { ( ` %"#,
  ]

  static let all = tex.map { ($0, Dialect.tex) } + plain.map { ($0, Dialect.plain) }

  /// Every prefix of every sample, cut at any byte: broken characters too.
  static func forEachPrefix(_ body: (Excerpt, Dialect) -> Void) {
    for (text, dialect) in all {
      let file = SourceFile(path: "x.md", text: text)
      for end in 0...file.bytes.count { body(Excerpt(file, 0..<end), dialect) }
    }
  }
}

extension MathNode {
  /// The nodes directly in this one.
  var children: [MathNode] {
    switch kind {
    case .row(let nodes), .fenced(_, let nodes, _): nodes
    case .scripts(let base, let sub, let sup): [base, sub, sup].compactMap { $0 }
    case .fraction(let above, let below, _): [above, below]
    case .root(let radicand, let degree): [radicand] + (degree.map { [$0] } ?? [])
    case .accent(_, let base), .font(_, let base), .styled(_, let base): [base]
    case .stack(let base, let over, let under): [base, over, under].compactMap { $0 }
    case .grid(let grid): grid.rows.flatMap { $0 }
    case .symbol, .number, .word, .text, .space, .annotation, .error: []
    }
  }
}
