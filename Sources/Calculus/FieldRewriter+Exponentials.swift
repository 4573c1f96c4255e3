/// eˣ as a product over the terms of x, so that exp(a + b) = exp a · exp b holds in the field too.
extension FieldRewriter {
  /// The form of exp `x`.
  mutating func exponential(of x: Graph.Ref) throws(GraphError) -> Graph.Ref {
    if let known = exponentials[x] { return known }
    let split = depth < Self.depthLimit ? try splitExponential(x) : nil
    let result: Graph.Ref
    if let split { result = split } else { result = try generic(.exp, form(of: x)) }
    exponentials[x] = result
    return result
  }

  private mutating func splitExponential(_ x: Graph.Ref) throws(GraphError) -> Graph.Ref? {
    depth += 1
    defer { depth -= 1 }
    let node = graph[x]
    guard let a = node.inputs.first, let b = node.inputs.last else {
      guard let n = graph.wholeNumber(x) else { return nil }
      let e = try generic(.exp, graph.constant(.one))
      return try graph.repeated(graph.map(.power(n), e), to: node.shape)
    }
    switch node.op {
    case .named: return try exponential(of: a)
    case .map(let function): return try exponential(ofValueOf: function, at: a)
    case .add: return try graph.apply(.multiply, [exponential(of: a), exponential(of: b)])
    case .subtract: return try graph.apply(.divide, [exponential(of: a), exponential(of: b)])
    case .multiply: return try exponential(ofProduct: a, b, node.shape)
    case .divide: return try exponential(ofQuotient: a, b)
    case .sum(let axis): return try graph.product(exponential(of: a), over: axis)
    case .logSumExp(let axis): return try graph.summed(exponential(of: a), axis)
    case .maximum:
      let difference = try graph.apply(.subtract, node.inputs)
      return try choice(difference, .positive, exponential(of: a), exponential(of: b))
    case .minimum:
      let difference = try graph.apply(.subtract, node.inputs)
      return try choice(difference, .positive, exponential(of: b), exponential(of: a))
    case .choose(let test) where node.inputs.count == 3:
      return try choice(a, test, exponential(of: node.inputs[1]), exponential(of: b))
    case .repeated, .reshape, .slice, .transpose, .diagonal, .assemble, .beside, .stacked:
      var parts: [Graph.Ref] = []
      for input in node.inputs { parts.append(try exponential(of: input)) }
      return try graph.apply(node.op, parts)
    default: return nil
    }
  }

  private mutating func exponential(
    ofValueOf function: Elementwise, at a: Graph.Ref
  ) throws(GraphError) -> Graph.Ref? {
    let one = try graph.constant(.one)
    switch function {
    case .negate: return try graph.map(.power(-1), exponential(of: a))
    case .log: return try form(of: a)
    case .softplus: return try graph.apply(.add, [one, exponential(of: a)])
    case .abs:
      let e = try exponential(of: a)
      return try choice(a, .positive, e, graph.map(.power(-1), e))
    case .relu: return try choice(a, .positive, exponential(of: a), one)
    default: return nil
    }
  }

  /// (eᵃ)ⁿ for whole numbers; over the terms of a factor otherwise.
  private mutating func exponential(
    ofProduct a: Graph.Ref, _ b: Graph.Ref, _ shape: Shape
  ) throws(GraphError) -> Graph.Ref? {
    for (factor, other) in [(a, b), (b, a)] {
      guard let n = graph.wholeNumber(graph.unnamed(factor)) else { continue }
      return try graph.repeated(graph.map(.power(n), exponential(of: other)), to: shape)
    }
    for (factor, other) in [(a, b), (b, a)] {
      guard let (op, terms) = terms(of: factor) else { continue }
      var parts: [Graph.Ref] = []
      for term in terms { parts.append(try graph.apply(.multiply, [term, other])) }
      return try exponential(of: graph.apply(op, parts))
    }
    return nil
  }

  private mutating func exponential(
    ofQuotient a: Graph.Ref, _ b: Graph.Ref
  ) throws(GraphError) -> Graph.Ref? {
    guard let (op, terms) = terms(of: a) else { return nil }
    var parts: [Graph.Ref] = []
    for term in terms { parts.append(try graph.apply(.divide, [term, b])) }
    return try exponential(of: graph.apply(op, parts))
  }

  /// The sum, difference or opposite that `ref` is.
  private func terms(of ref: Graph.Ref) -> (Op, [Graph.Ref])? {
    let node = graph[graph.unnamed(ref)]
    return node.op == .add || node.op == .subtract || node.op == .map(.negate)
      ? (node.op, node.inputs) : nil
  }
}
