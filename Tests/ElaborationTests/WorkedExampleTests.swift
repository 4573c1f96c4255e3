import Diagnostics
import Execution
import MathSyntax
import Testing

extension Net {
  /// What the first result is.
  fileprivate var result: BlockResult.Kind? { execute().0.results.first?.kind }

  fileprivate var workedSteps: WorkedSteps? {
    if case .steps(let steps)? = result { steps } else { nil }
  }
}

extension Working {
  /// The value that the last line stands for.
  fileprivate var result: [Double] { values.last?.elements ?? [] }
}

private func expect(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-12) {
  #expect(found.count == expected.count)
  for (a, b) in zip(found, expected) {
    #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(a) is not \(b)")
  }
}

/// Against the numbers of NumPy that `showsWhatIsIndependentlyComputed` has too.
@Test func worksThroughANetworkAsIndependentlyComputed() throws {
  let net = Net(layers + "parameters θ = (W_k, b_k)\nsteps L")
  #expect(net.allDiagnostics.map(\.message) == [])
  let steps = try #require(net.workedSteps)
  #expect(steps.forward.map { describe($0.left) } == ["a_1", "h_1", "a_2", "L"])
  expect(try #require(steps.forward.last).result, [2.622278783637819])
  let gradients = Dictionary(
    steps.backward.map { (describe($0.left), $0.result) }, uniquingKeysWith: { first, _ in first })
  expect(
    try #require(gradients["∇_{W_2} L"]),
    [-0.31807575494491347, -0.7475667258753433, 0.31807575494491347, 0.7475667258753432])
  expect(
    try #require(gradients["∇_{W_1} L"]),
    [
      -0.10448954946079003, -0.052244774730395016, 0.10448954946079003, 0.43481232829551636,
      0.21740616414775818, -0.43481232829551636,
    ])
  #expect(gradients["∇_{h_0} L"] == nil)
}

/// Networks, and the formulas of their gradients from the loss back.
private let formulas: [(net: String, gradients: [String])] = [
  (
    layers + "parameters θ = (W_k, b_k)\nsteps L",
    [
      "∇_{a_2} L = softmax(a_2) - y", "∇_{W_2} L = ∇_{a_2} L h_1ᵀ", "∇_{b_2} L = ∇_{a_2} L",
      "∇_{h_1} L = W_2ᵀ ∇_{a_2} L", "∇_{a_1} L = ∇_{h_1} L ⊙ sigmoid′(a_1)",
      "∇_{W_1} L = ∇_{a_1} L h_0ᵀ", "∇_{b_1} L = ∇_{a_1} L",
    ]
  ),
  (
    """
    w ∈ R^2 = [2; 2]
    x ∈ R^2 = [1; 2]
    f = wᵀ x
    L = 1/2 (f - 3)^2
    steps L by w
    """, ["∂L/∂f = f - 3", "∇_w L = ∂L/∂f x"]
  ),
  (
    """
    size n = 3
    x, y ∈ R^n
    w ∈ R = 0.5
    e_1 = w x - y
    L = ‖e_1‖^2
    steps L by w
    """, ["∇_{e_1} L = 2e_1", "∂L/∂w = ⟨∇_{e_1} L, x⟩"]
  ),
  (
    """
    a ∈ R = 0.5
    b ∈ R = 2
    c = a b
    L = c + a
    steps L by a, b
    """, ["∂L/∂c = 1", "∂L/∂a = ∂L/∂c b + 1", "∂L/∂b = ∂L/∂c a"]
  ),
  (
    """
    z ∈ R^3 = [1; 2; 0.5]
    y ∈ R^3 = [0.2; 0.3; 0.1]
    p = softmax(z)
    L = -Σ_i y_i log p_i
    steps L by z
    """,
    [
      "∇_p L = -y/p", "∇_z L = softmax(z) ⊙ (∇_p L - ⟨softmax(z), ∇_p L⟩ 1)",
    ]
  ),
]

private let moreFormulas: [(net: String, gradients: [String])] = [
  (
    """
    size M = 4, d = 2
    X ∈ R^{M × d} = 0.5
    y ∈ R^M = [1; 0; -1; 2]
    w ∈ R^d = [0.1; 0.2]
    L = 1/M ‖X w - y‖^2
    steps L by w
    """, ["∇_w L = 2/M Xᵀ(X w - y)"]
  ),
  (
    """
    size T = 2
    index t = 1..T
    w ∈ R = 0.8
    h_0 ∈ R = 0.5
    h_t = w h_{t-1}
    L = 1/2 Σ_{t=1}^T h_t^2
    steps L by w
    """, ["∂L/∂h_2 = h_2", "∂L/∂h_1 = ∂L/∂h_2 w + h_1", "∂L/∂w = ∂L/∂h_1 h_0 + ∂L/∂h_2 h_1"]
  ),
  // A row in every row; 2/(2 N) is 1/N.
  (
    """
    size N = 3, d = 2
    X ∈ R^{N × d}
    b ∈ R^d
    Y ∈ R^{N × d}
    Z = X + \\mathbf{1} bᵀ
    L = 1/(2 N) ‖Z - Y‖_F^2
    steps L by b
    """, ["∇_Z L = 1/N(Z - Y)", "∇_b L = (∇_Z L)ᵀ 1"]
  ),
  (
    """
    x ∈ R^2 = [1; 2]
    h = tanh(2 x)
    u = max(0, 1 - h_1)
    v = sqrt(x_2)
    L = u / v
    steps L by x
    """,
    [
      "∂L/∂v = -u/v²", "∂L/∂u = 1/v", "∇_h L = ∂L/∂u ∇_h u",
      "∇_x L = 2(∇_h L ⊙ (1 - (h ⊙ h))) + ∂L/∂v ∇_x v",
    ]
  ),
  // No rule: the value stands alone.
  ("x ∈ R^3 = [1; 3; 2]\nL = max(x)\nsteps L", ["∇_x L = \(Working.placeholder(0))"]),
]

@Test(arguments: formulas + moreFormulas)
func findsTheFormulasOfGradients(net: String, gradients: [String]) throws {
  let net = Net(net)
  #expect(net.allDiagnostics.map(\.message) == [])
  let steps = try #require(net.workedSteps)
  let found = steps.backward.map { working in
    "\(describe(working.left)) = \(working.lines.first.map(describe) ?? "")"
  }
  #expect(found == gradients)
}

@Test func worksOutOneOperationAfterTheOther() throws {
  let net = Net("w ∈ R = -2\nf = 3 (w + 1)^2\nsteps f by w")
  let forward = try #require(net.workedSteps?.forward.first)
  #expect(forward.lines.count == 5)
  // −2; −2 + 1 = −1; (−1)² = 1; 3 · 1 = 3.
  #expect(forward.values.map { $0.elements } == [[-2], [-1], [1], [3]])
  // 3 · 2 (w + 1) = −6.
  expect(try #require(net.workedSteps?.backward.first).result, [-6])
}

@Test func stopsWhereTheRuleHolds() throws {
  // w ← 0.8 w from 1: below 0.5 for the first time after the fourth step, 0.4096.
  let net = Net("w ∈ R = 1\nL = w^2\ndescend w on L with 0.1 for 50 steps until w < 0.5")
  guard case .descent(let descent)? = net.result else { throw Missing() }
  #expect(descent.isStopped)
  #expect(descent.iterates.map(\.step) == [0, 1, 2, 3, 4])
  expect(
    descent.iterates.compactMap { $0.values[0].elements.first }, [1, 0.8, 0.64, 0.512, 0.4096])
}

@Test func showsADescentUpToWhereItDiverges() throws {
  let net = Net("w ∈ R = 2\nL = w^4\ndescend w on L with 10 for 50 steps")
  guard case .descent(let descent)? = net.result else { throw Missing() }
  let step = try #require(descent.divergedAt)
  #expect(descent.iterates.last?.step == step - 1)
  #expect(net.allDiagnostics.map(\.code) == ["diverged"])
  #expect(net.allDiagnostics.first?.message.contains("step \(step) ") == true)
}

private struct Missing: Error {}

/// σ and its slope, from σ(z) = 1/(1 + e^{-z}) with ten digits.
@Test func plotsAFunctionWithItsTangent() throws {
  let net = Net("plot σ(z) over z = -4..4 with tangent at 1")
  #expect(net.allDiagnostics.map(\.message) == [])
  guard case .curves(let plot)? = net.result else { throw Missing() }
  let points = plot.curves[0].points
  expect([points[0].x, points[120].x, points[240].x], [-4, 0, 4])
  expect(
    [points[0].y, points[120].y, points[240].y], [0.0179862100, 0.5, 0.9820137900], within: 1e-9)
  let tangent = try #require(plot.tangent)
  expect([tangent.x, tangent.y, tangent.slope], [1, 0.7310585786, 0.1966119332], within: 1e-9)
}

@Test func plotsTheLossOverTheSteps() throws {
  let net = Net("w ∈ R = 1\nL = w^2\ndescend w on L with 0.1 for 3 steps\nplot L, w")
  guard case .curves(let plot)? = net.execute().0.results.last?.kind else { throw Missing() }
  expect(plot.curves[0].points.map(\.x), [0, 1, 2, 3])
  expect(plot.curves[0].points.map(\.y), [1, 0.64, 0.4096, 0.262144])
  expect(plot.curves[1].points.map(\.y), [1, 0.8, 0.64, 0.512])
}

@Test func plotsContoursWithTheWayDown() throws {
  let net = Net(
    """
    w ∈ R^2 = [1; 2]
    L = w_1^2 + 3 w_2^2
    descend w on L with 0.1 for 2 steps
    plot L over w_1 = -2..2, w_2 = -1..3 with path
    """)
  #expect(net.allDiagnostics.map(\.message) == [])
  guard case .contours(let plot)? = net.execute().0.results.last?.kind else { throw Missing() }
  expect([plot.values[0][0], plot.values[0][60], plot.values[60][30]], [7, 7, 27])
  // Each step takes 0.8 of the first weight and 0.4 of the second one.
  expect(plot.path.map(\.x), [1, 0.8, 0.64])
  expect(plot.path.map(\.y), [2, 0.8, 0.32])
}

@Test func comparesGradientsWithDifferences() throws {
  let net = Net(layers + "compare ∇_{b_1} L")
  guard case .comparison(let all)? = net.result else { throw Missing() }
  expect(all[0].ours.elements, [-0.10448954946079003, 0.43481232829551636])
  expect(all[0].differences.elements, [-0.10448954946079003, 0.43481232829551636], within: 1e-8)
}

/// At a kink the difference quotient is the mean of both slopes: the comparison must not hide it.
@Test func seesWhereAGradientAndTheDifferencesDiffer() throws {
  let net = Net("x ∈ R = 0\nL = relu(x)\ncompare ∂L/∂x")
  guard case .comparison(let all)? = net.result else { throw Missing() }
  expect(all[0].ours.elements, [0])
  expect(all[0].differences.elements, [0.5])
}

@Test func drawsWhatIsComputedFromWhat() throws {
  let net = Net(layers + "draw L")
  #expect(net.allDiagnostics.map(\.message) == [])
  guard case .diagram(let diagram)? = net.result else { throw Missing() }
  let names = diagram.nodes.map { describe($0.name) }
  let edges = diagram.edges.map { "\(names[$0.from]) → \(names[$0.to])" }
  #expect(
    Set(edges) == [
      "b_1 → a_1", "W_1 → a_1", "h_0 → a_1", "a_1 → h_1", "b_2 → a_2", "W_2 → a_2", "h_1 → a_2",
      "y → L", "a_2 → L",
    ])
  #expect(edges.count == 9)
}
