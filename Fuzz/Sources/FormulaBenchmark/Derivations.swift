/// Formulas as they stand in notes on backpropagation, 115 bytes on average, no two alike.
func derivations(_ count: Int) -> [String] {
  let letters = ["i", "j", "k", "l", "m", "n"]
  return (0..<count).map { number in
    patterns[number % patterns.count]
      .replacing("§i", with: letters[number / 7 % 6])
      .replacing("§j", with: letters[(number / 5 + 2) % 6])
      .replacing("§n", with: String(number % 97 + 2))
  }
}

private let patterns = [
  #"\nabla_{W_§i} \mathcal{L}(\theta) = \nabla_{a_§i} \mathcal{L}(\theta)\, h_{§i-1}^{\top}"#,
  #"\delta^{(§i)} = \left( (W^{(§i+1)})^{\top} \delta^{(§i+1)} \right) \odot \sigma'(z^{(§i)}), \qquad §i = L-1, \dots, §n"#,
  #"W_{§i} \leftarrow W_{§i} - \frac{\eta}{§n} \sum_{t=1}^{§n} \delta_{§i}^{(t)} \bigl( h_{§i-1}^{(t)} \bigr)^{\top} - \eta \lambda W_{§i}"#,
  #"\frac{\partial L}{\partial W_{§i§j}} = \sum_{m=1}^{§n} \frac{\partial L}{\partial a_m} \frac{\partial a_m}{\partial W_{§i§j}} = \delta_§i h_§j"#,
  #"\begin{aligned} z^{(§i)} &= W^{(§i)} a^{(§i-1)} + b^{(§i)} \\ a^{(§i)} &= \sigma(z^{(§i)}), \qquad §i = 1, \dots, §n \end{aligned}"#,
  #"\sigma'(x) = \frac{e^{-x}}{(1 + e^{-x})^2} = \sigma(x)\,(1 - \sigma(x)), \quad x \in [-§n, §n]"#,
  #"L(w) = \frac{1}{2} \left( y_§i - \sum_{§j} w_{§i§j} x_§j \right)^2 + \frac{\lambda}{2} \|w\|^2"#,
  #"W = \begin{bmatrix} w_{11} & w_{12} & w_{13} \\ w_{21} & w_{22} & w_{23} \\ w_{31} & w_{32} & §n \end{bmatrix} \in \mathbb{R}^{3 \times 3}"#,
  #"\hat{y}_§i = \mathrm{softmax}(a)_§i = \frac{e^{a_§i}}{\sum_{§j=1}^{§n} e^{a_§j}}"#,
  #"\frac{\partial L}{\partial x_§i} = \underbrace{\frac{\partial L}{\partial y}}_{\text{upstream}} \cdot \frac{\partial y}{\partial x_§i} \le \max_{§j} \left| g_§j \right|"#,
  #"f(x_§i) = \begin{cases} x_§i & \text{if } x_§i > 0 \\ \frac{x_§i}{§n} & \text{otherwise} \end{cases}, \qquad f'(x_§i) \in \{\tfrac{1}{§n}, 1\}"#,
  #"\frac{\partial \ell}{\partial z_§i} = -\frac{y_§i}{p_§i} \, p_§i (1 - p_§i) + \sum_{§j \neq §i} y_§j p_§i = p_§i - y_§i, \quad \textstyle\sum_§j y_§j = 1"#,
]
