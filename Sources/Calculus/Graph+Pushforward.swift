extension Graph {
  /// The forward rule of node `y`: its tangent, given those of its inputs (nil for zero).
  mutating func pushforward(_ y: Ref, tangents: [Ref?]) throws(GraphError) -> Ref? {
    let node = self[y]
    switch node.op {
    case .assemble, .beside, .stacked: return try pushforwardJoined(node, tangents)
    default: break
    }
    var sum: Ref?
    for (i, dx) in tangents.enumerated() {
      guard let dx, let dy = try pushforward(node, y, dx, i) else { continue }
      if let old = sum { sum = try plus(old, dy) } else { sum = dy }
    }
    return sum
  }

  /// What the tangent `dx` of input `i` gives; nil for zero.
  private mutating func pushforward(
    _ node: Node, _ y: Ref, _ dx: Ref, _ i: Int
  ) throws(GraphError) -> Ref? {
    let x = node.inputs
    switch node.op {
    case .input, .constant: return nil
    case .named: return dx
    case .map(let function): return try times(derivative(of: function, at: x[0], value: y), dx)
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .choose:
      return try pushforwardBinary(node, y, dx, i)
    case .matmul: return try apply(.matmul, i == 0 ? [dx, x[1]] : [x[0], dx])
    case .kronecker: return try apply(.kronecker, i == 0 ? [dx, x[1]] : [x[0], dx])
    case .logSumExp(let axis):
      return try summed(times(apply(.softmax(axis), [x[0]]), dx), axis)
    case .softmax(let axis):
      return try times(y, minus(dx, repeated(summed(times(y, dx), axis), to: node.shape)))
    case .determinant:
      return try summed(times(determinantGradient(x[0], y), dx), .all)
    case .inverse:
      return try negative(apply(.matmul, [y, apply(.matmul, [dx, y])]))
    case .transpose: return try flipped(dx)
    case .sum(let axis): return try summed(dx, axis)
    case .repeated(let shape): return try repeated(dx, to: shape)
    case .reshape(let shape): return try reshaped(dx, to: shape)
    case .slice(let block): return try sliced(dx, block)
    case .place, .diagonal, .diagonalMatrix: return try apply(node.op, [dx])
    case .abstract(let id, let orders):
      return try summed(times(abstractGradient(id, orders, x, i), dx), .all)
    case .field: throw GraphError(.noDerivative)
    case .assemble, .beside, .stacked: return dx
    }
  }

  private mutating func pushforwardBinary(
    _ node: Node, _ y: Ref, _ dx: Ref, _ i: Int
  ) throws(GraphError) -> Ref? {
    let x = node.inputs
    let zero = try constant(.zero)
    let wide = try spread(dx, to: node.shape)
    switch node.op {
    case .subtract where i == 1: return try negative(wide)
    case .multiply: return try times(wide, x[1 - i])
    case .divide where i == 0: return try over(wide, x[1])
    case .divide: return try negative(over(times(y, wide), x[1]))
    case .power: return try times(wide, powerDerivative(x[0], x[1], y, i))
    case .maximum:
      let c = try apply(.subtract, x)
      return i == 0 ? try chosen(c, .positive, wide, zero) : try chosen(c, .positive, zero, wide)
    case .minimum:
      let c = try apply(.subtract, x)
      return i == 1 ? try chosen(c, .positive, wide, zero) : try chosen(c, .positive, zero, wide)
    case .choose(let test):
      if i == 0 { return nil }
      return i == 1 ? try chosen(x[0], test, wide, zero) : try chosen(x[0], test, zero, wide)
    default: return wide
    }
  }

  /// Joining is linear in all inputs at once: absent tangents are zeros of their input's shape.
  private mutating func pushforwardJoined(
    _ node: Node, _ tangents: [Ref?]
  ) throws(GraphError) -> Ref {
    var parts: [Ref] = []
    for (x, dx) in zip(node.inputs, tangents) {
      parts.append(try orZeros(dx, self[x].shape))
    }
    return try apply(node.op, parts)
  }
}
