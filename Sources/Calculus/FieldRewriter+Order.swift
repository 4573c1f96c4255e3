/// What the model of order by squares needs: positive numbers that are no squares modulo p, such as 3,
/// must not stand in what is asked for its sign, nor under a root.
extension FieldRewriter {
  /// A node that has the same sign as `ref` at every entry, without factors that are positive and with
  /// odd increasing functions taken off.
  mutating func signCarrier(of ref: Graph.Ref) throws(GraphError) -> Graph.Ref {
    let bare = graph.unnamed(ref)
    if let known = carriers[bare] { return known }
    guard depth < Self.depthLimit else { return bare }
    depth += 1
    defer { depth -= 1 }
    let carrier = try reducedCarrier(of: bare)
    carriers[bare] = carrier
    return carrier
  }

  private mutating func reducedCarrier(of ref: Graph.Ref) throws(GraphError) -> Graph.Ref {
    let node = graph[ref]
    guard let a = node.inputs.first, let b = node.inputs.last else { return ref }
    switch node.op {
    case .multiply, .divide:
      let factors = try [signFactor(a), signFactor(b)].compactMap { $0 }
      guard let first = factors.first, let last = factors.last else { return ref }
      let product = factors.count == 1 ? first : try graph.apply(.multiply, [first, last])
      return try graph.repeated(product, to: node.shape)
    case .map(.negate): return try graph.negative(signCarrier(of: a))
    case .map(.power(let n)) where !n.isMultiple(of: 2): return try signCarrier(of: a)
    case .map(.tanh), .map(.sinh), .map(.arctan), .map(.erf), .map(.silu), .map(.elu):
      return try signCarrier(of: a)
    case .transpose, .reshape, .slice, .repeated:
      return try graph.apply(node.op, [signCarrier(of: a)])
    default: return ref
    }
  }

  /// What a factor does to the sign of a product: nil for a positive one.
  private mutating func signFactor(_ ref: Graph.Ref) throws(GraphError) -> Graph.Ref? {
    let bare = graph.unnamed(ref)
    if let value = graph.constantValue(bare), value.significand < 0 {
      return try graph.constant(ExactDecimal(-1), graph[bare].shape)
    }
    if signs.sign(of: bare, in: graph) == .positive { return nil }
    return try signCarrier(of: bare)
  }

  /// What the sign of a carrier is the product of: χ is multiplicative, so the signs of the factors
  /// decide that of the product. A product of very many parts stays whole.
  func signFactors(of carrier: Graph.Ref) -> [Graph.Ref] {
    var open = [carrier]
    var found: [Graph.Ref] = []
    var seen: Set<Graph.Ref> = []
    while let ref = open.popLast() {
      guard seen.insert(ref).inserted else { continue }
      guard seen.count <= 64 else { return [carrier] }
      let node = graph[ref]
      switch node.op {
      case .multiply, .map(.negate), .repeated: open += node.inputs
      case .constant: break
      default: found.append(ref)
      }
    }
    return found
  }

  /// √`a`. The roots of rational squares are those numbers, and √(a²) is |a|.
  mutating func root(of a: Graph.Ref) throws(GraphError) -> Graph.Ref {
    let bare = graph.unnamed(a)
    let node = graph[bare]
    if let root = graph.constantValue(bare)?.squareRoot {
      return try graph.constant(root, node.shape)
    }
    if let x = node.inputs.first, let y = node.inputs.last, depth < Self.depthLimit {
      depth += 1
      defer { depth -= 1 }
      switch node.op {
      case .map(.power(2)):
        let positive = try form(of: x)
        return try choice(x, .positive, positive, graph.negative(positive))
      case .multiply:
        for (factor, other) in [(x, y), (y, x)] {
          guard let root = constantRoot(factor) else { continue }
          let rest = try self.root(of: other)
          return try graph.repeated(
            graph.apply(.multiply, [graph.constant(root), rest]), to: node.shape)
        }
      case .divide:
        if let root = constantRoot(y) {
          let rest = try self.root(of: x)
          return try graph.repeated(
            graph.apply(.divide, [rest, graph.constant(root)]), to: node.shape)
        }
      default: break
      }
    }
    return try graph.map(.sqrt, form(of: bare))
  }

  private func constantRoot(_ ref: Graph.Ref) -> ExactDecimal? {
    graph.constantValue(graph.unnamed(ref))?.squareRoot
  }
}

extension ExactDecimal {
  /// The root of the square of a decimal; nil for other numbers, and for 0.
  fileprivate var squareRoot: ExactDecimal? {
    guard significand > 0, significand < 1 << 50 else { return nil }
    let isOdd = !exponent.isMultiple(of: 2)
    let square = isOdd ? significand * 10 : significand
    let root = Int(Double(square).squareRoot())
    guard root * root == square else { return nil }
    return ExactDecimal(significand: root, exponent: (isOdd ? exponent - 1 : exponent) / 2)
  }
}
