import Diagnostics
import MathSyntax
import Testing

/// Plain text on the left, the dump of its tree without the outermost `(row …)` on the right.
private let trees: [(String, String)] = [
  (
    #"a_k = b_k + W_k h_{k-1}"#,
    #"(scripts a _ k) = (scripts b _ k) + (scripts W _ k) (scripts h _ (row k − 1))"#
  ),
  (#"h_k-1 x^-1 e^-x"#, #"(scripts h _ k) − 1 (scripts x ^ (row − 1)) (scripts e ^ (row − x))"#),
  (#"W1 dW2 softmax x2y"#, #""W1" "dW2" "softmax" "x2y""#),
  (#"1e-8 1..K 2.5e3 2e x"#, #"1e-8 1 ‥ K 2.5e3 2 e x"#),
  (#"alpha theta Sigma eps epsilon lambda_max"#, #"α θ Σ "eps" ϵ (scripts λ _ "max")"#),
  (
    #"sum_i x_i prod_{j} y sum(x) sum x"#,
    #"(scripts ∑ _ i) (scripts x _ i) (scripts ∏ _ j) y "sum" ( x ) "sum" x"#
  ),
  (#"grad_W L in R ∇ ∈"#, #"(scripts ∇ _ W) L ∈ R ∇ ∈"#),
  (
    #"W₁ hₖ Aᵀ x² A⁻¹ A^T"#,
    #"(scripts W _ 1) (scripts h _ k) (scripts A ^ ⊤) (scripts x ^ 2) (scripts A ^ (row − 1)) (scripts A ^ T)"#
  ),
  (#"x**2 2**n"#, #"(scripts x ^ 2) (scripts 2 ^ n)"#),
  (#"a -> b <- c := d <= e >= f != g => h"#, #"a → b ← c ≔ d ≤ e ≥ f ≠ g ⇒ h"#),
  (#"a ... b 1..n ~ ||x|| |y| * /"#, #"a … b 1 ‥ n ∼ ‖ x ‖ | y | * /"#),
  (#"f'(x) x''"#, #"(scripts f ^ ′) ( x ) (scripts x ^ (row ′ ′))"#),
  (#"d⟨v⟩ [1, 2; 3, 4] {a}"#, #"d ⟨ v ⟩ [ 1 , 2 ; 3 , 4 ] (row a)"#),
  (
    #"\frac{\partial L}{\partial w} \mathbb{R} \alpha_i"#,
    #"(/ (row ∂ L) (row ∂ w)) (blackboard R) (scripts α _ i)"#
  ),
  (#"R^{n_k × n_{k-1}}"#, #"(scripts R ^ (row (scripts n _ k) × (scripts n _ (row k − 1))))"#),
  (#"normal(0, 0.1)"#, #""normal" ( 0 , 0.1 )"#),
  (#"W^{[l]} x^(i)"#, #"(scripts W ^ (row [ l ])) (scripts x ^ (row ( i )))"#),
  (#"ℝ^{n} : the input"#, #"(scripts (blackboard R) ^ n) : "the" "input""#),
  (
    #"W^[l](i) e^(-x)_k e^-(x(y)) 2^(n+1)"#,
    #"(scripts W ^ (row [ l ])) ( i ) (scripts e _ k ^ (row ( − x ))) (scripts e ^ (row − (row ( x ( y ) )))) (scripts 2 ^ (row ( n + 1 )))"#
  ),
]

@Test(arguments: trees)
func readsPlainText(text: String, tree: String) {
  let (node, diagnostics) = parse(text, .plain)
  #expect(dump(node) == "(row \(tree))")
  #expect(diagnostics.isEmpty, "\(diagnostics)")
}

/// Spellings of one formula: TeX, and plain text.
private let pairs: [(tex: String, plain: String)] = [
  (#"a_k = b_k + W_k h_{k-1}"#, "a_k = b_k + W_k h_{k-1}"),
  (#"W_{1} W_1"#, "W₁ W_{1}"),
  (#"A^\top A^T"#, "Aᵀ A^T"),
  (#"A^{-1}"#, "A^-1"),
  (#"A^{-1}"#, "A⁻¹"),
  (#"x \in \mathbb{R}^{n \times m}"#, "x ∈ ℝ^{n × m}"),
  (#"x \in \mathbb{R}"#, "x in ℝ"),
  (#"\alpha \theta \Sigma \phi"#, "alpha theta Sigma phi"),
  (#"\nabla_W L"#, "grad_W L"),
  (#"\sum_i x_i \prod_i"#, "sum_i x_i prod_i"),
  (#"\sum_i"#, "∑_i"),
  (#"\mathrm{softmax}(a)"#, "softmax(a)"),
  (#"\operatorname{relu} \log x"#, "relu log x"),
  (#"a \le b \ge c \ne d \to e \gets f"#, "a <= b >= c != d -> e <- f"),
  (#"a \coloneqq b \sim c"#, "a := b ~ c"),
  (#"x^2 \cdot y * z / w"#, "x**2 ⋅ y * z / w"),
  (#"\|x\| |y|"#, "||x|| |y|"),
  (#"f'(x) \partial"#, "f′(x) ∂"),
  (#"\langle v \rangle \odot \circ \otimes"#, "⟨v⟩ ⊙ ∘ ⊗"),
  (#"x^{(i)} W^{[l]}"#, "x^(i) W^[l]"),
  (#"\hat y"#, "ŷ"),
  (#"\dots \vdots \ell"#, "... ⋮ ℓ"),
]

@Test(arguments: pairs)
func bothDialectsGiveTheSameTree(tex: String, plain: String) {
  #expect(dump(parse(tex, .tex).0) == dump(parse(plain, .plain).0))
}

@Test func unicodeInTeXMeansWhatTheCommandMeans() {
  let unicode = parse("∂ ∑ − × ∈ ℝ α ⊙ ∇ ∞ ≤ ≠ → ⊤ ‖ 𝐖 ℒ", .tex).0
  let commands = parse(
    #"\partial \sum - \times \in \mathbb{R} \alpha \odot \nabla \infty \le \ne \to \top \|"#
      + #" \mathbf{W} \mathcal{L}"#, .tex
  ).0
  #expect(dump(unicode) == dump(commands))
}
