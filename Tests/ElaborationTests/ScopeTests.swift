import Execution
import MathSyntax
import Testing

/// A block and the shapes of its names, in the order of their statements.
private struct Shapes: Sendable, CustomTestStringConvertible {
  let net: String
  let shapes: [String]

  init(_ net: String, _ shapes: [String]) { (self.net, self.shapes) = (net, shapes) }

  var testDescription: String { net.replacing("\n", with: " ⏎ ") }
}

private let table: [Shapes] = [
  Shapes("x ∈ R\ny ∈ R_{>0}", ["x: scalar", "y: scalar"]),
  Shapes("size m = 2, n = 3\nx ∈ R^n\nW ∈ R^{m × n}", ["x: 3×1", "W: 2×3"]),
  Shapes("size m = 2, n = 3\nW in R^{m x n}", ["W: 2×3"]),
  Shapes(#"size m = 2, n = 3\#nW \in \mathbb{R}^{m \times n}"#, ["W: 2×3"]),
  Shapes(
    "size n = 3\nW ∈ R^{n × n}\nx ∈ R^n\ny = W x\nz = xᵀ y",
    ["W: 3×3", "x: 3×1", "y: 3×1", "z: scalar"]),
  Shapes("size n = 3\nx ∈ R^{2n}\ny ∈ R^{n+1}\nA ∈ R^{1 × n}", ["x: 6×1", "y: 4×1", "A: 1×3"]),
  Shapes(
    """
    size K = 3
    index k = 1..K
    size n_0 = 5, n_k = 4, 4, 2
    W_k ∈ R^{n_k × n_{k-1}}
    b_k ∈ R^{n_k}
    """, ["W_k: 4×5, 4×4, 2×4", "b_k: 4×1, 2×1"]),
  Shapes(
    """
    size L = 2, m = 3
    index l = 1..L
    index i = 1..m
    size n_0 = 2, n_1 = 3, n_2 = 1
    x^{(i)} ∈ R^{n_0}
    a^{[0](i)} = x^{(i)}
    W^{[l]} ∈ R^{n_l × n_{l-1}}
    a^{[l](i)} = tanh(W^{[l]} a^{[l-1](i)})
    """, ["x^{(i)}: 2×1", "a^{[0](i)}: 2×1", "W^{[l]}: 3×2, 1×3", "a^{[l](i)}: 3×1, 1×1"]),
  Shapes(
    """
    size n = 2, m = 3
    W_{hx} ∈ R^{n × m}
    W_{hh} ∈ R^{n × n}
    h, x ∈ R^n
    """, ["W_{hx}: 2×3", "W_{hh}: 2×2", "h: 2×1", "x: 2×1"]),
  Shapes(
    "size n = 3\nx ∈ R^n\nμ = 1/n Σ_i x_i\nc_i = x_i - μ", ["x: 3×1", "μ: scalar", "c_i: 3×1"]),
  Shapes("size n = 3\np ∈ simplex(n)\nS ∈ spd(n)\ny ∈ onehot(n)", ["p: 3×1", "S: 3×3", "y: 3×1"]),
  Shapes("ε = 1e-8\nλ = 0.5", ["ε: scalar", "λ: scalar"]),
]

@Test(arguments: table)
private func namesHaveTheirShapes(row: Shapes) {
  let net = Net(row.net)
  #expect(net.allDiagnostics.map(\.message) == [])
  let found = net.execute().0.symbols.map { "\(describe($0.name)): \($0.shape)" }
  #expect(found == row.shapes)
}

/// Blocks and claims that hold if names are resolved as they should be.
private let resolutions: [(net: String, claims: [String])] = [
  // The definition of one member wins over that of the family.
  (
    "size K = 3\nindex k = 1..K\nx ∈ R\na_0 = x\na_k = 2 a_{k-1}\na_K = 5 a_{K-1}",
    ["a_1 = 2 x", "a_3 = 20 x", "a_K = 5 a_{K-1}"]
  ),
  (
    "size K = 4\nindex k = 1..K\nx ∈ R\na_1 = x\na_k = 3 a_{k-1} where k >= 2",
    ["a_4 = 27 x", "a_1 = x"]
  ),
  // A node and a function of one name.
  (
    "size n = 2\ny, z ∈ R^n\na = tanh(z)\nC(a) = 1/2 ‖y - a‖²",
    ["∇_a C = a - y", "C = C(a)", "C(z) = 1/2 ‖y - z‖²", "∇_z C = (a - y) ⊙ (1 - a ⊙ a)"]
  ),
  // Functions of numbers work entry by entry, others on whole arrays.
  (
    "size n = 3\nv ∈ R^n\nx ∈ R\nf(z) = z^2 + 1\ng(z) = zᵀ z",
    ["f(x) = x^2 + 1", "f(v)_i = v_i^2 + 1", "g(v) = Σ_i v_i^2", "f'(v) = 2 v", "g(v) = ‖v‖²"]
  ),
  // Labels and indices.
  (
    "size n = 2\nindex t = 1..3\nW_{hx} ∈ R^{n × n}\nx_t ∈ R^n\na_t = W_{hx} x_t",
    ["a_{ti} = Σ_j W_{hx,ij} x_{tj}", "∂a_t/∂x_t = W_{hx}"]
  ),
  // Names of two fonts, of an accent, of a built-in meaning.
  ("W ∈ R\n\\mathbf{W} ∈ R\ny = \\mathbf{W} W", ["y = W \\mathbf{W}", "∂y/∂W = \\mathbf{W}"]),
  ("y ∈ R\nŷ = y + 1", ["ŷ - y = \\hat y - y", "ŷ = y + 1"]),
  ("e, I ∈ R\nL = e^2 I", ["∂L/∂e = 2 e I", "∂L/∂I = e^2"]),
  ("x ∈ R\ny = e^x", ["∂y/∂x = y", "log y = x"]),
  // An alias is what it stands for; parameters are decoration.
  (
    "size n = 2\nw ∈ R^n\nb ∈ R\nJ = wᵀ w + b^2\nparameters θ = (w, b)\nalias L = J\nalias g = ∇_w J",
    ["L = J(θ)", "∇_w L(θ) = g", "g_i = 2 w_i", "∂L(θ)/∂b = 2 b", "L^2 = J(θ)^2"]
  ),
  // Entry definitions with two letters; indices run together.
  (
    "size B = 3, n = 2\nX ∈ R^{B × n}\nm_h = 1/B Σ_b X_{bh}\nμ_{bh} = X_{bh} - m_h",
    ["∂μ_{bh}/∂X_{bh} = 1 - 1/B", "μ_{bh} = X_{bh} - 1/B Σ_c X_{ch}"]
  ),
]

@Test(arguments: resolutions)
func resolvesNames(net: String, claims: [String]) {
  let block = Net(net + "\n" + claims.map { "check \($0)\n" }.joined())
  #expect(block.diagnostics.map(\.message) == [])
  for statement in block.claims { #expect(statement.verdict == "holds", "\(statement.latex)") }
  #expect(block.claims.count == claims.count)
}
