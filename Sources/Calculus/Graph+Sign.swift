/// What is known about the sign of every entry of a node, over the reals.
enum KnownSign: Hashable, Sendable {
  case positive, nonnegative, unknown

  var isNonnegative: Bool { self != .unknown }
}

/// Signs by form: of sums, products and powers of what is known to be positive.
struct SignAnalysis: Sendable {
  var positiveLeaves: Set<Graph.Ref> = []
  private var known = NodeMap<KnownSign>()

  /// Reads the node from those before it, which it visits first where that was not done.
  mutating func sign(of ref: Graph.Ref, in graph: Graph) -> KnownSign {
    if let sign = known[ref] { return sign }
    for ancestor in graph.ancestors(of: ref, unless: { known[$0] != nil }) {
      known[ancestor] = derive(ancestor, graph)
    }
    return known[ref] ?? .unknown
  }

  private func derive(_ ref: Graph.Ref, _ graph: Graph) -> KnownSign {
    let node = graph[ref]
    let signs = node.inputs.map { known[$0] ?? .unknown }
    switch node.op {
    case .input: return positiveLeaves.contains(ref) ? .positive : .unknown
    case .constant(let value):
      return value.significand > 0 ? .positive : value.isZero ? .nonnegative : .unknown
    case .softmax: return .positive
    case .map(let function): return derive(function, signs.first ?? .unknown)
    case .multiply where node.inputs.first == node.inputs.last:
      return signs.first == .positive ? .positive : .nonnegative
    case .add: return sum(signs)
    case .multiply, .divide, .kronecker: return product(signs)
    case .power where signs.first == .positive: return .positive
    case .maximum: return signs.contains(.positive) ? .positive : weakest(signs, any: true)
    case .choose: return weakest(Array(signs.dropFirst()), any: false)
    case .subtract: return isComplementOfSigmoid(node, graph) ? .positive : .unknown
    case .sum where isEmpty(node, graph), .matmul where isEmpty(node, graph): return .nonnegative
    case .minimum, .named, .sum, .repeated, .reshape, .slice, .assemble, .beside, .stacked,
      .transpose, .diagonal:
      return weakest(signs, any: false)
    case .place, .diagonalMatrix:
      return signs.first?.isNonnegative == true ? .nonnegative : .unknown
    case .matmul: return product(signs)
    default: return .unknown
    }
  }

  private func isEmpty(_ node: Graph.Node, _ graph: Graph) -> Bool {
    node.inputs.contains { graph[$0].shape.count == 0 }
  }

  private func derive(_ function: Elementwise, _ x: KnownSign) -> KnownSign {
    switch function {
    case .exp, .cosh, .sigmoid, .softplus: .positive
    case .abs: x == .positive ? .positive : .nonnegative
    case .sqrt: x == .positive ? .positive : .nonnegative
    case .relu, .step: x == .positive ? .positive : .nonnegative
    case .leakyRelu, .sinh, .tanh, .arctan, .erf, .sign, .elu, .gelu, .silu: x
    case .power(let n) where n.isMultiple(of: 2):
      n == 0 || x == .positive ? .positive : n > 0 ? .nonnegative : .positive
    case .power: x
    default: .unknown
    }
  }

  /// 1 − sigmoid x, which is sigmoid(−x).
  private func isComplementOfSigmoid(_ node: Graph.Node, _ graph: Graph) -> Bool {
    guard let one = node.inputs.first, graph.isOne(one), let last = node.inputs.last else {
      return false
    }
    return graph[graph.unnamed(last)].op == .map(.sigmoid)
  }

  private func sum(_ signs: [KnownSign]) -> KnownSign {
    guard signs.allSatisfy(\.isNonnegative) else { return .unknown }
    return signs.contains(.positive) ? .positive : .nonnegative
  }

  private func product(_ signs: [KnownSign]) -> KnownSign {
    if signs.allSatisfy({ $0 == .positive }) { return .positive }
    return signs.allSatisfy(\.isNonnegative) ? .nonnegative : .unknown
  }

  /// The least that is known of all of `signs`, or, with `any`, of the best of them.
  private func weakest(_ signs: [KnownSign], any: Bool) -> KnownSign {
    if any { return signs.contains(where: \.isNonnegative) ? .nonnegative : .unknown }
    if signs.allSatisfy({ $0 == .positive }) { return .positive }
    return signs.allSatisfy(\.isNonnegative) ? .nonnegative : .unknown
  }
}

extension Graph {
  /// The node that `ref` is another name of.
  func unnamed(_ ref: Ref) -> Ref {
    var ref = ref
    while case .named = self[ref].op, let inner = self[ref].inputs.first { ref = inner }
    return ref
  }
}

extension Graph {
  /// What the branches are chosen by that `outputs` are made of: one node by its sign, or two by which is
  /// greater. Those whose form says the sign are left out; `positive` are leaves that are positive.
  package func openBranches(of outputs: [Ref], positive: Set<Ref>) -> [[Ref]] {
    var signs = SignAnalysis()
    signs.positiveLeaves = positive
    return nodes(of: outputs).compactMap { ref in
      let inputs = self[ref].inputs
      switch self[ref].op {
      case .map(.relu), .map(.abs), .map(.leakyRelu), .map(.step), .map(.sign), .map(.elu),
        .choose(.positive), .choose(.nonnegative):
        guard let argument = inputs.first else { return nil }
        let isKnown =
          signs.sign(of: argument, in: self).isNonnegative
          || signs.isNonpositive(argument, in: self)
        return isKnown ? nil : [argument]
      case .maximum, .minimum:
        guard let a = inputs.first, let b = inputs.last else { return nil }
        let isOrdered = [(a, b), (b, a)].contains { greater, less in
          signs.sign(of: greater, in: self).isNonnegative && signs.isNonpositive(less, in: self)
        }
        return isOrdered ? nil : [a, b]
      default: return nil
      }
    }
  }
}

extension SignAnalysis {
  /// Whether its form says that no entry is positive.
  mutating func isNonpositive(_ ref: Graph.Ref, in graph: Graph) -> Bool {
    let node = graph[graph.unnamed(ref)]
    switch node.op {
    case .constant(let value): return value.significand <= 0
    case .map(.negate): return areNonnegative(node.inputs, graph)
    case .subtract:
      guard let a = node.inputs.first, areNonnegative(node.inputs.dropFirst(), graph) else {
        return false
      }
      let first = graph[graph.unnamed(a)]
      if case .constant(let value) = first.op { return value.significand <= 0 }
      return first.op == .map(.negate) && areNonnegative(first.inputs, graph)
    default: return false
    }
  }

  private mutating func areNonnegative(_ refs: some Sequence<Graph.Ref>, _ graph: Graph) -> Bool {
    for ref in refs where !sign(of: ref, in: graph).isNonnegative { return false }
    return true
  }
}
