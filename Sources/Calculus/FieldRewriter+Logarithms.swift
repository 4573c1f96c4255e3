/// log x over the factors of x, where the real logarithm allows it.
extension FieldRewriter {
  /// The form of log `x`.
  mutating func logarithm(of x: Graph.Ref) throws(GraphError) -> Graph.Ref {
    if let known = logarithms[x] { return known }
    let split = depth < Self.depthLimit ? try splitLogarithm(x) : nil
    let result: Graph.Ref
    if let split { result = split } else { result = try generic(.log, form(of: x)) }
    logarithms[x] = result
    return result
  }

  /// A product is split where a factor is positive: where log(a b) is defined, so is the other's.
  private mutating func splitLogarithm(_ x: Graph.Ref) throws(GraphError) -> Graph.Ref? {
    depth += 1
    defer { depth -= 1 }
    let node = graph[x]
    guard let a = node.inputs.first, let b = node.inputs.last else {
      guard let value = graph.constantValue(x) else { return nil }
      return try logarithm(of: value, node.shape)
    }
    switch node.op {
    case .named: return try logarithm(of: a)
    case .map(let function): return try logarithm(ofValueOf: function, at: a)
    case .multiply where isPositive(a) || isPositive(b):
      return try graph.apply(.add, [logarithm(of: a), logarithm(of: b)])
    case .divide where isPositive(a) || isPositive(b):
      return try graph.apply(.subtract, [logarithm(of: a), logarithm(of: b)])
    case .power where isPositive(a):
      return try graph.apply(.multiply, [form(of: b), logarithm(of: a)])
    case .softmax(let axis):
      let total = try logOfSum(exponential(of: a), form(of: a), over: axis)
      return try graph.minus(form(of: a), graph.repeated(total, to: node.shape))
    case .subtract where isPositive(x): return try logarithmOfComplement(b)
    case .add where isExponentialSum(x): return try logOfTerms(of: x, node.shape)
    case .sum(let axis) where isPositive(a) && hasExponential(a, 0):
      return try logOfSum(form(of: a), logarithm(of: a), over: axis)
    case .repeated, .reshape, .slice, .transpose, .diagonal, .assemble, .beside, .stacked:
      var parts: [Graph.Ref] = []
      for input in node.inputs { parts.append(try logarithm(of: input)) }
      return try graph.apply(node.op, parts)
    default: return nil
    }
  }

  private mutating func logarithm(
    ofValueOf function: Elementwise, at a: Graph.Ref
  ) throws(GraphError) -> Graph.Ref? {
    switch function {
    case .exp: return try form(of: a)
    case .sqrt:
      return try graph.apply(.divide, [logarithm(of: a), graph.constant(ExactDecimal(2))])
    case .power(let n) where isPositive(a):
      return try graph.apply(.multiply, [graph.constant(ExactDecimal(n)), logarithm(of: a)])
    case .sigmoid:
      // a − log(1 + eᵃ)
      let total = try form(of: graph.map(.softplus, a))
      return try graph.apply(.subtract, [form(of: a), total])
    default: return nil
    }
  }

  /// log(1 − sigmoid a) = −log(1 + eᵃ)
  private mutating func logarithmOfComplement(
    _ sigmoid: Graph.Ref
  ) throws(GraphError) -> Graph.Ref? {
    let node = graph[graph.unnamed(sigmoid)]
    guard case .map(.sigmoid) = node.op, let a = node.inputs.first else { return nil }
    return try graph.negative(form(of: graph.map(.softplus, a)))
  }

  /// The sum of the logarithms of the prime factors.
  private mutating func logarithm(
    of value: ExactDecimal, _ shape: Shape
  ) throws(GraphError) -> Graph.Ref? {
    guard value.significand > 0, value.significand < 1_000_000 else { return nil }
    var powers = [2: value.exponent, 5: value.exponent]
    var (rest, prime) = (value.significand, 2)
    while rest > 1 {
      if prime * prime > rest { prime = rest }
      while rest.isMultiple(of: prime) {
        powers[prime, default: 0] += 1
        rest /= prime
      }
      prime += 1
    }
    var sum = try graph.constant(.zero)
    for (prime, power) in powers.sorted(by: { $0.key < $1.key }) where power != 0 {
      let log = try generic(.log, graph.constant(ExactDecimal(prime)))
      sum = try graph.plus(sum, graph.times(graph.constant(ExactDecimal(power)), log))
    }
    return try graph.repeated(sum, to: shape)
  }

  private mutating func isPositive(_ ref: Graph.Ref) -> Bool {
    signs.sign(of: graph.unnamed(ref), in: graph) == .positive
  }
}

/// Logarithms of sums of exponentials: log(eᵃ + eᵇ) = c + log(eᵃ⁻ᶜ + eᵇ⁻ᶜ) for all c.
extension FieldRewriter {
  /// Longer sums stay whole.
  private static let termLimit = 64

  private mutating func isExponentialSum(_ x: Graph.Ref) -> Bool {
    isPositive(x) && terms(x).allSatisfy { isPositive($0) } && hasExponential(x, 0)
  }

  /// True where e to some power is a factor or a term, as far as a few levels show.
  private mutating func hasExponential(_ x: Graph.Ref, _ level: Int) -> Bool {
    if let known = exponentialParts[x] { return known }
    guard level < 64 else { return false }
    let node = graph[x]
    var found = false
    switch node.op {
    case .map(.exp), .map(.sigmoid), .softmax: found = true
    case .add, .multiply, .divide, .sum, .named, .repeated, .reshape, .slice, .transpose, .assemble,
      .beside, .stacked, .map(.power), .map(.sqrt), .matmul:
      for input in node.inputs.prefix(8) where !found { found = hasExponential(input, level + 1) }
    default: break
    }
    exponentialParts[x] = found
    return found
  }

  /// The terms of nested sums.
  private func terms(_ x: Graph.Ref) -> [Graph.Ref] {
    var (found, open) = ([Graph.Ref](), [x])
    while let ref = open.popLast() {
      let bare = graph.unnamed(ref)
      if case .add = graph[bare].op, found.count + open.count < Self.termLimit {
        open += graph[bare].inputs
      } else {
        found.append(bare)
      }
    }
    return found
  }

  private mutating func logOfTerms(
    of x: Graph.Ref, _ shape: Shape
  ) throws(GraphError) -> Graph.Ref {
    var pairs: [(Graph.Ref, Graph.Ref)] = []
    for term in terms(x) { pairs.append((try form(of: term), try logarithm(of: term))) }
    return try graph.repeated(logOfTerms(pairs), to: shape)
  }

  /// From the forms of the terms and of their logarithms.
  mutating func logOfTerms(
    _ terms: [(value: Graph.Ref, logarithm: Graph.Ref)]
  ) throws(GraphError) -> Graph.Ref {
    try graph.apply(
      .field(.logOfSum), terms.map(\.value) + terms.map(\.logarithm) + [seed])
  }

  /// log Σ `values` along an axis, from their logarithms.
  mutating func logOfSum(
    _ values: Graph.Ref, _ logarithms: Graph.Ref, over axis: Axis
  ) throws(GraphError) -> Graph.Ref {
    let shape = graph[values].shape
    let blocks = axis.lines(of: shape)
    guard !blocks.isEmpty, blocks.count <= Self.termLimit else {
      return try generic(.log, graph.summed(values, axis))
    }
    var pairs: [(Graph.Ref, Graph.Ref)] = []
    for block in blocks {
      pairs.append((try graph.sliced(values, block), try graph.sliced(logarithms, block)))
    }
    return try logOfTerms(pairs)
  }
}

extension Axis {
  /// The parts of a matrix that a sum along the axis adds up, each in the shape of the sum.
  fileprivate func lines(of shape: Shape) -> [Block] {
    switch self {
    case .all: shape.entries.map { Block.entry($0.row, $0.column) }
    case .down: (0..<shape.rows).map { Block.row($0, of: shape) }
    case .across: (0..<shape.columns).map { Block.column($0, of: shape) }
    }
  }
}
