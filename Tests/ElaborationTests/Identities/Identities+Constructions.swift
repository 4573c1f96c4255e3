/// Statistics of a batch, constrained inputs, and gradients inside definitions.
extension Identities {
  static let normalisation = Identities(
    name: "normalisation over entries",
    net: #"""
      size n = 4
      x, γ, β ∈ R^n
      μ = \frac{1}{n} \sum_i x_i
      c_i = x_i - μ
      v = \frac{1}{n} \sum_i c_i^2
      ε = 1e-3
      s = \sqrt{v + ε}
      u = c / s
      y = γ ⊙ u + β
      L = Σ_i y_i^2
      """#,
    holds: #"""
      ∂μ/∂x_i = 1/n
      ∂c_i/∂x_j = δ_{ij} - \frac{1}{n}
      ∂v/∂x_i = \frac{2}{n} (x_i - μ)
      v = \frac{1}{n} \sum_i x_i^2 - μ^2
      c_i = x_i - μ
      y_i = γ_i \frac{x_i - μ}{\sqrt{v + ε}} + β_i
      ∂L/∂γ_i = ∂L/∂y_i u_i
      ∇_β L = ∇_y L = 2 y
      ∂u_i/∂c_j = \frac{δ_{ij}}{s} - \frac{c_i c_j}{n s^3}
      μ = mean(x)
      """#,
    fails: #"""
      ∂μ/∂x_i = 1
      ∂v/∂x_i = \frac{1}{n} (x_i - μ)
      v = \frac{1}{n} \sum_i x_i^2 - μ
      ∂L/∂γ_i = ∂L/∂y_i c_i
      ∇_γ L = ∇_y L
      y_i = γ_i \frac{x_i - μ}{v + ε} + β_i
      """#,
    unclear: """
      independent ∂μ/∂γ_i = 0
      """)

  static let constrained = Identities(
    name: "inputs of a domain",
    net: """
      size n = 3
      Q ∈ orthogonal(n)
      S ∈ spd(n)
      M ∈ symmetric(n)
      D ∈ diagonal(n)
      p ∈ simplex(n)
      y ∈ onehot(n)
      k ∈ 1..4
      x ∈ R^n
      G ∈ R^{n × n}
      """,
    holds: #"""
      \sum_i p_i = 1
      \sum_i y_i = 1
      y_i^2 = y_i
      det(Q)^2 = 1
      Q^{-1} = Q^T
      ‖Q x‖ = ‖x‖
      M^T = M
      S^T = S
      D_{ij} = δ_{ij} D_{ii}
      x^T M x = x^T M^T x
      (k - 1)(k + 1) = k^2 - 1
      """#,
    fails: #"""
      p_i^2 = p_i
      G^{-1} = G^T
      ‖G x‖ = ‖x‖
      M^{-1} = M
      D_{ij} = D_{ii}
      k^2 = k
      S = M
      """#,
    unclear: #"""
      at-what-point det(G)^2 = 1
      at-what-point det(Q) = 1
      at-what-point \sum_i x_i = 1
      """#)

  static let updates = Identities(
    name: "a gradient step inside a definition",
    net: """
      size n = 2
      index t = 0..3
      A ∈ spd(n)
      b, w_0 ∈ R^n
      α ∈ R_{>0}
      f(w) = 1/2 w^T A w - b^T w
      L_t = f(w_t)
      g_t = ∇_{w_t} L_t
      w_t = w_{t-1} - α g_{t-1} where t >= 1
      """,
    holds: #"""
      g_t = A w_t - b
      w_{t+1} = w_t - α (A w_t - b)
      g_{t+1} = (I - α A) g_t
      w_1 = w_0 - α ∇_{w_0} L_0
      ∂w_{t+1}/∂w_t = I - α A
      """#,
    fails: #"""
      g_t = A w_t + b
      w_{t+1} = w_t + α (A w_t - b)
      g_{t+1} = (I + α A) g_t
      w_{t+1} = w_t - α g_{t+1}
      L_{t+1} = L_t
      """#)
}
