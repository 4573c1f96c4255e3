/// What statements are, slips of the pen, and what must not be taken for one.
extension Page {
  static let kinds = Page(
    name: "kinds of statements",
    net: """
      size n = 3, m = 4
      x ∈ R^n = [1;2;3]
      w ∈ R^n = 0.5
      y ∈ R
      b ∈ R
      W ∈ R^{m × n}
      f = w^T x + b
      L = 1/2 (f - y)^2
      alpha ∈ R = 0.1
      """,
    formulas: #"""
      holds | x = (1,2,3)
      not ours | n = 3
      condition | y = 4
      condition | b = 0
      not ours | i = 1, \dots, n
      not ours | i = 1, 2, \ldots, n
      not ours | p = 5
      not ours | q(z) = z + 1
      update | w \leftarrow w - \alpha \nabla_w L
      update | w := w - \alpha \nabla_w L
      update | w = w - \alpha \nabla_w L
      ill-shaped | w \leftarrow w - \alpha \nabla_w L x^T
      ill-shaped | w \leftarrow w - \alpha (\nabla_w L)^T
      update | w \leftarrow w - \alpha \frac{\partial L}{\partial w}
      update | w_i \leftarrow w_i - \alpha \frac{\partial L}{\partial w_i}
      update | b \gets b - \alpha \frac{\partial L}{\partial b}
      update | w^{(t+1)} = w^{(t)} - \alpha \nabla_w L
      update | w_{t+1} = w_t - \alpha \nabla_w L
      update | w^{new} = w - \alpha \nabla_w L
      update | \mathbf{W}_i = \mathbf{W}_{i-1} - \alpha * \nabla L(\mathbf{W}_{i-1})
      holds | $W \in \mathbb{R}^{m\times n}$
      ill-shaped | $W \in \mathbb{R}^{n\times m}$
      holds | $W \in \mathbb{R}^{4\times 3}$
      ill-shaped | $W \in R^{3\times 4}$
      definition | $V \in \mathbb{R}^{2\times n}$
      holds | $V \in \mathbb{R}^{2\times 3}$
      skipped | L < 1
      skipped | L \le y
      skipped | \nabla_w L \propto x
      skipped | \nabla_w L = 0 \Rightarrow w = 0
      skipped | \lim_{b \to 0} L = 0
      skipped | L \ge 0
      skipped | w \ne 0
      skipped | x \sim y
      condition | \nabla_w L = 0
      condition | \frac{\partial L}{\partial b} = 0
      condition | L \approx f
      holds | \nabla_w L = (f-y) x
      refuted | \nabla_w L = (f+y) x
      refuted | \nabla_w L = (y-f) x
      ill-shaped | \nabla_w L = (f-y) x^T
      definition | e = f - y
      holds | \nabla_w L = e x
      holds | L = \frac{1}{2} e^2
      unclear[redefined] | e = y - f
      holds | \nabla_w L = -e x
      definition | r := f - y
      definition | r := y - f
      holds | \nabla_w L = -r x
      unclear | \nabla_w L = (f-y) x_i
      unclear[free-index] | \frac{\partial L}{\partial b} = (f-y) x_i
      unclear[independent] | \frac{\partial y}{\partial w} = x
      unclear[independent] | \frac{\partial L}{\partial W} = x
      holds | \frac{\partial L}{\partial w_i} = (f-y) x_i
      holds | \frac{dL}{db} = f-y
      holds | dL/db = f-y
      holds | \partial L / \partial w_i = (f-y) x_i
      holds | \frac{\partial}{\partial b} L = f - y
      holds | \frac{\partial^2 L}{\partial w_i \partial w_j} = x_i x_j
      holds | \nabla_w^2 L = x x^T
      not ours | $\text{MSE} = 5$
      holds | L = \frac{1}{2}\left(\sum_{i=1}^n w_i x_i + b - y\right)^2
      holds | L = \frac{1}{2}(w \cdot x + b - y)^2
      holds | f = x^\top w + b
      holds | f = b + w^{\mathsf T} x
      holds | f = b + w^{\intercal} x
      holds | f(x) = b + w^{T} x
      holds | f(x; w, b) = b + w^{T} x
      holds | f = b + w_1 x_1 + w_2 x_2 + w_3 x_3
      """#)

  static let slips = Page(
    name: "slips",
    net: """
      size K = 2
      index k = 1..K
      size n_0 = 4, n_1 = 3, n_2 = 2
      h_0 ∈ R^{n_0}
      W_k ∈ R^{n_k × n_{k-1}}
      b_k ∈ R^{n_k}
      y ∈ onehot(n_K)
      a_k = b_k + W_k h_{k-1}
      h_k = sigmoid(a_k)
      L = -Σ_i y_i log softmax(a_K)_i
      parameters θ = (W_k, b_k)
      """,
    formulas: #"""
      slip | \nabla_{w_k} L = \nabla_{a_k} L\, h_{k-1}^{\top}
      slip | \nabla_{W_k} L = \nabla_{A_k} L\, h_{k-1}^{\top}
      slip | \nabla_{W_k} l = \nabla_{a_k} L\, h_{k-1}^{\top}
      slip | a_K = b_k + W_k h_{k-1}
      slip | a_k = b_k + W_k H_{k-1}
      slip | a_k = B_k + W_k h_{k-1}
      slip | \frac{\partial L}{\partial b_{kij}} = \frac{\partial L}{\partial a_{ki}}
      slip | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1},j
      unclear | a_K = b_k + W_k h_{k-1},j
      unclear | A_k = B_k + W_k h_{k-1}
      slip | \frac{\partial L}{\partial W_{Kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1,j}
      definition | \hat{h}_k = \sigma(a_k)
      slip | h_k = \sigma(\tilde a_k)
      slip | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{kI}} h_{k-1,j}
      slip | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{kii}} h_{k-1,j}
      slip | h_k = \operatorname{sigmiod}(a_k)
      slip | \nabla_{a_K} L = \operatorname{sofmax}(a_K) - y
      slip | \nabla_{a_K} L = \operatorname{Softmax}(a_K) - Y
      """#)

  static let noSlips = Page(
    name: "no slips",
    net: """
      size K = 2
      index k = 1..K
      size n_0 = 4, n_1 = 3, n_2 = 2
      h_0 ∈ R^{n_0}
      W_k ∈ R^{n_k × n_{k-1}}
      b_k ∈ R^{n_k}
      y ∈ onehot(n_K)
      a_k = b_k + W_k h_{k-1}
      h_k = sigmoid(a_k)
      L = -Σ_i y_i log softmax(a_K)_i
      parameters θ = (W_k, b_k)
      """,
    formulas: #"""
      not ours | k = 1, \dots, K
      not ours | k = 1
      not ours | i = 1, \dots, n_k
      not ours | n = 4
      not ours | E = m c^2
      not ours | \eta = 0.1
      definition | g = \nabla_{a_K} L
      definition | s_k = W_k h_{k-1}
      definition | \delta_k = \nabla_{a_k} L
      holds | \nabla_{W_k} L = \delta_k h_{k-1}^T
      holds | \delta_{k} = W_{k+1}^T \delta_{k+1} \odot h_k \odot (1-h_k), \quad k<K
      update | \theta \leftarrow \theta - \eta \nabla_\theta L
      update | \theta_{t+1} = \theta_t - \eta \nabla_\theta L(\theta_t)
      update | W_k \leftarrow W_k - \eta \nabla_{W_k} L
      update | W_k = W_k - \eta \frac{\partial L}{\partial W_k}
      update | W_k^{(t+1)} = W_k^{(t)} - \eta \nabla_{W_k} L
      update | W_k^{\text{new}} = W_k - \eta \nabla_{W_k} L
      ill-shaped | W_k \leftarrow W_k - \eta \nabla_{b_k} L
      definition | h_0 = x
      unclear[redefined] | x = 3
      condition | \theta = (W_1, b_1, W_2, b_2)
      condition | \theta = \{W_k, b_k\}
      condition | y = (0, 1)
      condition | y_2 = 1
      holds | $W_k \in \mathbb{R}^{n_k \times n_{k-1}}$
      ill-shaped | $h_k \in \mathbb{R}^{n_{k-1}}$
      skipped | $x \in \mathcal{X}$
      holds | \text{where } h_k = \sigma(a_k)
      holds; holds | a_k = W_k h_{k-1} + b_k \text{ where } h_k = \sigma(a_k)
      holds | a_k \overset{\text{def}}{=} W_k h_{k-1} + b_k
      definition | \hat{y} = \operatorname{softmax}(a_K)
      refuted | h_k = \operatorname{ReLU}(a_k)
      """#)

  static let all = [
    layersBelow, layersAbove, layersInBrackets, prose, miniBatch, logistic, recurrent, matrices,
    kinds, slips, noSlips, chains,
  ]
}
