import Diagnostics
import MathSyntax
import Testing

/// TeX on the left, the dump of its tree without the outermost `(row …)` on the right.
private let trees: [(String, String)] = [
  (#"x"#, #"x"#),
  (#"xy 12.5 .5 3."#, #"x y 12.5 .5 3 ."#),
  (#"\alpha\Gamma α"#, #"α Γ α"#),
  (#"x_i"#, #"(scripts x _ i)"#),
  (#"x^2_i"#, #"(scripts x _ i ^ 2)"#),
  (#"x_{i}^{j+1}"#, #"(scripts x _ i ^ (row j + 1))"#),
  (#"{}_n C"#, #"(scripts () _ n) C"#),
  (#"x^12"#, #"(scripts x ^ 1) 2"#),
  (#"x'"#, #"(scripts x ^ ′)"#),
  (#"f''^2"#, #"(scripts f ^ (row ′ ′ 2))"#),
  (#"x_i'"#, #"(scripts x _ i ^ ′)"#),
  (#"x^\prime"#, #"(scripts x ^ ′)"#),
  (#"\frac12"#, #"(/ 1 2)"#),
  (#"\frac{a}{b+c}"#, #"(/ a (row b + c))"#),
  (
    #"\dfrac{a}{b} \tfrac ab \cfrac{a}{b} \binom{n}{k}"#,
    #"(/display a b) (/text a b) (/continued a b) (/binomial n k)"#
  ),
  (#"a+b \over c"#, #"(/ (row a + b) c)"#),
  (#"{n \choose k}"#, #"(row (/binomial n k))"#),
  (#"\sqrt x \sqrt[3]{x+y}"#, #"(root x) (root (row x + y) 3)"#),
  (#"\hat y \overline{AB} \vec{x}_1"#, #"(hat y) (overline (row A B)) (scripts (vec x) _ 1)"#),
  (
    #"\mathbf{W} \mathcal L \mathbb{R} ℝ"#,
    #"(bold W) (calligraphic L) (blackboard R) (blackboard R)"#
  ),
  (
    #"\mathrm{softmax}_j \mathrm{d}x \mathsf{T} \mathsf{ReLU}"#,
    #"(scripts "softmax" _ j) (roman d) x (sans T) (sans "ReLU")"#
  ),
  (#"\operatorname{diag} \operatorname*{argmax}_x"#, #""diag" (scripts (limits "argmax") _ x)"#),
  (#"\sin x \max_i"#, #""sin" x (scripts "max" _ i)"#),
  (
    #"\text{if } x \text{and $y$ too}"#,
    #"(text "if ") x (row (text "and ") (row y) (text " too"))"#
  ),
  (#"\left( x \right] \left. x \middle| y \right\}"#, #"(fenced ( ] x) (fenced . } x | y)"#),
  (#"\bigl( x \bigr) \Big|"#, #"( x ) |"#),
  (#"\| x \| \lvert x \rvert |x| ‖x‖"#, #"‖ x ‖ | x | | x | ‖ x ‖"#),
  (
    #"\overset{!}{=} \underset{x}{y} \underbrace{a+b}_{c}"#,
    #"(stack = over !) (stack y under x) (stack (underbrace (row a + b)) under c)"#
  ),
  (
    #"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"#,
    #"(grid bmatrix [(row 1) & (row 2)] [(row 3) & (row 4)])"#
  ),
  (
    #"\begin{array}{r|l} a & b \\ \hline c & d \\ \end{array}"#,
    #"(grid array rl [(row a) & (row b)] [(row c) & (row d)])"#
  ),
  (
    #"\begin{align*} a &= b \\[2pt] &= c \end{align*}"#,
    #"(grid align [(row a) & (row = b)] [(row) & (row = c)])"#
  ),
  (
    #"\begin{cases} 1 & x > 0 \\ 0 \end{cases}"#, #"(grid cases [(row 1) & (row x > 0)] [(row 0)])"#
  ),
  (#"a = b \\ c = d"#, #"(grid gathered [(row a = b)] [(row c = d)])"#),
  (#"\sum_{\substack{i \\ j}} x"#, #"(scripts ∑ _ (grid substack [(row i)] [(row j)])) x"#),
  (#"\sum\limits_i \int\nolimits_0"#, #"(scripts (limits ∑) _ i) (scripts (noLimits ∫) _ 0)"#),
  (#"\not= \not\in \not\mathcal"#, #"≠ ∉ (calligraphic (error ""))"#),
  (#"\color{red}{x} \color{blue} y z"#, #"(color("red") x) (color("blue") (row y z))"#),
  (#"{\bf W x} \displaystyle x"#, #"(row (bold (row W x))) (display (row x))"#),
  (#"\boxed{x} \phantom{x}"#, #"(boxed x) (strut both x)"#),
  (
    #"x\,y\;z\quad w~v\ u\!t \hspace{2em} \kern-3mu"#,
    #"x (space 166) y (space 277) z (space 1000) w (space 250) v (space 250) u (space -166) t (space 2000) (space -166)"#
  ),
  (
    #"E=mc^2 \tag{1} \label{eq:e} \nonumber"#,
    #"E = m (scripts c ^ 2) (tag("1")) (label("eq:e")) (noNumber)"#
  ),
  (#"\eqref{eq:e}"#, #"(reference("eq:e"))"#),
  (#"a + \dots + b, \dots, c \dots"#, #"a + ⋯ + b , … , c …"#),
  (#"{a \above{2pt} b}"#, #"(row (bar(0.2) (/ a b)))"#),
  (#"a := b ... c"#, #"a ≔ b … c"#),
  (#"x % comment"#, #"x"#),
  (#"a - b − c * d / e"#, #"a − b − c * d / e"#),
  (#"\mathrel{+} \mathop{X}_i"#, #"+ (scripts X _ i)"#),
  (#"x ∈ ℝ, ∂ ∑ × ⊙"#, #"x ∈ (blackboard R) , ∂ ∑ × ⊙"#),
  (
    #"W₁₂ hₖ₋₁ Aᵀ A⁻¹ x²"#,
    #"(scripts W _ 12) (scripts h _ (row k − 1)) (scripts A ^ ⊤) (scripts A ^ (row − 1)) (scripts x ^ 2)"#
  ),
  (#"ŷ x̂ 𝐖 𝒩 𝔼 𝟏"#, #"(hat y) (hat x) (bold W) (calligraphic N) (blackboard E) (bold 1)"#),
  (#"\begingroup x \endgroup"#, #"x"#),
  (#"\{ a \}"#, #"{ a }"#),
  (#"\sum_{i=1}^{n} x_i^{(j)}"#, #"(scripts ∑ _ (row i = 1) ^ n) (scripts x _ i ^ (row ( j )))"#),
  (#"a \pmod n"#, #"a (row (space 1000) ( "mod" (space 166) n ))"#),
  (#"\widehat{xy} \mathbf{x}^\top"#, #"(widehat (row x y)) (scripts (bold x) ^ ⊤)"#),
  (#"x \in \R^n"#, "x ∈ (scripts (blackboard R) ^ n)"),
  (#"\xrightarrow[u]{o} \xLeftarrow{o}"#, "(stack → over o under u) (stack ⇐ over o)"),
]

@Test(arguments: trees)
func readsTeX(tex: String, tree: String) {
  let (node, diagnostics) = parse(tex, .tex)
  let isBroken = tree.contains("(error")
  #expect(dump(node) == "(row \(tree))")
  #expect(diagnostics.isEmpty != isBroken, "\(diagnostics)")
}
