import Testing
import Verification

/// Claims that are easily judged wrongly, and their verdicts.
private struct Trap: Sendable, CustomTestStringConvertible {
  let net: String
  let claim: String
  let verdict: String

  init(_ net: String, _ claim: String, _ verdict: String) {
    (self.net, self.claim, self.verdict) = (net, claim, verdict)
  }

  var testDescription: String { claim }
}

private let traps: [Trap] = [
  // Domains.
  Trap("p ∈ simplex(3)", "Σ_i p_i = 1", "holds"),
  Trap("Q ∈ orthogonal(3)", "det(Q)^2 = 1", "holds"),
  Trap("Q ∈ orthogonal(3)\nc ∈ R", "c det(Q) = c", "refuted"),
  Trap("x ∈ R", #"\sqrt{x^2} = x"#, "refuted"),
  Trap("x ∈ R_{>0}", #"\sqrt{x^2} = x"#, "holds"),
  Trap("y ∈ onehot(3)", "y_i^2 = y_i", "holds"),
  // Nothing to compare.
  Trap("x ∈ R", "log(-x^2) = x", "unclear[undefined]"),
  Trap("x ∈ R", "x - x = 0 x", "unclear[vacuous]"),
  Trap("x ∈ R", "1/(x - x) = x", "unclear[undefined]"),
  Trap("y ∈ onehot(3)\nx ∈ R", "y_1 y_2 x = y_2 y_3 x", "unclear[vacuous]"),
  Trap(
    "size K = 4\nindex k = 1..K\nx ∈ R\na_0 = x\na_k = 2 a_{k-1}", "a_{k+2} = 4 a_{k}", "holds"),
  Trap(
    "size K = 2\nindex k = 1..K\nx_k ∈ R", "x_{k+2} = x_{k+5}", "unclear[no-instance]"),
  Trap("size n = 3\nx ∈ R^n", "x_7 = x_8", "unclear[no-instance]"),
  // Sizes.
  Trap("size m = 3, n = 3\nA, B ∈ R^{m × n}", "tr(A B) = tr(B A)", "unclear[sizes]"),
  Trap("size m = 3 fixed, n = 3 fixed\nA, B ∈ R^{m × n}", "tr(A B) = tr(B A)", "holds"),
  Trap("size n = 1\nA, B ∈ R^{n × n}", "A B = B A", "unclear[sizes]"),
  Trap("size n = 1\nx ∈ R^n", "‖x‖^2 = x_1^2", "holds"),
  Trap("size n = 2\nx ∈ R^n", "‖x‖^2 = x_1^2 + x_2^2", "holds"),
  Trap("size n = 3, m = 3\nx ∈ R^n", #"\sum_{i=1}^n x_i = \sum_{i=1}^m x_i"#, "unclear[sizes]"),
  Trap("size n = 3, m = 3\nx ∈ R^n", "1/n x = 1/m x", "unclear[sizes]"),
  Trap("size n = 3, m = 3\nx ∈ R^n\ny ∈ R^m", "x + y = y + x", "unclear[sizes]"),
  Trap("size n = 3\nx ∈ R^n\ny ∈ R^3", "x + y = y + x", "holds"),
  // Kinks and conventions.
  Trap("x ∈ R = 0", "relu'(x) = step(x)", "holds"),
  Trap("x ∈ R = 0", "relu'(x) = relu(x)", "refuted"),
  Trap("x, y ∈ R", "relu(3x) = -3 relu(-x)", "refuted"),
  // What is written can mean two things.
  Trap("x ∈ R", #"\sin^{-1}(x) = x"#, "unclear[inverse-function]"),
  Trap("x ∈ R", #"\sigma^{-1}(\sigma(x)) = x"#, "unclear[inverse-function]"),
  Trap("x, y ∈ R\nf(x) = 2 x", "f^{-1}(y) = y/2", "unclear[inverse-function]"),
  Trap("x, y, z ∈ R", "x / y z = x z / y", "unclear[quotient]"),
  Trap("x, y ∈ R\nsize m = 2", "x = 1/2m (m x + m x)", "unclear[quotient]"),
  Trap("x, y ∈ R", "1/y(x) = x/y", "unclear[quotient]"),
  Trap("x, y ∈ R_{>0}", "log x/y = log(x) - log(y)", "unclear[argument]"),
  Trap("x, y ∈ R_{>0}", "log x y = log(x) + log(y)", "unclear[argument]"),
  Trap("size n = 2\nA ∈ R^{n × n}", "e^A e^{-A} = I", "unclear[power]"),
  Trap("size n = 2\nA, B ∈ R^{n × n}", "A * B = A B", "unclear[product]"),
  Trap("size n = 2\nx ∈ R^n", "|x| = ‖x‖", "holds"),
  Trap("size n = 2\nx ∈ R^n\ny ∈ R", "∂y/∂x = 0", "unclear[independent]"),
  Trap("size n = 2\nx ∈ R^n", "x_i = Σ_j x_j δ_{jk}", "unclear[free-index]"),
  // Readings.
  Trap("x ∈ R", #"\frac{d}{dx} x^2 + x = 2 x + 1"#, "holds"),
  Trap("x ∈ R", #"\frac{d}{dx} x^2 + x = 3 x"#, "holds"),
  Trap("x ∈ R", #"\frac{d}{dx} x^2 + x = 2 x + 3"#, "refuted"),
  Trap("x ∈ R", #"\frac{d}{dx} 1/x = -1/x^2"#, "holds"),
  Trap("x ∈ R", #"\frac12 x = x/2"#, "holds"),
  Trap("size n = 2\nx, y ∈ R^n", "∇_x (xᵀ y)^T = yᵀ", "ill-shaped"),
  Trap("size n = 2\nx, y ∈ R^n\nL = xᵀ y", "∇_x L^T = yᵀ", "holds"),
  Trap("size n = 2\nx ∈ R^n", "∇_x 1/2 ‖x‖² = x", "holds"),
  Trap("size n = 2\nx ∈ R^n\nh = tanh(x)", "h (x)^T = (x h^T)^T", "holds"),
  Trap("size n = 3\na ∈ R^n", #"\sum_{i<j} a_i a_j = ((Σ_i a_i)^2 - Σ_i a_i^2) / 2"#, "holds"),
  Trap("size n = 3\na ∈ R^n", #"\sum_{i<j} a_i a_j = (Σ_i a_i)^2 - Σ_i a_i^2"#, "refuted"),
  Trap("size n = 3\na ∈ R^n", #"\sum_{i \ne j} a_i = Σ_i a_i - a_j"#, "holds"),
  Trap("size n = 3\na ∈ R^n\nP = Σ_{i<j} a_i a_j", "2 P = (Σ_i a_i)^2 - ‖a‖²", "holds"),
  Trap("size m = 2, n = 3\nx ∈ R^n\na, b ∈ R^m", "xᵀ aᵀ b = (aᵀ b) xᵀ", "holds"),
  // Steps of a chain: one mistake, one finding.
  Trap("x ∈ R", "2 x = x + x = 3 x = x + x", "holds, refuted, holds"),
  Trap("x ∈ R", "2 x = 3 x = 4 x", "refuted, refuted"),
  Trap("x ∈ R", "2 x = q x = x + x", "unclear[undeclared-name], holds"),
  Trap("x ∈ R", "x = x", "holds"),
  // A definition that is wrong is no fault of a claim.
  Trap("size n = 2\nx ∈ R^n\nz = x x", "z = 2 x", "unclear[definition]"),
  Trap("x ∈ R\nz = x + q", "z = x", "unclear[definition]"),
]

@Test(arguments: traps)
private func judgesTraps(trap: Trap) {
  for seed in 1...8 {
    let found = Net("\(trap.net)\nseed \(seed)\ncheck \(trap.claim)").claims
    #expect(found.map(\.verdict) == [trap.verdict], "seed \(seed)")
  }
}

@Test func saysHowAClaimHolds() throws {
  let net = Net("x ∈ R\ny = 2 x\ncheck y = 2 x\ncheck y = x + x")
  let evidence = net.claims.map { $0.steps.first?.evidence?.kind }
  #expect(evidence.first == .byDefinition)
  #expect(evidence.last != .byDefinition)
}

@Test func showsBothMatricesWhereTheyDiffer() throws {
  let net = Net(
    "size n = 2\nx ∈ R^n = [1; 2]\ny ∈ R^n = [3; 4]\ncheck x yᵀ = y xᵀ\ncheck x_i = y_i")
  let first = try #require(net.claims.first?.steps.first?.counterexample)
  #expect(first.left.elements == [3, 4, 6, 8])
  #expect(first.right.elements == [3, 6, 4, 8])
  #expect(first.row == 0 && first.column == 1)
  let second = try #require(net.claims.last?.steps.first?.counterexample)
  #expect(second.at == "i = 1")
}

@Test func listsTheMembersThatDoNotDepend() throws {
  let net = Net(
    """
    size K = 2
    index k = 1..K
    x_0 ∈ R
    a_k = 2 x_{k-1}
    x_k = tanh(a_k)
    L = a_K^2
    check ∂L/∂a_k = ∂L/∂x_k (1 - x_k^2)
    """)
  let evidence = try #require(net.claims.first?.steps.first?.evidence)
  #expect(net.claims.map(\.verdict) == ["holds"])
  #expect(evidence.omitted == ["k = 2"])
}
