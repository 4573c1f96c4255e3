import Calculus
import Elaboration
import Testing
import Verification

/// Claims that only one mechanism of the decision judges rightly, with the verdict and how it is reached.
private struct Decided: Sendable, CustomTestStringConvertible {
  let net: String
  let claim: String
  let verdict: String
  let kind: Evidence.Kind?

  init(_ net: String, _ claim: String, _ verdict: String, _ kind: Evidence.Kind? = nil) {
    (self.net, self.claim, self.verdict, self.kind) = (net, claim, verdict, kind)
  }

  var testDescription: String { "\(net.replacing("\n", with: ", ")): \(claim)" }
}

/// Σ of so many relus of their own, in the head of a claim.
private let twelve = "size n = 12 fixed\nx ∈ R^n"

private let intervals: [Decided] = [
  // Rounding is outward: what `Double` gets wrong is not held against an identity.
  Decided("p ∈ simplex(3) = [0.1; 0.2; 0.7]", "Σ_i p_i = 1", "holds"),
  Decided("x ∈ R", "0.1 x + 0.2 x = 0.3 x", "holds", .exact),
  Decided("x ∈ R = 0.1", "x + x + x = 0.3", "holds"),
  // Disjoint intervals refute, at double the precision where that is needed.
  Decided("x ∈ R", "x = x + 1e-20", "refuted", .counterexample),
  Decided("x ∈ R", "x = x + 1e-60", "unclear[no-witness]"),
  Decided("size n = 8 fixed\nx ∈ R^n", "relu(x_i) = relu(x_i) + 1e-20", "refuted"),
  // What is undefined at a point neither refutes nor supports.
  Decided("x ∈ R", "log(x^3) = 3 log(x)", "holds"),
  Decided("x ∈ R", "log(x) = log(x) + 1", "refuted"),
  Decided("x ∈ R", "log(-x^2) = 2 log(-x)", "unclear[undefined]"),
  // Cancellation is undone by one retry, and what that does not resolve stays open.
  Decided(
    "size n = 8 fixed\nx ∈ R^n",
    "Σ_i ((relu(x_i) + 1e7)^2 - 1e14 - 2e7 relu(x_i)) = Σ_i relu(x_i)^2",
    "holds", .numeric),
  Decided(
    "size n = 8 fixed\nx ∈ R^n",
    "Σ_i ((relu(x_i) + 1e40)^2 - 1e80 - 2e40 relu(x_i)) = Σ_i relu(x_i)^2", "unclear[precision]"),
]

private let field: [Decided] = [
  Decided("x, y ∈ R", "(x + y)^2 = x^2 + 2 x y + y^2", "holds", .exact),
  Decided("x, y ∈ R", "e^{x + y} = e^x e^y", "holds", .exact),
  Decided("x ∈ R", "e^{3 x} = (e^x)^3", "holds", .exact),
  Decided("x ∈ R_{>0}", "e^{log(x)} = x", "holds", .exact),
  Decided("x ∈ R", "log(e^x) = x", "holds", .exact),
  Decided("x, y ∈ R_{>0}", "log(x y) = log(x) + log(y)", "holds", .exact),
  Decided("x, y ∈ R_{>0}", "log(x / y) = log(x) - log(y)", "holds", .exact),
  Decided("x ∈ R_{>0}", "log(x^3) = 3 log(x)", "holds", .exact),
  Decided("x, y ∈ R", "\\sin(x + y) = \\sin(x) \\cos(y) + \\cos(x) \\sin(y)", "holds", .exact),
  Decided("x ∈ R", "\\sin(x)^2 + \\cos(x)^2 = x - x + 1", "holds", .exact),
  Decided("x ∈ R", "x e^0 + log(1) + \\sin(0) = x \\cos(0)", "holds", .exact),
  Decided("z ∈ R", "σ(-z) = 1 - σ(z)", "holds", .exact),
  Decided("z ∈ R", "tanh(z) = 2 σ(2 z) - 1", "holds", .exact),
  Decided("z ∈ R", "softplus(z) - softplus(-z) = z", "holds", .exact),
  Decided("z ∈ R", "\\cosh(z)^2 - \\sinh(z)^2 = z - z + 1", "holds", .exact),
  Decided("size n = 3\nz ∈ R^n", "log softmax(z)_i = z_i - log(Σ_j e^{z_j})", "holds", .exact),
  Decided("φ : R → R\nx ∈ R", "φ'(x + x) = φ'(2 x)", "holds", .exact),
  Decided(
    "ℓ : R × R → R\na, b ∈ R", "\\frac{∂^2 ℓ(a, b)}{∂a ∂b} = \\frac{∂^2 ℓ(a, b)}{∂b ∂a}", "holds"),
  Decided("φ : R → R\nx ∈ R", "φ(x + 1) = φ(x)", "refuted"),
]

private let order: [Decided] = [
  Decided("x, y ∈ R", "max(x, y) = max(y, x)", "holds", .exact),
  Decided("x, y ∈ R", "max(x, y) = y + relu(x - y)", "holds", .exact),
  Decided("x, y ∈ R", "max(x, y) = (x + y + |x - y|) / 2", "holds", .exact),
  Decided("x, y ∈ R", "max(x, y) = x", "refuted"),
  Decided("x ∈ R", "|x| = relu(x) + relu(-x)", "holds", .exact),
  Decided("x ∈ R", "x = relu(x) - relu(-x)", "holds", .exact),
  Decided("x, y ∈ R", "|x y| = |x| |y|", "holds", .exact),
  Decided("x ∈ R", #"\sqrt{x^2} = |x|"#, "holds", .exact),
  Decided("x ∈ R_{>0}", #"\sqrt{x^2} = x"#, "holds", .exact),
  // 3 has no root modulo p, and is positive all the same.
  Decided("x ∈ R", "|3 x| = 3 |x|", "holds", .exact),
  Decided("x ∈ R", "relu(-3 x) = 3 relu(-x)", "holds", .exact),
  Decided("x ∈ R", #"\sqrt{9 x^2} = 3 |x|"#, "holds", .exact),
  Decided("x ∈ R", "relu(x / 3) = relu(x) / 3", "holds", .exact),
  Decided("x ∈ R\np ∈ R_{>0}", "relu(p x) = p relu(x)", "holds", .exact),
  Decided("x ∈ R", "relu(3 x) = -3 relu(-x)", "refuted"),
  Decided("x ∈ R\np ∈ R", "relu(p x) = p relu(x)", "refuted"),
  // More branches than all patterns are gone through of.
  Decided("size n = 6 fixed\nx ∈ R^n", "Σ_i |x_i| = Σ_i (relu(x_i) + relu(-x_i))", "holds", .exact),
  Decided(
    "size n = 7 fixed\nx ∈ R^n", "Σ_i |x_i| = Σ_i (relu(x_i) + relu(-x_i))", "holds", .numeric),
  // Only where all of twelve are active, or none.
  Decided(twelve, #"x_1 + \prod_i relu(x_i) = x_1"#, "refuted"),
  Decided(twelve, #"x_1 + \prod_i relu(-x_i) = x_1"#, "refuted"),
  Decided(twelve, #"\prod_i relu(x_i) = 0"#, "unclear[at-what-point]"),
]

private let points: [Decided] = [
  // The shown point is among them, and decides only what holds at others too.
  Decided("x ∈ R = 100", "min(x, 50) = x", "refuted"),
  Decided("x ∈ R = 2", "x^2 = 2 x", "refuted"),
  Decided("size n = 3\nx ∈ R^n = [1; 2; 3]", "xᵀ x = 14", "holds", .numeric),
  Decided("size n = 3\nx ∈ R^n", "xᵀ x = 14", "unclear[at-what-point]"),
  Decided("x ∈ R = 0.6", "x^2 = 0.37", "refuted"),
  Decided("x ∈ R = 0.61", "x^2 = 0.37", "unclear[rounded]"),
  // Inputs have values of their own, whatever they are called.
  Decided("y ∈ R\n\\hat y ∈ R", "y \\hat y = y^2", "refuted"),
  Decided("W ∈ R\nw ∈ R\nW_{x} ∈ R", "W w W_{x} = w w W_{x}", "refuted"),
  // Every point lies in its domain exactly.
  Decided("size n = 3\nQ ∈ orthogonal(n)", "Qᵀ Q = I", "holds", .exact),
  Decided("size n = 3\nQ ∈ orthogonal(n)\nx ∈ R^n", "xᵀ Qᵀ Q x = xᵀ x", "holds", .exact),
  Decided("size n = 3\nQ ∈ orthogonal(n)\nx ∈ R", "x det(Q) = x", "refuted"),
  Decided("size n = 3\nS ∈ symmetric(n)", "Sᵀ = S", "holds"),
  Decided("size n = 3\nS ∈ spd(n)\nx ∈ R^n", "|xᵀ S x| = xᵀ S x", "holds"),
  Decided("size n = 3\nD ∈ diagonal(n)\nE ∈ diagonal(n)", "D E = E D", "holds"),
  Decided("size n = 3\np ∈ simplex(n)\nx ∈ R", "x Σ_i p_i = x", "holds", .exact),
  Decided("size n = 3\ny ∈ onehot(n)", "Σ_i y_i^2 = Σ_i y_i", "holds"),
  Decided("j ∈ 1..3\nx ∈ R", "x (j - 1) (j - 2) (j - 3) = 0", "holds"),
]

private let sizes: [Decided] = [
  Decided("size n = 3\nx ∈ R^n", "Σ_i x_i = x_1 + x_2 + x_3", "holds"),
  Decided("size n = 2, m = 2\nA ∈ R^{m × n}\nB ∈ R^{n × m}", "A B = B A", "refuted"),
  Decided("size n = 3, m = 3\nA ∈ R^{m × n}", "Σ_i A_{ii} = tr(A)", "unclear[sizes]"),
  Decided("size n = 3\nx ∈ R\n", "1/(n - 3) x = x", "unclear[undefined]"),
  Decided("size n = 2\nx ∈ R", "(n - 2) x = 0 x", "unclear[sizes]"),
  Decided("size n = 2\nx ∈ R", "(n - 2) x = 0", "unclear[sizes]"),
  Decided("size K = 2\nindex k = 1..K\nx_k ∈ R", "Σ_k x_k = x_1 + x_2", "holds"),
]

private let empty: [Decided] = [
  Decided("x ∈ R\nh = relu(-x^2 - 1)", #"\frac{dh}{dx} = 3 h"#, "unclear[vacuous]"),
  Decided("x ∈ R\nh = relu(-x^2 - 1)", "h x = 2 h", "unclear[vacuous]"),
  Decided("x ∈ R", #"\sqrt{-1 - x^2} = x"#, "unclear[undefined]"),
  Decided("x ∈ R\ny = 2 x", "y = 2 x", "holds", .byDefinition),
  Decided("x ∈ R\ny = 2 x", "y = x + x", "holds", .exact),
]

@Test(arguments: intervals + field + order + points + sizes + empty)
private func decides(_ it: Decided) throws {
  for seed in 1...3 {
    let step = try #require(
      Net("\(it.net)\nseed \(seed)\ncheck \(it.claim)").claims.first?.steps.first)
    let code = step.finding == .unclear ? step.code.map { "[\($0)]" } ?? "" : ""
    #expect(step.finding.rawValue + code == it.verdict, "seed \(seed)")
    if let kind = it.kind { #expect(step.evidence?.kind == kind, "seed \(seed)") }
  }
}

private func evidence(_ net: String) -> Evidence? {
  Net(net).claims.first?.steps.first?.evidence
}

@Test func triesPointsAtSeveralSizes() throws {
  let free = try #require(evidence("size n = 3\nx ∈ R^n\ncheck |x_i| = relu(x_i) + relu(-x_i)"))
  #expect(free.points == 24 && free.sizes == 3)
  let fixed = try #require(
    evidence("size n = 3 fixed\nx ∈ R^n\ncheck |x_i| = relu(x_i) + relu(-x_i)"))
  #expect(fixed.points >= 12 && fixed.sizes == 1)
  let exact = try #require(evidence("x ∈ R\ncheck (x + 1)^2 = x^2 + 2 x + 1"))
  #expect(try #require(exact.error) < 1e-15)
}

@Test func saysWhichSizesWereHeld() throws {
  let named = try #require(
    evidence("size n = 3\nx ∈ R^n\ncheck Σ_i x_i^2 = x_1 x_1 + x_2^2 + x_3^2"))
  #expect(named.held == ["n = 3"])
  #expect(named.summary.contains("n = 3 held"))
  let literal = try #require(
    evidence("size n = 3\nx ∈ R^n\ny ∈ R^3\ncheck (x + y)ᵀ x = xᵀ x + xᵀ y"))
  #expect(literal.held == ["n = 3"])
}

@Test func saysWhyTheShownPointIsLeftOut() throws {
  let kink = try #require(evidence("x ∈ R = 0\ncheck relu'(x) = step(x)"))
  #expect(kink.omitted == ["the shown point, where a derivative jumps"])
  let undefined = try #require(evidence("x ∈ R = 0\ncheck x / x^2 = 1 / x"))
  #expect(undefined.omitted == ["the shown point, where a side has no value"])
}

@Test func showsTheSmallestCounterexample() throws {
  let net = Net(
    """
    size n = 5, m = 4
    x ∈ R^n
    y ∈ R^m
    W ∈ R^{m × n}
    L = 1/2 ‖W x - y‖²
    check ∇_W L = (y - W x) xᵀ
    check W_{ij} x_j = W_{ij} x_j + y_i W_{ij}
    """)
  let first = try #require(net.claims.first?.steps.first)
  let found = try #require(first.counterexample)
  #expect(found.at == "m = 1, n = 1")
  let (left, right) = (try #require(found.left[0, 0]), try #require(found.right[0, 0]))
  #expect(left == -right)
  #expect((left * 100).rounded() == left * 100)
  #expect(first.notes.contains { $0.hasPrefix("with x = ") })
}

@Test func needsTheSizesAtWhichATransposeShows() throws {
  let net = Net("size n = 4\nA ∈ R^{n × n}\ncheck A = Aᵀ")
  let found = try #require(net.claims.first?.steps.first?.counterexample)
  #expect(found.at == "n = 2")
  #expect((found.row, found.column) == (0, 1))
}

@Test func drawsTheSamePointsForTheSameText() {
  let text = "size n = 3\nx ∈ R^n\ncheck Σ_i |x_i| = Σ_i x_i"
  #expect(Net(text).claims == Net(text).claims)
}

/// What stands before a claim changes neither its verdict nor its evidence.
@Test func claimsDoNotDisturbEachOther() {
  let net = "size n = 3, m = 2\nx ∈ R^n\nW ∈ R^{m × n}\nh = tanh(W x)\nL = Σ_i h_i^2\n"
  let claims = [
    "∇_W L = (2 h ⊙ (1 - h ⊙ h)) xᵀ", "∂L/∂x_i = Σ_j 2 h_j (1 - h_j^2) W_{ji}",
    "h_1 + h_2 = Σ_i h_i", "∇_x L = W^T h", "W x = x W",
  ]
  let together = Net(net + claims.map { "check \($0)" }.joined(separator: "\n")).claims
  for (claim, statement) in zip(claims, together) {
    let alone = Net(net + "check \(claim)").claims.first
    #expect(statement.verdict == alone?.verdict, "\(claim)")
    #expect(statement.steps.first?.evidence == alone?.steps.first?.evidence, "\(claim)")
    #expect(statement.steps.first?.notes == alone?.steps.first?.notes, "\(claim)")
  }
}

/// Formulas of x with a derivative of their own kind each, at a point where all of them have a value.
private let differentiated = [
  "x^3", "x^{-2}", "exp(x)", "log(x)", "sqrt(x)", "abs(x)", "\\sin(x)", "\\cos(x)", "\\tan(x)",
  "sinh(x)",
  "cosh(x)", "tanh(x)", "arctan(x)", "erf(x)", "sigmoid(x)", "softplus(x)", "relu(x)",
  "leakyrelu(x)",
  "elu(-x)", "gelu(x)", "silu(x)", "-x", "1/x", "x^x", "max(x, 0.001)", "min(x, 100)", "φ(x)",
  "φ'(x)", "ψ(x, x^2)",
  "Σ_i softmax(x v)_i v_i", "logsumexp(x v)", "det(x A)", "(v^T (x A)^{-1}) v", "v^T (x A) v",
  "v^T vec(v) x", "Σ_{i,j} ((x v) ⊗ v^T)_{ij}", "tr(diag(x v)) + diag(x A)_1", "[x; 2 x]_1",
]

@Test(arguments: differentiated)
private func forwardModeContradictsAWrongDerivative(_ formula: String) throws {
  let net = Net(
    """
    size n = 2
    x ∈ R_{>0}
    v ∈ R^n
    A ∈ spd(n)
    φ : R → R
    ψ : R × R → R
    L = \(formula)
    check ∂L/∂x = 1
    """)
  guard case .check(let chain) = net.statements.last?.kind else {
    Issue.record("no claim")
    return
  }
  var lowering = Lowering(net.scope, sizes: net.scope.declaredSizes, mode: .sampled)
  let value = try lowering.lower(try net.scope.expression(chain.members[0]), Bindings())
  let right = try #require(lowering.derivatives.last)
  #expect(value.shape == .scalar)
  let graph = lowering.graph
  let leaves: (Graph.Ref) -> [Interval] = { leaf in
    (0..<graph[leaf].shape.count).map { Interval(exactly: 0.75 + 0.25 * Double($0)) }
  }
  var evaluator = Evaluator<Interval>(Plan(graph, outputs: [right.jacobian]))
  for input in lowering.inputs { evaluator.set(input.leaf, to: leaves(input.leaf)) }
  evaluator.run()
  let jacobian = evaluator.value(right.jacobian).elements
  let witness = DerivativeWitness(right, in: graph, seed: 1)
  #expect(witness.isContradicted(by: jacobian, graph, leaf: leaves) == false)
  let wrong = jacobian.map { $0 + Interval(exactly: 0x1p-30) }
  #expect(witness.isContradicted(by: wrong, graph, leaf: leaves) == true)
}

/// Along an array, and through a node in the middle with another held.
@Test func forwardModeKeepsWhatIsHeld() throws {
  var graph = Graph()
  let x = try graph.input(.column(2))
  let h = try graph.named(graph.apply(.map(.tanh), [x]), key: 1)
  let other = try graph.named(graph.apply(.map(.exp), [h]), key: 2)
  let y = try graph.apply(.multiply, [h, other])
  let leaf: (Graph.Ref) -> [Interval] = { _ in [Interval(exactly: 0.5), Interval(exactly: -1)] }
  let direction = [Interval(exactly: 1), Interval(exactly: 2)]
  func exact(_ held: Set<Graph.Ref>) throws -> [Interval] {
    let jacobian = try #require(try graph.jacobian(of: y, by: h, holding: held))
    let column = try graph.apply(
      .matmul,
      [jacobian, graph.apply(.stacked, [1, 2].map { try graph.constant(ExactDecimal($0)) })])
    var evaluator = Evaluator<Interval>(Plan(graph, outputs: [column]))
    evaluator.set(x, to: leaf(x))
    evaluator.run()
    return evaluator.value(column).elements
  }
  for held in [[], [other]] as [Set<Graph.Ref>] {
    let expected = try exact(held)
    let found = graph.tangent(of: y, by: h, along: direction, holding: held, leaf: leaf)
    #expect(zip(found, expected).allSatisfy { $0.overlaps($1) && $0.width < 1e-12 })
  }
  let held = try exact([other])
  let free = graph.tangent(of: y, by: h, along: direction, leaf: leaf)
  #expect(!zip(free, held).allSatisfy { $0.overlaps($1) })
}
