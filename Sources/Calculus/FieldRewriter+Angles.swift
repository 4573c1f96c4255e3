/// sin and cos over the terms of their argument, by the addition theorems, and by the rational
/// parametrisation of the circle where it has none.
extension FieldRewriter {
  mutating func angle(of x: Graph.Ref) throws(GraphError) -> Angle {
    if let known = angles[x] { return known }
    let split = depth < Self.depthLimit ? try splitAngle(x) : nil
    let result: Angle
    if let split { result = split } else { result = try genericAngle(form(of: x)) }
    angles[x] = result
    return result
  }

  /// cos x = (1 − t²)/(1 + t²) and sin x = 2t/(1 + t²) for t = tan(x/2).
  private mutating func genericAngle(_ x: Graph.Ref) throws(GraphError) -> Angle {
    let one = try graph.constant(.one)
    let t = try generic(.tanOfHalf, x)
    let square = try graph.map(.power(2), t)
    let more = try graph.apply(.add, [one, square])
    let less = try graph.apply(.subtract, [one, square])
    return Angle(
      cosine: try graph.apply(.divide, [less, more]),
      sine: try graph.apply(.divide, [graph.apply(.add, [t, t]), more]))
  }

  private mutating func splitAngle(_ x: Graph.Ref) throws(GraphError) -> Angle? {
    depth += 1
    defer { depth -= 1 }
    let node = graph[x]
    guard let a = node.inputs.first, let b = node.inputs.last else { return nil }
    switch node.op {
    case .named: return try angle(of: a)
    case .map(.negate): return try opposite(angle(of: a))
    case .add: return try sum(angle(of: a), angle(of: b))
    case .subtract: return try sum(angle(of: a), opposite(angle(of: b)))
    case .multiply:
      for (factor, other) in [(a, b), (b, a)] {
        guard let n = graph.wholeNumber(graph.unnamed(factor)), n != 0, n.magnitude <= 32,
          graph[other].shape == node.shape
        else { continue }
        return try multiple(n, angle(of: other))
      }
      return nil
    case .repeated, .reshape, .slice, .transpose, .diagonal, .assemble, .beside, .stacked:
      var (cosines, sines) = ([Graph.Ref](), [Graph.Ref]())
      for input in node.inputs {
        let angle = try angle(of: input)
        cosines.append(angle.cosine)
        sines.append(angle.sine)
      }
      return Angle(
        cosine: try graph.apply(node.op, cosines), sine: try graph.apply(node.op, sines))
    default: return nil
    }
  }

  private mutating func opposite(_ a: Angle) throws(GraphError) -> Angle {
    Angle(cosine: a.cosine, sine: try graph.negative(a.sine))
  }

  private mutating func sum(_ a: Angle, _ b: Angle) throws(GraphError) -> Angle {
    let (cc, ss) = (
      try graph.apply(.multiply, [a.cosine, b.cosine]),
      try graph.apply(.multiply, [a.sine, b.sine])
    )
    let (sc, cs) = (
      try graph.apply(.multiply, [a.sine, b.cosine]),
      try graph.apply(.multiply, [a.cosine, b.sine])
    )
    return Angle(
      cosine: try graph.apply(.subtract, [cc, ss]), sine: try graph.apply(.add, [sc, cs]))
  }

  private mutating func multiple(_ n: Int, _ a: Angle) throws(GraphError) -> Angle {
    var result = a
    for _ in 1..<max(n.magnitude, 1) { result = try sum(result, a) }
    return n < 0 ? try opposite(result) : result
  }
}
