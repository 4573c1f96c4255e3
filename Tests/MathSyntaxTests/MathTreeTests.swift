import Diagnostics
import MathML
import MathSyntax
import Testing

/// Formulas with every kind of node.
private let formulas = [
  #"x_1^2 + {}_n C^{\prime\prime} - \alpha''^{k}_{ij}"#,
  #"\frac12 + \binom nk + \sqrt[3]{x} \over 2"#,
  #"\left( \frac ab \middle| c \right. \bigl[ \Big| \not\in"#,
  #"\hat y + \overline{AB} + \phase x"#,
  #"\mathbf{W x} + \mathrm{in} + \mathcal L + \text{if $x > 0$ so}"#,
  #"\overset{!}{=} \underbrace{a}_{b} \xrightarrow[u]{o}"#,
  #"\begin{array}{|l|r:} \hline a & b \\[2pt] \cline{1-2} c \end{array}"#,
  #"\begin{align} a &= b \tag{1} \\ c &= d \label{eq:c} \notag \end{align}"#,
  #"\color{red}{x} \boxed{y} \large z \displaystyle \sum\limits_i \operatorname*{arg\,max}_x"#,
  #"\phantom{x} \rule[1pt]{2em}{3em} \smash[b]{y} \rlap{z} \quad \nope x^ _{} }"#,
]

@Test(arguments: formulas)
func saysTheSameAsATreeOfValues(formula: String) {
  var macros = Macros()
  let (tree, _) = parseMathTree(Excerpt(formula), dialect: .tex, macros: &macros)
  let node = tree.mathNode
  #expect(MathTree(node).mathNode == node)
  let bytes = mathMLBytes(tree, display: true, tex: Array(formula.utf8))
  #expect(String(decoding: bytes, as: UTF8.self) == mathML(node, display: true, tex: formula))
}
