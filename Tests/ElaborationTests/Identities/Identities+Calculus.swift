/// Vector and matrix calculus, and functions of one variable.
extension Identities {
  static let gradients = Identities(
    name: "gradients of least squares and quadratic forms",
    net: """
      size m = 4, n = 3
      A ∈ R^{m × n}
      B, P ∈ R^{n × n}
      S ∈ symmetric(n)
      x, c ∈ R^n
      y ∈ R^m
      λ ∈ R_{>0}
      f = ‖A x - y‖²
      r = ‖A x - y‖² + λ ‖x‖²
      """,
    holds: #"""
      ∇_x f = 2 A^T (A x - y)
      ∇_x r = 2 A^T (A x - y) + 2 λ x
      ∇_x r = 2 (A^T A + λ I) x - 2 A^T y
      \nabla_x^2 r = 2 (A^T A + λ I)
      \frac{\partial (c^T x)}{\partial x} = c
      \frac{\partial (x^T B x)}{\partial x} = (B + B^T) x
      \frac{\partial (x^T S x)}{\partial x} = 2 S x
      \frac{\partial (A x)}{\partial x} = A
      \nabla_B (x^T B c) = x c^T
      \frac{\partial (x^T B c)}{\partial B_{ij}} = x_i c_j
      ∇_x ‖x‖ = x / ‖x‖
      (A x)^T y = x^T A^T y
      (B P)^T = P^T B^T
      \nabla_A f = 2 (A x - y) x^T
      f = x^T A^T A x - 2 y^T A x + y^T y
      S^T = S
      (B + P)^2 = B^2 + B P + P B + P^2
      \sum_{i=1}^n x_i c_i = x^T c = c · x
      """#,
    fails: #"""
      ∇_x f = 2 A (A x - y)
      ∇_x f = A^T (A x - y)
      ∇_x f = 2 A^T (y - A x)
      ∇_x r = 2 A^T (A x - y) + λ x
      \frac{\partial (x^T B x)}{\partial x} = 2 B x
      \frac{\partial (x^T B x)}{\partial x} = (B - B^T) x
      \nabla_B (x^T B c) = c x^T
      \frac{\partial (x^T B c)}{\partial B_{ij}} = x_j c_i
      ∇_x ‖x‖ = x
      (B P)^T = B^T P^T
      (B + P)^2 = B^2 + 2 B P + P^2
      B P = P B
      B^T = B
      ‖x + c‖ = ‖x‖ + ‖c‖
      x c^T = c x^T
      x^T c = x c^T
      """#,
    unclear: #"""
      layout \frac{\partial (A x)}{\partial x} = A^T
      """#)

  static let traces = Identities(
    name: "traces, determinants and inverses",
    net: """
      size n = 3, m = 2
      A, B ∈ R^{n × n}
      X ∈ R^{n × m}
      S ∈ spd(n)
      D ∈ diagonal(n)
      a, b ∈ R^n
      """,
    holds: #"""
      tr(A B) = tr(B A)
      tr(A^T) = tr(A)
      tr(A + B) = tr(A) + tr(B)
      \nabla_A \operatorname{tr}(A B) = B^T
      \frac{\partial \operatorname{tr}(X^T A X)}{\partial X} = (A + A^T) X
      \nabla_A \operatorname{tr}(A^T A) = 2 A
      ‖A‖_F^2 = tr(A^T A)
      det(A B) = det(A) det(B)
      det(A^T) = det(A)
      \nabla_A \det(A) = \det(A) A^{-T}
      \nabla_S \log \det(S) = S^{-1}
      (A B)^{-1} = B^{-1} A^{-1}
      (A^T)^{-1} = (A^{-1})^T
      a^T b = tr(b a^T)
      \nabla_S (a^T S^{-1} a) = -S^{-1} a a^T S^{-1}
      diag(a) b = a ⊙ b
      D^T = D
      (a ⊙ b)_i = a_i b_i
      tr(A) = Σ_i A_{ii}
      (A X)_{ij} = Σ_k A_{ik} X_{kj}
      """#,
    fails: #"""
      tr(A B) = tr(A) tr(B)
      \nabla_A \operatorname{tr}(A B) = B
      \frac{\partial \operatorname{tr}(X^T A X)}{\partial X} = 2 A X
      det(A + B) = det(A) + det(B)
      det(2 A) = 2 det(A)
      \nabla_A \det(A) = \det(A) A^{-1}
      (A B)^{-1} = A^{-1} B^{-1}
      \nabla_S (a^T S^{-1} a) = S^{-1} a a^T S^{-1}
      A^T A = A A^T
      ‖A‖_F = tr(A^T A)
      (A X)_{ij} = Σ_k A_{ki} X_{kj}
      """#)

  static let scalars = Identities(
    name: "functions of one variable",
    net: """
      x, y ∈ R
      u ∈ R_{>0}
      L(x) = 1/2*(2x-y)**2
      g(z) = z^3 + 2 z
      s(z) = 1/(1 + e^{-z})
      v ∈ R^3
      """,
    holds: #"""
      dL/dx = 2*(2x-y)
      L'(x) = 2 (2x - y)
      L''(x) = 4
      \frac{d^2 L}{dx^2} = 4
      \nabla_x L = 2(2x - y)
      g'(x) = 3 x^2 + 2
      g'(v) = 3 v ⊙ v + 2
      g(v)_i = v_i^3 + 2 v_i
      s'(x) = s(x) (1 - s(x))
      s(x) = σ(x)
      \frac{d}{dx} (x^3) = 3 x^2
      \frac{d}{dx} \log(1 + e^x) = \sigma(x)
      tanh'(x) = 1 - tanh^2(x)
      tanh x = 2 σ(2 x) - 1
      tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}
      sin^2 x + cos^2 x = 1
      \frac{d}{dx} sin(x) = cos(x)
      e^{x + y} = e^x e^y
      \log(u^2) = 2 \log u
      \sqrt{u} \sqrt{u} = u
      u^{1/2} = \sqrt u
      \frac{\partial}{\partial y} (x y + y^2) = x + 2 y
      \sqrt{x^2} = |x|
      (x + y)^2 = x^2 + 2 x y + y^2
      x / (y / u) = x u / y
      \frac{d}{dx} x^2 + 3 x = 2 x + 3
      arctan'(x) = 1/(1 + x^2)
      """#,
    fails: #"""
      dL/dx = (2x - y)
      dL/dx = 2*(y - 2x)
      L''(x) = 2
      g'(x) = 3 x^2
      g'(v) = 3 v + 2
      s'(x) = s(x) (1 + s(x))
      \frac{d}{dx} \log(1 + e^x) = e^x
      tanh'(x) = 1 - tanh(x)
      e^{x + y} = e^x + e^y
      \log(u + 1) = \log u + 1
      \sqrt{x^2} = x
      |x + y| = |x| + |y|
      (x + y)^2 = x^2 + y^2
      \frac{d}{dx} cos(x) = sin(x)
      u = -u
      x - (y - x) = -y
      x / (y / u) = x / y / u
      """#)

  static let rectifiers = Identities(
    name: "kinks and cases",
    net: #"""
      size n = 3
      x, t ∈ R
      z, y ∈ R^n
      f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}
      h = relu(z)
      L = Σ_i h_i y_i
      """#,
    holds: #"""
      relu(x) - relu(-x) = x
      |x| = relu(x) + relu(-x)
      relu(x) = max(0, x)
      f(x) = relu(x)
      relu(2 x) = 2 relu(x)
      max(x, t) = \frac{1}{2} (x + t + |x - t|)
      max(x, t) + min(x, t) = x + t
      relu'(x) = step(x)
      ∇_z L = relu'(z) ⊙ y
      ∂L/∂z_i = step(z_i) y_i
      relu(relu(x)) = relu(x)
      f(z)_i = max(0, z_i)
      |x| |t| = |x t|
      """#,
    fails: #"""
      relu(3x) = -3 relu(-x)
      relu(x) = x
      relu(-x) = -relu(x)
      relu(x + t) = relu(x) + relu(t)
      max(x, t) = x
      ∇_z L = y
      ∇_z L = h ⊙ y
      ∂L/∂z_i = z_i y_i
      |x - t| = x - t
      """#,
    unclear: #"""
      at-what-point relu'(x) = 1
      """#)
}
