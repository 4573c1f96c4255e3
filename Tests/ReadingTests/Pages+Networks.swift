/// Networks that the prose defines, losses over examples, a recurrent network.
extension Page {
  static let prose = Page(
    name: "a network in prose",
    net: """
      size n_0 = 4, n_1 = 3, n_2 = 2
      x ∈ R^{n_0}
      W_1 ∈ R^{n_1 × n_0}
      b_1 ∈ R^{n_1}
      W_2 ∈ R^{n_2 × n_1}
      b_2 ∈ R^{n_2}
      y ∈ onehot(n_2)
      """,
    formulas: #"""
      definition | z_1 = W_1 x + b_1
      definition | h = \tanh(z_1)
      definition | z_2 = W_2 h + b_2
      definition | \hat{y} = \operatorname{softmax}(z_2)
      definition | J = -\sum_{i} y_i \log \hat y_i
      holds | \frac{\partial J}{\partial z_2} = \hat y - y
      definition | \delta_2 = \frac{\partial J}{\partial z_2}
      holds | \delta_2 = \hat{y} - y
      holds | \frac{\partial J}{\partial W_2} = \delta_2 h^T
      holds | \frac{\partial J}{\partial W_2} = (\hat y - y) h^T
      fails | \frac{\partial J}{\partial W_2} = h \delta_2^T
      fails | \frac{\partial J}{\partial W_2} = (y - \hat y) h^T
      holds | \frac{\partial J}{\partial b_2} = \delta_2
      definition | \delta_1 = \frac{\partial J}{\partial z_1}
      holds | \delta_1 = (W_2^T \delta_2) \odot (1 - \tanh^2(z_1))
      holds | \delta_1 = W_2^T \delta_2 \odot \tanh'(z_1)
      holds | \delta_1 = W_2^T \delta_2 \circ \tanh'(z_1)
      holds | \frac{\partial J}{\partial W_1} = \delta_1 x^T
      fails | \frac{\partial J}{\partial W_1} = \delta_1 h^T
      fails | \frac{\partial J}{\partial W_1} = \delta_2 x^T
      update | W_1 \leftarrow W_1 - \eta \frac{\partial J}{\partial W_1}
      holds | \frac{\partial \hat y_i}{\partial z_{2,j}} = \hat y_i (\delta_{ij} - \hat y_j)
      holds | \frac{\partial \hat y_i}{\partial z_{2,j}} = \begin{cases} \hat y_i(1-\hat y_i) & \text{if } i = j \\ -\hat y_i \hat y_j & \text{if } i \neq j\end{cases}
      holds | \hat y_i = \frac{e^{z_{2i}}}{\sum_j e^{z_{2j}}}
      holds | \hat y_i = \frac{\exp(z_{2i})}{\sum_{j=1}^{n_2} \exp(z_{2j})}
      holds | \frac{\partial J}{\partial \hat y_i} = -\frac{y_i}{\hat y_i}
      fails | \delta_1 = W_2 \delta_2 \circ \tanh'(z_1)
      unclear[redefined] | \hat y_i = \frac{\exp(z_{2i})}{\sum_{j=1}^{n_2} \exp(z_{2i})}
      """#)

  static let miniBatch = Page(
    name: "a mini-batch",
    net: """
      size n = 3, M = 4
      index i = 1..M
      w ∈ R^n
      b ∈ R
      x^{(i)} ∈ R^n
      y^{(i)} ∈ R
      """,
    formulas: #"""
      definition | \hat y^{(i)} = w^T x^{(i)} + b
      definition | J(w, b) = \frac{1}{2M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)})^2
      holds | \frac{\partial J}{\partial w} = \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)}) x^{(i)}
      holds | \nabla_w J(w,b) = \frac{1}{M} \sum_i (\hat y^{(i)} - y^{(i)}) x^{(i)}
      fails | \nabla_w J(w,b) = \sum_i (\hat y^{(i)} - y^{(i)}) x^{(i)}
      fails | \nabla_w J(w,b) = \frac{2}{M}\sum_i (\hat y^{(i)} - y^{(i)}) x^{(i)}
      fails | \nabla_w J(w,b) = \frac{1}{n}\sum_i (\hat y^{(i)} - y^{(i)}) x^{(i)}
      holds | \frac{\partial J}{\partial w_j} = \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)}) x^{(i)}_j
      holds | \frac{\partial J}{\partial w_j} = \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)}) x_j^{(i)}
      holds | \frac{\partial J}{\partial b} = \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)})
      fails | \frac{\partial J}{\partial b} = \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)}) x^{(i)}
      update | w := w - \alpha \frac{\partial J}{\partial w}
      update | b := b - \alpha \frac{1}{M} \sum_{i=1}^M (\hat y^{(i)} - y^{(i)})
      """#)

  static let logistic = Page(
    name: "logistic regression",
    net: """
      size d = 3
      x ∈ R^d
      w ∈ R^d
      b ∈ R
      y ∈ 0..1
      """,
    formulas: #"""
      definition | z = w^T x + b
      definition | \hat y = \sigma(z)
      definition | \ell = -\left( y \log \hat y + (1-y) \log (1-\hat y) \right)
      holds | \frac{\partial \ell}{\partial z} = \hat y - y
      fails | \frac{\partial \ell}{\partial z} = y - \hat y
      holds, holds, holds | \begin{align*} \frac{\partial \ell}{\partial w} &= \frac{\partial \ell}{\partial \hat y} \frac{\partial \hat y}{\partial z}\frac{\partial z}{\partial w} \\ &= \left(-\frac{y}{\hat y} + \frac{1-y}{1-\hat y}\right) \hat y (1-\hat y) x \\ &= (\hat y - y) x \end{align*}
      holds | \frac{d\hat y}{dz} = \hat y(1-\hat y)
      holds | \frac{d\sigma(z)}{dz} = \sigma(z)(1-\sigma(z))
      holds | \frac{d}{dz}\sigma(z) = \sigma(z)(1-\sigma(z))
      holds | 1 - \sigma(z) = \sigma(-z)
      holds | \sigma(t) = \frac{1}{1+e^{-t}}
      holds | \nabla_w \ell = (\hat y - y) x
      holds | \nabla^2_w \ell = \hat y (1 - \hat y) x x^\top
      fails | \nabla^2_w \ell = \hat y (1 - \hat y) x^\top x
      """#)

  static let recurrent = Page(
    name: "a recurrent network",
    net: """
      size T = 3, n = 3, m = 2, p = 2
      index t = 1..T
      x_t ∈ R^m
      h_0 ∈ R^n
      W_{hh} ∈ R^{n × n}
      W_{xh} ∈ R^{n × m}
      W_{hy} ∈ R^{p × n}
      b_h ∈ R^n
      b_y ∈ R^p
      y_t ∈ onehot(p)
      a_t = W_{hh} h_{t-1} + W_{xh} x_t + b_h
      h_t = tanh(a_t)
      o_t = W_{hy} h_t + b_y
      p_t = softmax(o_t)
      L_t = -y_t^T log p_t
      L = Σ_t L_t
      """,
    formulas: #"""
      holds | L = \sum_{t=1}^T L_t
      holds | \frac{\partial L}{\partial o_t} = p_t - y_t
      holds | \frac{\partial L_t}{\partial o_t} = p_t - y_t
      holds | \frac{\partial L}{\partial W_{hy}} = \sum_{t=1}^T (p_t - y_t) h_t^\top
      unclear[layout] | \frac{\partial L}{\partial W_{hy}} = \sum_{t=1}^T h_t (p_t - y_t)^\top
      holds | \frac{\partial L}{\partial h_T} = W_{hy}^\top (p_T - y_T)
      fails | \frac{\partial L}{\partial h_t} = W_{hy}^\top (p_t - y_t)
      holds | \frac{\partial L}{\partial h_t} = W_{hy}^\top \frac{\partial L}{\partial o_t} + W_{hh}^\top \frac{\partial L}{\partial a_{t+1}}
      holds | \frac{\partial L}{\partial a_t} = (1 - h_t^2) \odot \frac{\partial L}{\partial h_t}
      holds | \frac{\partial L}{\partial W_{hh}} = \sum_{t=1}^T \frac{\partial L}{\partial a_t} h_{t-1}^\top
      fails | \frac{\partial L}{\partial W_{hh}} = \sum_{t=1}^T \frac{\partial L}{\partial a_t} h_{t}^\top
      holds | \frac{\partial L}{\partial W_{xh}} = \sum_{t=1}^T \frac{\partial L}{\partial a_t} x_{t}^\top
      holds | \frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2) W_{hh}
      fails | \frac{\partial h_t}{\partial h_{t-1}} = W_{hh} \operatorname{diag}(1 - h_t^2)
      fails | \frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2) W_{hh}^T
      holds | \frac{\partial h_t}{\partial h_k} = \prod_{j=k+1}^{t} \frac{\partial h_j}{\partial h_{j-1}}
      holds | \frac{\partial L}{\partial b_h} = \sum_t \frac{\partial L}{\partial a_t}
      """#)

  static let matrices = Page(
    name: "matrix calculus",
    net: """
      size m = 3, n = 4
      A ∈ R^{m × n}
      B ∈ R^{n × m}
      S ∈ symmetric(n)
      M ∈ R^{n × n}
      x ∈ R^n
      c ∈ R^n
      y ∈ R^m
      """,
    formulas: #"""
      holds | \frac{\partial}{\partial x} (c^T x) = c
      holds | \nabla_x (c^T x) = c
      holds | \nabla_x (x^T M x) = (M + M^T) x
      refuted | \nabla_x (x^T M x) = 2 M x
      holds | \nabla_x (x^T S x) = 2 S x
      holds | \nabla_x \|A x - y\|^2 = 2 A^T (A x - y)
      fails | \nabla_x \|A x - y\|^2 = 2 A (A x - y)
      holds | \nabla_x \frac12 \|A x - y\|_2^2 = A^T (A x - y)
      holds | \nabla_x \left( \frac12 \|A x - y\|_2^2 \right) = A^T (A x - y)
      holds | \frac{\partial A x}{\partial x} = A
      holds | \frac{\partial (A x)}{\partial x} = A
      holds | \nabla_A \operatorname{tr}(A B) = B^T
      fails | \nabla_A \operatorname{tr}(A B) = B
      holds | \operatorname{tr}(AB) = \operatorname{tr}(BA)
      holds | (AB)^T = B^T A^T
      fails | (AB)^T = A^T B^T
      holds | \frac{\partial x^T M x}{\partial M} = x x^T
      holds | (A x)_i = \sum_j A_{ij} x_j
      fails | (A x)_i = \sum_j A_{ji} x_j
      holds | \|x\|^2 = x^T x
      holds | \| x \|_2 = \sqrt{x^T x}
      holds | \nabla_x \|x\|^2 = 2x
      holds | \nabla_x \|x\|_2 = \frac{x}{\|x\|_2}
      holds | \mathbf{x}^\top \mathbf{c} = \sum_{i=1}^{n} x_i c_i
      holds | S = S^T
      condition | M = M^T
      condition | A x = y
      """#)
}
