extension Graph {
  /// A part of the adjoint of an input.
  enum Cotangent {
    case whole(Ref)
    /// Of the entry at this row-major position alone: a 1×1.
    case entry(Int, Ref)
  }

  /// The reverse rule of node `y`, given its adjoint `dy`: what it adds to the adjoints of those of its
  /// inputs that are in `active`.
  mutating func pullback(
    _ y: Ref, adjoint dy: Ref, to active: NodeSet
  ) throws(GraphError) -> [(Ref, Cotangent)] {
    let node = self[y]
    var parts: [(Ref, Cotangent)] = []
    for (position, x) in node.inputs.enumerated() where active.contains(x) {
      if case .slice(let block) = node.op, block.shape.isScalar {
        let column = block.columns.lowerBound
        parts.append((x, .entry(block.rows.lowerBound * self[x].shape.columns + column, dy)))
      } else if let dx = try pullback(node, y, dy, position), !isZero(dx) {
        parts.append((x, .whole(dx)))
      }
    }
    return parts
  }

  /// The adjoint of input `i`; nil for zero.
  private mutating func pullback(
    _ node: Node, _ y: Ref, _ dy: Ref, _ i: Int
  ) throws(GraphError) -> Ref? {
    let x = node.inputs
    let shape = self[x[i]].shape
    switch node.op {
    case .input, .constant: return nil
    case .named: return dy
    case .map(let function): return try times(dy, derivative(of: function, at: x[0], value: y))
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .choose:
      return try gathered(pullbackBinary(node, y, dy, i), to: shape)
    case .matmul:
      return i == 0
        ? try apply(.matmul, [dy, flipped(x[1])]) : try apply(.matmul, [flipped(x[0]), dy])
    case .transpose: return try flipped(dy)
    case .kronecker: return try pullbackKronecker(x[0], x[1], dy, i)
    case .sum: return try repeated(dy, to: shape)
    case .logSumExp(let axis):
      return try times(repeated(dy, to: shape), apply(.softmax(axis), [x[0]]))
    case .softmax(let axis):
      return try times(y, minus(dy, repeated(summed(times(dy, y), axis), to: shape)))
    case .determinant: return try times(dy, determinantGradient(x[0], y))
    case .inverse:
      let inner = try apply(.matmul, [flipped(y), dy])
      return try negative(apply(.matmul, [inner, flipped(y)]))
    case .abstract(let id, let orders):
      let by = try abstractGradient(id, orders, x, i)
      return try times(dy, by)
    case .field: throw GraphError(.noDerivative)
    case .repeated, .reshape, .slice, .place, .assemble, .beside, .stacked, .diagonal,
      .diagonalMatrix:
      return try pullbackArrangement(node, dy, i, shape)
    }
  }

  /// The adjoint of input `i`, still in the shape of the result.
  private mutating func pullbackBinary(
    _ node: Node, _ y: Ref, _ dy: Ref, _ i: Int
  ) throws(GraphError) -> Ref {
    let x = node.inputs
    let zero = try constant(.zero)
    switch node.op {
    case .subtract where i == 1: return try negative(dy)
    case .multiply: return try times(dy, x[1 - i])
    case .divide where i == 0: return try over(dy, x[1])
    case .divide: return try negative(times(dy, over(y, x[1])))
    case .power: return try times(dy, powerDerivative(x[0], x[1], y, i))
    case .maximum:
      let c = try apply(.subtract, x)
      return i == 0 ? try chosen(c, .positive, dy, zero) : try chosen(c, .positive, zero, dy)
    case .minimum:
      let c = try apply(.subtract, x)
      return i == 1 ? try chosen(c, .positive, dy, zero) : try chosen(c, .positive, zero, dy)
    case .choose(let test):
      if i == 0 { return try constant(.zero, node.shape) }
      return i == 1 ? try chosen(x[0], test, dy, zero) : try chosen(x[0], test, zero, dy)
    default: return dy
    }
  }

  /// The derivatives of an abstract function by the entries of input `i`, in the shape of the input.
  mutating func abstractGradient(
    _ id: Int, _ orders: [Int], _ x: [Ref], _ i: Int
  ) throws(GraphError) -> Ref {
    let start = x[..<i].reduce(0) { $0 + self[$1].shape.count }
    var parts: [Ref] = []
    for position in 0..<self[x[i]].shape.count {
      parts.append(try apply(.abstract(id: id, orders: (orders + [start + position]).sorted()), x))
    }
    return try apply(.assemble(self[x[i]].shape), parts)
  }

  /// ∂(aᵇ)/∂a = b aᵇ⁻¹ and ∂(aᵇ)/∂b = aᵇ log a, entry by entry.
  mutating func powerDerivative(_ a: Ref, _ b: Ref, _ y: Ref, _ i: Int) throws(GraphError) -> Ref {
    if i == 1 { return try times(y, map(.log, a)) }
    let less = try apply(.subtract, [b, constant(.one)])
    return try times(b, apply(.power, [a, less]))
  }

  /// With A: m×n and B: p×q, A ⊗ B = (A ⊗ 1) ⊙ (1 ⊗ B) for matrices of ones; multiplying by the
  /// Kronecker products of an identity and ones sums what one entry was spread to.
  private mutating func pullbackKronecker(
    _ a: Ref, _ b: Ref, _ dy: Ref, _ i: Int
  ) throws(GraphError) -> Ref {
    let (s, t) = (self[a].shape, self[b].shape)
    let (weights, left, right): (Ref, Ref, Ref)
    if i == 0 {
      weights = try apply(.kronecker, [ones(s), b])
      left = try apply(.kronecker, [identity(s.rows), ones(Shape(1, t.rows))])
      right = try apply(.kronecker, [identity(s.columns), ones(Shape(t.columns, 1))])
    } else {
      weights = try apply(.kronecker, [a, ones(t)])
      left = try apply(.kronecker, [ones(Shape(1, s.rows)), identity(t.rows)])
      right = try apply(.kronecker, [ones(Shape(s.columns, 1)), identity(t.columns)])
    }
    return try apply(.matmul, [apply(.matmul, [left, times(dy, weights)]), right])
  }

  /// The adjoints of operations that only move entries move them back.
  private mutating func pullbackArrangement(
    _ node: Node, _ dy: Ref, _ i: Int, _ shape: Shape
  ) throws(GraphError) -> Ref {
    switch node.op {
    case .repeated(let full):
      let flat = shape.rows == full.rows ? dy : try summed(dy, .down)
      return shape.columns == full.columns ? flat : try summed(flat, .across)
    case .slice(let block):
      let (row, column) = (block.rows.lowerBound, block.columns.lowerBound)
      return try apply(.place(row: row, column: column, in: shape), [dy])
    case .place(let row, let column, _):
      let (rows, columns) = (row..<(row + shape.rows), column..<(column + shape.columns))
      return try sliced(dy, Block(rows: rows, columns: columns))
    case .assemble(let full):
      return try sliced(dy, .entry(i / max(full.columns, 1), i % max(full.columns, 1)))
    case .beside:
      let start = node.inputs[..<i].reduce(0) { $0 + self[$1].shape.columns }
      return try sliced(
        dy, Block(rows: 0..<shape.rows, columns: start..<(start + shape.columns)))
    case .stacked:
      let start = node.inputs[..<i].reduce(0) { $0 + self[$1].shape.rows }
      return try sliced(
        dy, Block(rows: start..<(start + shape.rows), columns: 0..<shape.columns))
    case .diagonal: return try apply(.diagonalMatrix, [dy])
    case .diagonalMatrix: return try apply(.diagonal, [dy])
    default: return try reshaped(dy, to: shape)
    }
  }
}
