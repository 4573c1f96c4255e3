/// Losses of one layer and their gradients.
extension Identities {
  static let softmax = Identities(
    name: "softmax and cross-entropy",
    net: """
      size n = 4
      z ∈ R^n
      y ∈ onehot(n)
      q ∈ simplex(n)
      p = softmax(z)
      L = -Σ_i y_i log p_i
      H = -Σ_i q_i log p_i
      """,
    holds: #"""
      p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
      Σ_i p_i = 1
      Σ_i q_i = 1
      ∂p_i/∂z_j = p_i (δ_{ij} - p_j)
      \frac{\partial p}{\partial z} = diag(p) - p p^T
      ∇_z L = p - y
      ∇_z H = p - q
      ∂L/∂p_i = -y_i / p_i
      L = logsumexp(z) - y^T z
      log p_i = z_i - log Σ_j e^{z_j}
      ∇_z H = -q + \exp(z) / \sum_j \exp(z_j)
      ∂^2 H/∂z_i ∂z_j = p_i (δ_{ij} - p_j)
      y_i y_j = δ_{ij} y_i
      ∇_z H = \frac{\partial p}{\partial z}^T ∇_p H
      """#,
    fails: #"""
      p_i = \frac{e^{z_i}}{\sum_i e^{z_i}} + 1
      ∂p_i/∂z_j = p_i (δ_{ij} + p_j)
      ∂p_i/∂z_j = p_j (1 - p_j)
      \frac{\partial p}{\partial z} = diag(p) - p^T p
      \frac{\partial p}{\partial z} = diag(p)
      ∇_z L = y - p
      ∇_z H = p - y
      ∂L/∂p_i = y_i / p_i
      ∂L/∂p_i = -1 / p_i
      L = logsumexp(z) + y^T z
      log p_i = z_i - Σ_j z_j
      """#)

  static let squaredError = Identities(
    name: "squared error of an affine layer",
    net: """
      size m = 3, n = 2
      W ∈ R^{m × n}
      b ∈ R^m
      x ∈ R^n
      t ∈ R^m
      o = W x + b
      e = o - t
      E = 1/2 ‖o - t‖²
      S = Σ_i (o_i - t_i)^2
      """,
    holds: #"""
      ∇_W E = e xᵀ
      ∇_W E = (W x + b - t) x^\top
      ∇_b E = e = o - t
      ∇_x E = W^T e
      ∂E/∂W_{ij} = e_i x_j
      ∂E/∂x_j = Σ_i W_{ij} e_i
      E = \frac{1}{2} e^T e = \frac12 \sum_{i=1}^m e_i^2
      S = 2 E
      ∇_W S = 2 e x^T
      ∂o/∂x = W
      ∂^2 E/∂x_i ∂x_j = Σ_k W_{ki} W_{kj}
      \nabla_x^2 E = W^T W
      \frac{\partial^2 E}{\partial b_i^2} = 1
      """#,
    fails: #"""
      ∇_W E = x e^T
      ∇_W E = e x
      ∇_W E = 2 e x^T
      ∇_W E = -e x^T
      ∇_b E = t - o
      ∇_x E = W e
      ∂E/∂W_{ij} = e_j x_i
      ∂E/∂x_j = Σ_i W_{ji} e_i
      E = e^T e
      E = e e^T
      ∇_W S = e x^T
      \nabla_x^2 E = W W^T
      """#,
    unclear: #"""
      layout ∂o/∂x = W^T
      """#)

  static let logistic = Identities(
    name: "logistic regression",
    net: """
      size d = 3
      w, x ∈ R^d
      b ∈ R
      y ∈ 0..1
      z = w^T x + b
      p = σ(z)
      L = -(y log p + (1 - y) log(1 - p))
      """,
    holds: #"""
      ∇_w L = (p - y) x
      ∂L/∂b = p - y
      ∂L/∂z = p - y
      ∂L/∂w_j = (p - y) x_j
      dp/dz = p (1 - p)
      \frac{dp}{dz} = \sigma(z) (1 - \sigma(z))
      ∂L/∂p = (p - y)/(p (1 - p))
      \frac{\partial L}{\partial p} = -\frac{y}{p} + \frac{1-y}{1-p}
      \nabla_w^2 L = p (1 - p) x x^T
      \log \frac{p}{1 - p} = z
      L = softplus(z) - y z
      ∇_x L = (p - y) w
      σ(-z) = 1 - σ(z)
      p = \frac{1}{1 + e^{-(w^T x + b)}}
      """#,
    fails: #"""
      ∇_w L = (y - p) x
      ∇_w L = (p - y) w
      ∂L/∂b = p + y
      ∂L/∂w_j = (p - y)
      dp/dz = p (1 + p)
      ∂L/∂p = p - y
      \nabla_w^2 L = p (1 - p) x^T x
      \nabla_w^2 L = p x x^T
      L = softplus(z) + y z
      \log \frac{p}{1 - p} = p
      """#)

  static let miniBatch = Identities(
    name: "the mean over a mini-batch",
    net: #"""
      size M = 4, d = 3
      index i = 1..M
      x^{(i)} ∈ R^d
      y^{(i)} ∈ R
      w ∈ R^d
      λ ∈ R_{>0}
      f^{(i)} = w^T x^{(i)}
      L = \frac{1}{2M} Σ_i (f^{(i)} - y^{(i)})^2
      R = \frac{1}{M} \sum_{i=1}^{M} (f^{(i)} - y^{(i)})^2 + λ ‖w‖²
      J = 1/M Σ_i (f^{(i)} - y^{(i)})^2
      """#,
    holds: #"""
      ∇_w L = \frac{1}{M} Σ_i (f^{(i)} - y^{(i)}) x^{(i)}
      ∇_w L = 1/M Σ_i (f^{(i)} - y^{(i)}) x^{(i)}
      J = 2 L
      J = \frac{1}{M} \sum_{i=1}^M (f^{(i)} - y^{(i)})^2
      ∂L/∂w_j = \frac{1}{M} \sum_{i=1}^M (f^{(i)} - y^{(i)}) x^{(i)}_j
      ∇_w R = \frac{2}{M} \sum_i (f^{(i)} - y^{(i)}) x^{(i)} + 2 λ w
      R = 2 L + λ \sum_j w_j^2
      ∂L/∂f^{(i)} = (f^{(i)} - y^{(i)}) / M
      \nabla_w^2 L = \frac{1}{M} \sum_i x^{(i)} (x^{(i)})^T
      """#,
    fails: #"""
      ∇_w L = Σ_i (f^{(i)} - y^{(i)}) x^{(i)}
      ∇_w L = \frac{1}{d} Σ_i (f^{(i)} - y^{(i)}) x^{(i)}
      ∇_w L = \frac{2}{M} Σ_i (f^{(i)} - y^{(i)}) x^{(i)}
      ∇_w L = \frac{1}{M} Σ_i (y^{(i)} - f^{(i)}) x^{(i)}
      ∇_w L = 1/M Σ_i f^{(i)} - y^{(i)} x^{(i)}
      ∂L/∂f^{(i)} = f^{(i)} - y^{(i)}
      ∇_w R = \frac{2}{M} \sum_i (f^{(i)} - y^{(i)}) x^{(i)} + λ w
      """#)

  static let recurrent = Identities(
    name: "a recurrent net over time",
    net: """
      size T = 4, n = 3, m = 2, q = 2
      index t = 1..T
      x_t ∈ R^m
      y_t ∈ R^q
      W_{hx} ∈ R^{n × m}
      W_{hh} ∈ R^{n × n}
      W_{qh} ∈ R^{q × n}
      h_0 ∈ R^n
      a_t = W_{hx} x_t + W_{hh} h_{t-1}
      h_t = tanh(a_t)
      o_t = W_{qh} h_t
      ℓ_t = 1/2 ‖o_t - y_t‖²
      L = 1/T Σ_t ℓ_t
      """,
    holds: #"""
      \frac{\partial L}{\partial o_t} = \frac{1}{T} (o_t - y_t)
      \nabla_{W_{qh}} L = \sum_{t=1}^T \nabla_{o_t} L \, h_t^\top
      \nabla_{h_T} L = W_{qh}^T \nabla_{o_T} L
      \nabla_{h_t} L = W_{hh}^T \nabla_{a_{t+1}} L + W_{qh}^T \nabla_{o_t} L
      \nabla_{a_t} L = \nabla_{h_t} L ⊙ (1 - h_t ⊙ h_t)
      \nabla_{W_{hx}} L = \sum_t \nabla_{a_t} L \, x_t^T
      \nabla_{W_{hh}} L = \sum_t \nabla_{a_t} L \, h_{t-1}^T
      \frac{\partial h_t}{\partial h_{t-1}} = diag(1 - h_t ⊙ h_t) W_{hh}
      \frac{\partial h_{ti}}{\partial a_{tj}} = δ_{ij} (1 - h_{ti}^2)
      """#,
    fails: #"""
      \frac{\partial L}{\partial o_t} = o_t - y_t
      \nabla_{W_{qh}} L = \sum_t h_t \nabla_{o_t} L^\top
      \nabla_{h_t} L = W_{hh}^T \nabla_{a_{t+1}} L
      \nabla_{h_t} L = W_{hh} \nabla_{a_{t+1}} L + W_{qh}^T \nabla_{o_t} L
      \nabla_{h_t} L = W_{hh}^T \nabla_{h_{t+1}} L + W_{qh}^T \nabla_{o_t} L
      \nabla_{W_{hh}} L = \sum_t \nabla_{a_t} L \, h_t^T
      \nabla_{a_t} L = \nabla_{h_t} L ⊙ (1 - h_t)
      \frac{\partial h_t}{\partial h_{t-1}} = W_{hh}
      """#)
}
