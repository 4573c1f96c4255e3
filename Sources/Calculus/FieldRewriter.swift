/// Rewrites formulas for a prime field (see `FieldForm`), each node once.
package struct FieldRewriter: Sendable {
  /// Lent by the owner of the graph while a formula is rewritten, and empty else.
  var graph = Graph()
  let seed: Graph.Ref
  var signs = SignAnalysis()
  /// Every choice that was built on the sign of a node, and that node up to its own sign.
  private(set) var branches: [(choice: Graph.Ref, argument: Graph.Ref)] = []
  private var forms = NodeMap<Graph.Ref>()
  var exponentials = NodeMap<Graph.Ref>()
  var logarithms = NodeMap<Graph.Ref>()
  var angles = NodeMap<Angle>()
  /// Whether e to some power is a part.
  var exponentialParts = NodeMap<Bool>()
  /// Nodes of the same sign that the field can tell it of.
  var carriers = NodeMap<Graph.Ref>()
  /// The degrees of forms.
  var degrees = NodeMap<DegreeBound.Degree>()
  /// Whether there are no leaves.
  private var constants = NodeMap<Bool>()
  /// How deep the splitting of an argument stands; beyond `depthLimit` it stays whole.
  var depth = 0
  static let depthLimit = 200

  /// The cosine and the sine of a node.
  struct Angle: Sendable {
    let cosine: Graph.Ref
    let sine: Graph.Ref
  }

  /// `seed`: a leaf of the graph that is of no other use.
  init(_ seed: Graph.Ref) { self.seed = seed }

  /// The arguments of the choices among these nodes, without repetitions.
  func branches(among needed: [Graph.Ref]) -> [Graph.Ref] {
    guard !branches.isEmpty, let last = needed.last else { return [] }
    var used = NodeSet(through: last)
    for ref in needed { used.insert(ref) }
    return branches.filter { used.contains($0.choice) }.map(\.argument).uniqued()
  }

  /// The form of `ref`, after those of the nodes that it is made of.
  mutating func form(of ref: Graph.Ref) throws(GraphError) -> Graph.Ref {
    if let known = forms[ref] { return known }
    for ancestor in graph.ancestors(of: ref, unless: { forms[$0] != nil }) {
      let form = try rewritten(ancestor)
      forms[ancestor] = form
    }
    return forms[ref] ?? ref
  }

  private mutating func rewritten(_ ref: Graph.Ref) throws(GraphError) -> Graph.Ref {
    let node = graph[ref]
    let inputs = node.inputs.map { forms[$0] ?? $0 }
    let x = inputs.first ?? ref
    switch node.op {
    case .input, .constant: return ref
    case .named: return x
    case .map(let function):
      return try rewritten(function, node.inputs.first ?? ref, x)
    case .choose(let test) where inputs.count == 3:
      return try choice(node.inputs[0], test, inputs[1], inputs[2])
    case .maximum where inputs.count == 2:
      let difference = try graph.apply(.subtract, node.inputs)
      return try choice(difference, .positive, inputs[0], inputs[1])
    case .minimum where inputs.count == 2:
      let difference = try graph.apply(.subtract, node.inputs)
      return try choice(difference, .positive, inputs[1], inputs[0])
    case .power where inputs.count == 2:
      return try power(node.inputs[0], node.inputs[1], node.shape)
    case .logSumExp(let axis):
      let a = node.inputs.first ?? ref
      return try logOfSum(exponential(of: a), x, over: axis)
    case .softmax(let axis):
      let e = try exponential(of: node.inputs.first ?? ref)
      let total = try graph.summed(e, axis)
      return try graph.apply(.divide, [e, graph.repeated(total, to: node.shape)])
    case .abstract(let id, let orders):
      return try graph.apply(
        .field(.genericOfMany(.abstractOfMany(id: id, orders: orders))), inputs + [seed])
    default: return try graph.apply(node.op, inputs)
    }
  }

  /// `function` of the node `a`, whose form is `x`.
  private mutating func rewritten(
    _ function: Elementwise, _ a: Graph.Ref, _ x: Graph.Ref
  ) throws(GraphError) -> Graph.Ref {
    let one = try graph.constant(.one)
    let zero = try graph.constant(.zero)
    switch function {
    case .negate, .power: return try graph.map(function, x)
    case .sqrt: return try root(of: a)
    case .exp: return try exponential(of: a)
    case .log: return try logarithm(of: a)
    case .sin: return try angle(of: a).sine
    case .cos: return try angle(of: a).cosine
    case .tan:
      if case .map(.arctan) = graph[graph.unnamed(a)].op {
        return try form(of: graph[graph.unnamed(a)].inputs.first ?? a)
      }
      let angle = try angle(of: a)
      return try graph.apply(.divide, [angle.sine, angle.cosine])
    case .arctan: return try generic(.arctan, x)
    case .erf: return try generic(.erf, x)
    case .abstract(let id, let order): return try generic(.abstract(id: id, order: order), x)
    case .sinh, .cosh, .tanh, .sigmoid, .softplus, .silu:
      return try exponentialForm(function, x, exponential(of: a))
    case .gelu:
      let two = try graph.constant(ExactDecimal(2))
      let erf = try generic(.erf, graph.apply(.divide, [x, graph.map(.sqrt, two)]))
      let half = try graph.apply(.divide, [x, two])
      return try graph.apply(.multiply, [half, graph.apply(.add, [one, erf])])
    case .elu:
      let less = try graph.apply(.subtract, [exponential(of: a), one])
      return try choice(a, .positive, x, less)
    case .abs where isNonnegative(a), .relu where isNonnegative(a): return x
    case .leakyRelu where isNonnegative(a): return x
    case .abs: return try choice(a, .positive, x, graph.negative(x))
    case .relu: return try choice(a, .positive, x, zero)
    case .leakyRelu(let slope):
      return try choice(a, .positive, x, graph.apply(.multiply, [graph.constant(slope), x]))
    case .step: return try choice(a, .positive, one, zero)
    case .sign:
      let negative = try choice(a, .zero, zero, graph.constant(ExactDecimal(-1)))
      return try choice(a, .positive, one, negative)
    }
  }

  private mutating func isNonnegative(_ ref: Graph.Ref) -> Bool {
    signs.sign(of: graph.unnamed(ref), in: graph).isNonnegative
  }

  /// Functions of x that are rational in e = eˣ, and softplus x = log(1 + e).
  private mutating func exponentialForm(
    _ function: Elementwise, _ x: Graph.Ref, _ e: Graph.Ref
  ) throws(GraphError) -> Graph.Ref {
    let one = try graph.constant(.one)
    let square = try graph.map(.power(2), e)
    let more = try graph.apply(.add, [square, one])
    let less = try graph.apply(.subtract, [square, one])
    let double = try graph.apply(.add, [e, e])
    switch function {
    case .sinh: return try graph.apply(.divide, [less, double])
    case .cosh: return try graph.apply(.divide, [more, double])
    case .tanh: return try graph.apply(.divide, [less, more])
    case .softplus:
      return try logOfTerms([(one, graph.constant(.zero)), (e, x)])
    default:
      let sigmoid = try graph.apply(.divide, [e, graph.apply(.add, [one, e])])
      return function == .silu ? try graph.apply(.multiply, [x, sigmoid]) : sigmoid
    }
  }

  /// The value of a generic function for every entry of the form `x`.
  mutating func generic(
    _ function: GenericFunction, _ x: Graph.Ref
  ) throws(GraphError) -> Graph.Ref {
    try graph.apply(.field(.generic(function)), [x, seed])
  }

  /// aᵇ: a whole power, a root, a product over the terms of b, or exp(b log a).
  private mutating func power(
    _ a: Graph.Ref, _ b: Graph.Ref, _ shape: Shape
  ) throws(GraphError) -> Graph.Ref {
    let exponent = graph.unnamed(b)
    let x = try form(of: a)
    if let n = graph.wholeNumber(exponent) {
      return try graph.repeated(graph.map(.power(n), x), to: shape)
    }
    if let twice = graph.constantValue(exponent)?.timesTwo, twice.magnitude < 1 << 20 {
      let root = try graph.map(.sqrt, x)
      return try graph.repeated(graph.map(.power(twice), root), to: shape)
    }
    let node = graph[exponent]
    if node.op == .add || node.op == .subtract, depth < Self.depthLimit, node.inputs.count == 2 {
      depth += 1
      defer { depth -= 1 }
      let first = try graph.apply(.power, [a, node.inputs[0]])
      let second = try graph.apply(.power, [a, node.inputs[1]])
      return try graph.apply(
        node.op == .add ? .multiply : .divide, [form(of: first), form(of: second)])
    }
    let logarithm = try graph.map(.log, a)
    let value = try exponential(of: graph.apply(.multiply, [b, logarithm]))
    // exp is positive. Whole powers of negative numbers need not be: they are any function of it.
    let isPositive = signs.sign(of: graph.unnamed(a), in: graph) == .positive
    return isPositive ? value : try generic(.power, value)
  }

  /// `a` where `c` passes the test, else `b`; the one of them that is taken, where that is known.
  mutating func choice(
    _ c: Graph.Ref, _ test: SignTest, _ a: Graph.Ref, _ b: Graph.Ref
  ) throws(GraphError) -> Graph.Ref {
    let bare = try signCarrier(of: c)
    if signs.sign(of: bare, in: graph) == .positive {
      let shape = try Op.choose(test).shape(of: [graph[c].shape, graph[a].shape, graph[b].shape])
      return try graph.repeated(test == .zero ? b : a, to: shape)
    }
    if let constant = try constantSigns(bare) {
      return try graph.apply(.choose(test), [constant, a, b])
    }
    let condition = try form(of: bare)
    let choice = try graph.apply(.choose(test), [condition, a, b])
    if test != .zero {
      for factor in signFactors(of: bare) {
        branches.append((choice, upToSign(try form(of: factor))))
      }
    }
    return choice
  }

  /// One node for x and −x, for a − b and b − a.
  private mutating func upToSign(_ ref: Graph.Ref) -> Graph.Ref {
    let node = graph[ref]
    guard let first = node.inputs.first, let last = node.inputs.last else { return ref }
    if case .map(.negate) = node.op { return upToSign(first) }
    guard case .subtract = node.op, last < first else { return ref }
    return (try? graph.apply(.subtract, [last, first])) ?? ref
  }

  /// True for formulas without leaves.
  private mutating func isConstant(_ ref: Graph.Ref) -> Bool {
    for ancestor in graph.ancestors(of: ref, unless: { constants[$0] != nil }) {
      let node = graph[ancestor]
      if case .input = node.op {
        constants[ancestor] = false
      } else {
        constants[ancestor] = node.inputs.allSatisfy { constants[$0] == true }
      }
    }
    return constants[ref] == true
  }

  /// −1, 0 and 1 for a formula without leaves, whose signs intervals can tell; nil for others.
  private mutating func constantSigns(_ ref: Graph.Ref) throws(GraphError) -> Graph.Ref? {
    guard isConstant(ref) else { return nil }
    var evaluator = Evaluator<Interval>(Plan(graph, outputs: [ref]))
    evaluator.run()
    var entries: [Graph.Ref] = []
    for value in evaluator.value(ref).elements {
      let sign = Interval.sign(value)
      guard sign.isPoint else { return nil }
      entries.append(try graph.constant(ExactDecimal(Int(sign.lower))))
    }
    return try graph.apply(.assemble(graph[ref].shape), entries)
  }
}

extension Graph {
  /// The value of a constant that is a small whole number.
  func wholeNumber(_ ref: Ref) -> Int? {
    guard let value = constantValue(ref), value.exponent >= 0, value.exponent <= 6,
      value.significand.magnitude < 1_000_000
    else {
      return nil
    }
    let n = value.significand * Int(ExactDecimal.powersOfTen[value.exponent])
    return n.magnitude <= 1 << 20 ? n : nil
  }
}

extension ExactDecimal {
  /// Twice the number, where that is whole and fits.
  fileprivate var timesTwo: Int? {
    guard exponent == -1, significand.isMultiple(of: 5) else { return nil }
    return significand / 5
  }
}
