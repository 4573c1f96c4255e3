import Testing

/// A block that uses most of the language.
private let sample = #"""
  size K = 2, M = 2
  index k = 1..K
  size n_0 = 3, n_1 = 2, n_2 = 2   # a comment
  h_0 ∈ R^{n_0} = [1; 0; -1] : the input
  W_k ∈ \mathbb{R}^{n_k × n_{k-1}} ~ normal(0, 0.1) : weights
  b_k ∈ R^{n_k} = 0.5
  y ∈ onehot(n_K)
  p ∈ simplex(M)
  t ∈ 1..4
  f(z) = \begin{cases} z & \text{if } z > 0 \\ 0.1 z & \text{otherwise} \end{cases}
  a_k = b_k + W_k h_{k-1} where k >= 1
  h_k = f(a_k)
  L = -\frac{1}{M} Σ_i y_i log softmax(a_K)_i + 1/2 ‖h_1‖² : the loss
  parameters θ = (W_k, b_k)
  alias J = L
  alias ∇_a J = ∇_{a_K} L
  seed 3
  check \nabla_{W_k} \mathcal{L}(\theta) = ∇_{a_k} J h_{k-1}^{\top} = x
  check \frac{\partial L}{\partial W_{kij}} = \sum_{m=1}^{n_1} \frac{∂L}{∂a_{ki}} h_{k-1,j} δ_{im}
  check [W_1; W_1] = \begin{bmatrix} W_1 \\ W_1 \end{bmatrix}
  show L, ∇_{b_k} L, \left(\frac{∂a_1}{∂h_0}\right)^T
  expand ∇_{W_k} L
  descend W_k, b_k on L with α = 0.1 for 2 steps
  """#

/// Half-typed blocks are what a preview sees all day: each is read, run and verified.
@Test func everyBeginningOfABlockIsTaken() {
  let bytes = Array(sample.utf8)
  for length in stride(from: 0, through: bytes.count, by: isSlowRun ? 1 : 17) {
    let net = Net(String(decoding: bytes[..<length], as: UTF8.self))
    for diagnostic in net.allDiagnostics {
      let range = diagnostic.range
      #expect(0 <= range.lowerBound && range.upperBound <= net.file.bytes.count, "\(length) bytes")
    }
  }
}

/// One byte less at every place.
@Test func everyOmissionFromABlockIsTaken() {
  let bytes = Array(sample.utf8)
  for place in stride(from: 1, to: bytes.count, by: isSlowRun ? 1 : 37) {
    let text = String(decoding: bytes[..<place] + bytes[(place + 1)...], as: UTF8.self)
    let net = Net(text)
    for diagnostic in net.allDiagnostics {
      #expect(diagnostic.range.upperBound <= net.file.bytes.count, "without byte \(place)")
    }
  }
}

@Test func theSameTextGivesTheSameFindings() {
  let (first, second) = (Net(sample), Net(sample))
  #expect(first.claims == second.claims)
  #expect(first.allDiagnostics == second.allDiagnostics)
  #expect(first.shown == second.shown)
  #expect(!first.shown.isEmpty)
}
