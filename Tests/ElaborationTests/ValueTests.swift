import Execution
import Testing

/// What a block shows, against numbers worked out with NumPy.
private struct Shown: Sendable, CustomTestStringConvertible {
  let name: String
  let net: String
  let values: [Double]

  var testDescription: String { name }
}

let layers = """
  size K = 2
  index k = 1..K
  size n_0 = 3, n_1 = 2, n_2 = 2
  h_0 ∈ R^{n_0} = [1; 0.5; -1]
  W_1 ∈ R^{n_1 × n_0} = [0.5, -0.5, 1; 0.25, 0.75, -1]
  W_2 ∈ R^{n_2 × n_1} = [1, -1; 0.5, 2]
  b_1 ∈ R^{n_1} = [0.1, -0.2]
  b_2 ∈ R^{n_2} = [0; 0.3]
  y ∈ onehot(n_K) = [1; 0]
  a_k = b_k + W_k h_{k-1}
  h_k = sigmoid(a_k)
  L = -Σ_i y_i log softmax(a_K)_i

  """

private let steps = """
  size T = 3
  index t = 1..T
  w ∈ R = 0.8
  u ∈ R = 0.5
  x_1 ∈ R = 1
  x_2 ∈ R = -1
  x_3 ∈ R = 2
  h_0 ∈ R = 0.1
  h_t = tanh(w h_{t-1} + u x_t)
  L = 1/2 h_T^2

  """

private let table: [Shown] = [
  Shown(name: "loss", net: layers + "show L", values: [2.622278783637819]),
  Shown(
    name: "gradient of the last layer", net: layers + "show ∇_{W_2} L",
    values: [-0.31807575494491347, -0.7475667258753433, 0.31807575494491347, 0.7475667258753432]),
  Shown(
    name: "gradient of the first layer", net: layers + "show ∇_{W_1} L",
    values: [
      -0.10448954946079003, -0.052244774730395016, 0.10448954946079003, 0.43481232829551636,
      0.21740616414775818, -0.43481232829551636,
    ]),
  Shown(
    name: "every entry of a family", net: layers + "show ∇_{b_k} L - ∇_{a_k} L, ∇_{a_1} L",
    values: [0, 0, 0, 0, -0.10448954946079003, 0.43481232829551636]),
  Shown(
    name: "matrices",
    net: """
      A ∈ R^{2×2} = [2, 1; 1, 3]
      x ∈ R^2 = [1; -2]
      show xᵀ A x, A^{-1}, log det(A), ∇_A (xᵀ A^{-1} x)
      """,
    values: [10, 0.6, -0.2, -0.2, 0.4, 1.6094379124341005, -1, 1, 1, -1]),
  Shown(
    name: "a gradient through time", net: steps + "show L, ∇_w L",
    values: [0.2684652068411627, 0.1288939601615056]),
  Shown(
    name: "softmax",
    net: """
      v ∈ R^3 = [1, 2, -0.5]
      show ∂softmax(v)/∂v, logsumexp(v)
      """,
    values: [
      0.1893442808115681, -0.17498096827177126, -0.014363312539796823, -0.17498096827177126,
      0.21402449974517895, -0.03904353147340764, -0.014363312539796823, -0.03904353147340764,
      0.05340684401320447, 2.371539031852683,
    ]),
  Shown(
    name: "functions",
    net: """
      x ∈ R = 0.7
      show tanh x, σ(x), softplus(x), arctan(x), erf(x), cos x, sqrt(x), gelu(x), silu(x)
      """,
    values: [
      0.6043677771171636, 0.6681877721681662, 1.103186048885458, 0.6107259643892086,
      0.6778011938374184, 0.7648421872844885, 0.8366600265340756, 0.5306254434438489,
      0.46773144051771626,
    ]),
  Shown(
    name: "values that fill a shape",
    net: """
      size n = 2
      A ∈ R^{n × n} = 0.5
      B ∈ R^{n × n} = 2 I
      x ∈ R^n = [1, 2]
      y ∈ R^n = [3; 4]
      show A, B, x, y
      """,
    values: [0.5, 0.5, 0.5, 0.5, 2, 0, 0, 2, 1, 2, 3, 4]),
]

@Test(arguments: table)
private func showsWhatIsIndependentlyComputed(shown: Shown) {
  let net = Net(shown.net)
  #expect(net.allDiagnostics.map(\.message) == [])
  let found = net.shown
  #expect(found.count == shown.values.count)
  for (a, b) in zip(found, shown.values) {
    #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "\(a) is not \(b)")
  }
}

/// w ← w − 0.1 · 2 (2 w − 3), by hand.
@Test func descendsAsByHand() throws {
  let net = Net("w ∈ R = 0.5\nL = 1/2 (2 w - 3)^2\ndescend w on L with α = 0.1 for 3 steps")
  let result = try #require(net.execute().0.results.first)
  guard case .descent(let descent) = result.kind else {
    Issue.record("no descent")
    return
  }
  let weights = descent.iterates.compactMap(\.values.first?.elements.first)
  let losses = descent.iterates.map(\.loss)
  for (found, expected) in zip(
    weights + losses, [0.5, 0.9, 1.14, 1.284, 2, 0.72, 0.2592, 0.093312])
  {
    #expect(abs(found - expected) < 1e-12)
  }
  #expect(weights.count == 4 && losses.count == 4)
}

@Test func keepsTheEndsOfALongDescent() throws {
  let net = Net("w ∈ R = 1\nL = w²\ndescend w on L with 0.1 for 100 steps")
  let result = try #require(net.execute().0.results.first)
  guard case .descent(let descent) = result.kind else {
    Issue.record("no descent")
    return
  }
  #expect(descent.iterates.map(\.step) == [0, 1, 2, 3, 4, 5, 99, 100])
  #expect(descent.omitted?.count == 93)
}

/// Expressions and what they are written out as.
private let expansions: [(net: String, formula: String)] = [
  ("∇_W L", "[∂L/∂W_{11}, ∂L/∂W_{12}; ∂L/∂W_{21}, ∂L/∂W_{22}]"),
  ("a bᵀ", "[a_1 b_1, a_1 b_2; a_2 b_1, a_2 b_2]"),
  ("W b", "[W_{11} b_1 + W_{12} b_2; W_{21} b_1 + W_{22} b_2]"),
  ("Wᵀ", "[W_{11}, W_{21}; W_{12}, W_{22}]"),
  ("a - 2 b", "[a_1 - 2b_1; a_2 - 2b_2]"),
  ("a ⊙ b", "[a_1 b_1; a_2 b_2]"),
]

@Test(arguments: expansions)
func writesEntriesOut(expression: String, formula: String) {
  let net = Net(
    "size n = 2\nW ∈ R^{n × n}\na, b ∈ R^n\nL = aᵀ W b\nexpand \(expression)")
  #expect(net.allDiagnostics.map(\.message) == [])
  #expect(net.expanded == formula)
}
