import Calculus
import Testing

/// Identities that the field must find exact, and near misses that it must tell apart.
struct Identity: Sendable, CustomTestStringConvertible {
  typealias Build = @Sendable (inout Formula) throws -> (Graph.Ref, Graph.Ref)

  let name: String
  let build: Build

  init(_ name: String, _ build: @escaping Build) { (self.name, self.build) = (name, build) }

  var testDescription: String { name }
}

/// A graph with leaves x, y (3×1), s, t (1×1) and p (1×1, positive).
struct Formula {
  var graph = Graph()
  let x, y, s, t, p: Graph.Ref

  init() throws {
    (x, y) = (try graph.input(.column(3)), try graph.input(.column(3)))
    (s, t) = (try graph.input(.scalar), try graph.input(.scalar))
    p = try graph.input(.scalar)
  }

  mutating func f(_ f: Elementwise, _ x: Graph.Ref) throws -> Graph.Ref {
    try graph.apply(.map(f), [x])
  }

  mutating func op(_ op: Op, _ a: Graph.Ref, _ b: Graph.Ref) throws -> Graph.Ref {
    try graph.apply(op, [a, b])
  }

  mutating func number(_ text: String) throws -> Graph.Ref {
    try graph.constant(ExactDecimal(text) ?? .zero)
  }

  mutating func gradient(_ y: Graph.Ref, _ v: Graph.Ref) throws -> Graph.Ref {
    let found = try graph.gradients(of: y, by: [v])[0]
    return try found ?? graph.zeros(graph[v].shape)
  }

  mutating func form(_ outputs: [Graph.Ref]) throws -> FieldForm {
    var rewriter: FieldRewriter?
    return try FieldForm(of: outputs, in: &graph, by: &rewriter)
  }

  func verdict(_ left: Graph.Ref, _ right: Graph.Ref, seed: UInt64 = 7) throws -> FieldVerdict {
    var graph = graph
    var rewriter: FieldRewriter?
    let form = try FieldForm(of: [left, right], in: &graph, positive: [p], by: &rewriter)
    var points = FieldPoints()
    return FieldTrial.verdict(form, in: graph, at: &points) { [graph] leaf, attempt in
      graph.residues(of: leaf, isPositive: leaf == p, seed: seed, attempt)
    }
  }
}

extension Graph {
  /// Random entries of a leaf, others at each attempt.
  func residues(of leaf: Ref, isPositive: Bool, seed: UInt64, _ attempt: Int) -> [Residue] {
    var source = ResidueSource(seed: seed << 32 | UInt64(leaf.index << 16 | attempt))
    return (0..<self[leaf].shape.count).map { _ in
      isPositive ? source.nextPositive() : source.next()
    }
  }
}

@Suite struct FieldFormTests {
  static let exact: [Identity] = [
    Identity("binomial") { it in
      let sum = try it.op(.add, it.s, it.t)
      let square = try it.f(.power(2), sum)
      let st = try it.op(.multiply, it.s, it.t)
      let parts = try it.op(.add, it.f(.power(2), it.s), it.f(.power(2), it.t))
      return (square, try it.op(.add, parts, it.op(.add, st, st)))
    },
    Identity("exp of a sum") { it in
      let whole = try it.f(.exp, it.op(.subtract, it.op(.add, it.s, it.t), it.p))
      let parts = try it.op(.multiply, it.f(.exp, it.s), it.f(.exp, it.t))
      return (whole, try it.op(.divide, parts, it.f(.exp, it.p)))
    },
    Identity("exp of a product over a sum") { it in
      let sum = try it.op(.multiply, it.op(.add, it.s, it.t), it.p)
      let (a, b) = (try it.op(.multiply, it.s, it.p), try it.op(.multiply, it.t, it.p))
      return (try it.f(.exp, sum), try it.op(.multiply, it.f(.exp, a), it.f(.exp, b)))
    },
    Identity("exp of twice") { it in
      let twice = try it.op(.multiply, it.number("2"), it.s)
      return (try it.f(.exp, twice), try it.f(.power(2), it.f(.exp, it.s)))
    },
    Identity("log exp") { it in (try it.f(.log, it.f(.exp, it.s)), it.s) },
    Identity("exp log") { it in (try it.f(.exp, it.f(.log, it.p)), it.p) },
    Identity("log of a product") { it in
      let product = try it.op(.multiply, it.p, it.f(.exp, it.s))
      return (try it.f(.log, product), try it.op(.add, it.s, it.f(.log, it.p)))
    },
    Identity("log of numbers") { it in
      let (six, two, three) = (try it.number("0.6"), try it.number("0.2"), try it.number("3"))
      return (try it.f(.log, six), try it.op(.add, it.f(.log, two), it.f(.log, three)))
    },
    Identity("sigmoid′ = σ(1 − σ)") { it in
      let y = try it.f(.sigmoid, it.s)
      let written = try it.op(.multiply, y, it.op(.subtract, it.number("1"), y))
      return (try it.gradient(y, it.s), written)
    },
    Identity("1 − σ(x) = σ(−x)") { it in
      let y = try it.op(.subtract, it.number("1"), it.f(.sigmoid, it.s))
      return (y, try it.f(.sigmoid, it.f(.negate, it.s)))
    },
    Identity("tanh = 2σ(2x) − 1") { it in
      let twice = try it.op(.multiply, it.number("2"), it.s)
      let doubled = try it.op(.multiply, it.number("2"), it.f(.sigmoid, twice))
      return (try it.f(.tanh, it.s), try it.op(.subtract, doubled, it.number("1")))
    },
    Identity("softplus(x) − softplus(−x) = x") { it in
      let (a, b) = (try it.f(.softplus, it.s), try it.f(.softplus, it.f(.negate, it.s)))
      return (try it.op(.subtract, a, b), it.s)
    },
    Identity("−log σ(x) = softplus(−x)") { it in
      let log = try it.f(.log, it.f(.sigmoid, it.s))
      return (try it.f(.negate, log), try it.f(.softplus, it.f(.negate, it.s)))
    },
    Identity("log(1 − σ(x)) = −softplus(x)") { it in
      let rest = try it.op(.subtract, it.number("1"), it.f(.sigmoid, it.s))
      return (try it.f(.log, rest), try it.f(.negate, it.f(.softplus, it.s)))
    },
    Identity("softmax shifts") { it in
      let shifted = try it.op(.add, it.x, it.s)
      let (a, b) = (
        try it.graph.apply(.softmax(.all), [shifted]), try it.graph.apply(.softmax(.all), [it.x])
      )
      return (a, b)
    },
    Identity("logsumexp shifts") { it in
      let shifted = try it.graph.apply(.logSumExp(.all), [it.op(.add, it.x, it.s)])
      return (shifted, try it.op(.add, it.s, it.graph.apply(.logSumExp(.all), [it.x])))
    },
    Identity("log Σ exp written out") { it in
      let total = try it.graph.apply(.sum(.all), [it.f(.exp, it.x)])
      return (try it.f(.log, total), try it.graph.apply(.logSumExp(.all), [it.x]))
    },
    Identity("gradient of cross-entropy") { it in
      let log = try it.f(.log, it.graph.apply(.softmax(.all), [it.x]))
      let loss = try it.f(.negate, it.graph.inner(it.y, log))
      let total = try it.graph.apply(.sum(.all), [it.y])
      let softmax = try it.graph.apply(.softmax(.all), [it.x])
      let written = try it.op(.subtract, it.op(.multiply, total, softmax), it.y)
      return (try it.gradient(loss, it.x), written)
    },
    Identity("sin² + cos² = 1") { it in
      let (a, b) = (try it.f(.sin, it.s), try it.f(.cos, it.s))
      return (try it.op(.add, it.f(.power(2), a), it.f(.power(2), b)), try it.number("1"))
    },
    Identity("sin 2x = 2 sin x cos x") { it in
      let twice = try it.f(.sin, it.op(.add, it.s, it.s))
      let product = try it.op(.multiply, it.f(.sin, it.s), it.f(.cos, it.s))
      return (twice, try it.op(.add, product, product))
    },
    Identity("cosh² − sinh² = 1") { it in
      let (a, b) = (try it.f(.cosh, it.s), try it.f(.sinh, it.s))
      return (try it.op(.subtract, it.f(.power(2), a), it.f(.power(2), b)), try it.number("1"))
    },
    Identity("√(s²) = |s|") { it in
      (try it.f(.sqrt, it.f(.power(2), it.s)), try it.f(.abs, it.s))
    },
    Identity("√p √p = p") { it in
      (try it.f(.power(2), it.f(.sqrt, it.p)), it.p)
    },
    Identity("p^1.5 = p √p") { it in
      let root = try it.f(.sqrt, it.p)
      return (
        try it.op(.power, it.p, it.number("1.5")), try it.op(.multiply, it.p, root)
      )
    },
    Identity("p^(s + 1) = p p^s") { it in
      let more = try it.op(.power, it.p, it.op(.add, it.s, it.number("1")))
      return (more, try it.op(.multiply, it.p, it.op(.power, it.p, it.s)))
    },
    Identity("relu(x) − relu(−x) = x") { it in
      let (a, b) = (try it.f(.relu, it.x), try it.f(.relu, it.f(.negate, it.x)))
      return (try it.op(.subtract, a, b), it.x)
    },
    Identity("max + min") { it in
      let (a, b) = (try it.op(.maximum, it.s, it.t), try it.op(.minimum, it.s, it.t))
      return (try it.op(.add, a, b), try it.op(.add, it.s, it.t))
    },
    Identity("max(s, t) = (s + t + |s − t|)/2") { it in
      let distance = try it.f(.abs, it.op(.subtract, it.t, it.s))
      let sum = try it.op(.add, it.op(.add, it.s, it.t), distance)
      return (try it.op(.maximum, it.s, it.t), try it.op(.divide, sum, it.number("2")))
    },
    Identity("gradient of relu") { it in
      let loss = try it.graph.apply(.sum(.all), [it.f(.relu, it.x)])
      return (try it.gradient(loss, it.x), try it.f(.step, it.x))
    },
    Identity("gradient of the norm") { it in
      let norm = try it.graph.norm(it.x)
      return (try it.gradient(norm, it.x), try it.op(.divide, it.x, norm))
    },
    Identity("inverse of an outer update") { it in
      // (I + x yᵀ)⁻¹ = I − x yᵀ / (1 + yᵀ x)
      let outer = try it.graph.outer(it.x, it.y)
      let identity = try it.graph.identity(3)
      let inverse = try it.graph.apply(.inverse, [it.op(.add, identity, outer)])
      let scale = try it.op(.add, it.number("1"), it.graph.inner(it.x, it.y))
      return (inverse, try it.op(.subtract, identity, it.op(.divide, outer, scale)))
    },
    Identity("chain rule of an abstract function") { it in
      let square = try it.f(.power(2), it.s)
      let y = try it.f(.abstract(id: 3, order: 0), square)
      let inner = try it.f(.abstract(id: 3, order: 1), square)
      return (try it.gradient(y, it.s), try it.op(.multiply, it.op(.add, it.s, it.s), inner))
    },
    Identity("mixed partials of an abstract function") { it in
      let y = try it.graph.apply(.abstract(id: 4, orders: []), [it.s, it.t])
      let st = try it.gradient(it.gradient(y, it.s), it.t)
      return (st, try it.gradient(it.gradient(y, it.t), it.s))
    },
  ]

  @Test(arguments: exact)
  func findsIdentitiesExact(_ identity: Identity) throws {
    var it = try Formula()
    let (left, right) = try identity.build(&it)
    guard case .agrees(_, let error) = try it.verdict(left, right) else {
      Issue.record("\(try it.verdict(left, right))")
      return
    }
    #expect(error < 1e-15)
  }

  /// Every identity, with a tiny part of s added to one side.
  @Test(arguments: exact)
  func tellsNearMissesApart(_ identity: Identity) throws {
    var it = try Formula()
    let (left, right) = try identity.build(&it)
    let little = try it.op(.multiply, it.s, it.number("1e-30"))
    let other = try it.op(.add, right, little)
    #expect(try it.verdict(left, other) == .disagrees)
  }

  static let wrong: [Identity] = [
    Identity("√(s²) = s") { it in (try it.f(.sqrt, it.f(.power(2), it.s)), it.s) },
    Identity("√(s^2t) = s^t") { it in
      let t = it.t
      let square = try it.op(.power, it.s, it.op(.add, t, t))
      return (try it.f(.sqrt, square), try it.op(.power, it.s, t))
    },
    Identity("|s| = s") { it in (try it.f(.abs, it.s), it.s) },
    Identity("exp(s t) = exp s · exp t") { it in
      let product = try it.f(.exp, it.op(.multiply, it.s, it.t))
      return (product, try it.op(.multiply, it.f(.exp, it.s), it.f(.exp, it.t)))
    },
    Identity("σ′ = σ") { it in
      let y = try it.f(.sigmoid, it.s)
      return (try it.gradient(y, it.s), y)
    },
    Identity("φ(s) = φ(t)") { it in
      (try it.f(.abstract(id: 1, order: 0), it.s), try it.f(.abstract(id: 1, order: 0), it.t))
    },
  ]

  @Test(arguments: wrong, [1, 2, 3, 4, 5, 6])
  func disagreesWithWrongFormulas(_ identity: Identity, seed: UInt64) throws {
    var it = try Formula()
    let (left, right) = try identity.build(&it)
    #expect(try it.verdict(left, right, seed: seed) == .disagrees)
  }

  @Test func listsBranches() throws {
    var it = try Formula()
    let difference = try it.f(.relu, it.op(.subtract, it.s, it.t))
    let opposite = try it.f(.abs, it.op(.subtract, it.t, it.s))
    let known = try it.f(.relu, it.f(.exp, it.s))
    let vector = try it.f(.step, it.x)
    let outputs = [difference, opposite, known, vector]
    let form = try it.form(outputs)
    #expect(form.branches.count == 1 + 3)
    #expect(!form.isRational)
  }

  @Test func knowsTheSignsOfConstants() throws {
    var it = try Formula()
    // 3 is no square modulo p, but it is positive.
    let three = try it.number("3")
    let product = try it.op(.multiply, it.f(.abs, three), it.s)
    let form = try it.form([product])
    #expect(form.branches.isEmpty)
    let written = try it.op(.multiply, three, it.s)
    guard case .agrees(points: 1, error: _) = try it.verdict(product, written) else {
      Issue.record("the sides differ")
      return
    }
  }

  @Test func leavesManyBranchesUndecided() throws {
    var it = try Formula()
    let (a, b) = (try it.f(.relu, it.x), try it.f(.relu, it.y))
    let (c, d) = (try it.f(.abs, it.s), try it.op(.multiply, a, b))
    let left = try it.op(.multiply, c, d)
    let right = try it.op(.multiply, it.op(.multiply, c, a), b)
    #expect(try it.verdict(left, right) == .undecided(.branches(7)))
  }

  @Test func signsThatCannotOccurTogetherStayUndecided() throws {
    var it = try Formula()
    let double = try it.op(.add, it.s, it.s)
    let left = try it.op(.multiply, it.f(.relu, double), it.f(.relu, it.s))
    #expect(try it.verdict(left, left) == .undecided(.pattern))
  }

  /// The error is d/p at each of eight points at most: with a degree near p it stays large, and only a
  /// difference is certain.
  @Test func tooHighADegreeStaysUndecided() throws {
    var it = try Formula()
    var power = it.s
    for _ in 0..<3 { power = try it.f(.power(1 << 20), power) }
    let left = try it.op(.multiply, power, it.t)
    let right = try it.op(.multiply, it.t, power)
    let twice = try it.op(.add, left, left)
    let same = try it.op(.subtract, twice, right)
    #expect(try it.verdict(left, same) == .undecided(.degree))
    #expect(try it.verdict(left, twice) == .disagrees)
  }

  @Test func pointsWithoutARootAreDrawnAgain() throws {
    var it = try Formula()
    let root = try it.f(.sqrt, try it.op(.add, it.s, it.t))
    let twice = try it.op(.add, root, root)
    let product = try it.op(.multiply, it.number("2"), root)
    guard case .agrees = try it.verdict(twice, product) else {
      Issue.record("the sides differ")
      return
    }
    let none = try it.f(.sqrt, it.f(.negate, it.p))
    #expect(try it.verdict(none, none) == .undecided(.undefined))
  }

  @Test func deepFormulasDoNotOverflowTheStack() throws {
    var it = try Formula()
    var sum = it.s
    for _ in 0..<20_000 { sum = try it.op(.add, sum, it.t) }
    let e = try it.f(.exp, sum)
    #expect(try it.verdict(e, e) != .disagrees)
  }

  /// Rewriting visits each node once: five thousand branches take no time worth mentioning.
  @Test(.timeLimit(.minutes(1))) func manyBranchesAreRewrittenInLinearTime() throws {
    var it = try Formula()
    var value = it.s
    for index in 0..<5_000 {
      value = try it.op(index.isMultiple(of: 2) ? .maximum : .add, value, it.t)
    }
    let form = try it.form([value])
    #expect(form.branches.count == 2_500)
  }

  @Test func operationsOfTheFieldHaveNoDerivative() throws {
    var it = try Formula()
    let form = try it.form([it.f(.exp, it.s)])
    #expect(throws: GraphError(.noDerivative)) {
      try it.graph.gradients(of: form.outputs[0], by: [it.s])
    }
  }
}
