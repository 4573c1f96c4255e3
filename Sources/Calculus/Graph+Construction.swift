/// Formulas that are not operations of their own: each is built from a few nodes, so that its
/// derivatives of every order follow.
extension Graph {
  package mutating func zeros(_ shape: Shape) throws(GraphError) -> Ref {
    try constant(.zero, shape)
  }

  package mutating func ones(_ shape: Shape) throws(GraphError) -> Ref { try constant(.one, shape) }

  /// The n×n identity matrix.
  package mutating func identity(_ n: Int) throws(GraphError) -> Ref {
    try apply(.diagonalMatrix, [ones(.column(n))])
  }

  /// π = 4 arctan 1.
  package mutating func pi() throws(GraphError) -> Ref {
    try apply(.multiply, [constant(ExactDecimal(4)), map(.arctan, constant(.one))])
  }

  package mutating func entry(_ x: Ref, _ row: Int, _ column: Int) throws(GraphError) -> Ref {
    try apply(.slice(.entry(row, column)), [x])
  }

  package mutating func row(_ x: Ref, _ row: Int) throws(GraphError) -> Ref {
    try apply(.slice(.row(row, of: self[x].shape)), [x])
  }

  package mutating func column(_ x: Ref, _ column: Int) throws(GraphError) -> Ref {
    try apply(.slice(.column(column, of: self[x].shape)), [x])
  }

  /// The columns on top of each other: m×n → mn×1.
  package mutating func vec(_ x: Ref) throws(GraphError) -> Ref {
    let shape = self[x].shape
    return try apply(.reshape(.column(shape.count)), [apply(.transpose, [x])])
  }

  /// All entries as one column: m×n → mn×1, the same node where it is a column.
  package mutating func flattened(_ x: Ref) throws(GraphError) -> Ref {
    try reshaped(x, to: .column(self[x].shape.count))
  }

  /// The same as one row: m×n → 1×mn.
  package mutating func flattenedRow(_ x: Ref) throws(GraphError) -> Ref {
    try reshaped(x, to: Shape(1, self[x].shape.count))
  }

  /// A matrix from rows of blocks: heights agree within a row, widths between rows.
  package mutating func blocks(_ rows: [[Ref]]) throws(GraphError) -> Ref {
    var bands: [Ref] = []
    for row in rows {
      if row.count == 1 { bands += row } else { bands.append(try apply(.beside, row)) }
    }
    if bands.count == 1, let only = bands.first { return only }
    return try apply(.stacked, bands)
  }

  package mutating func mean(_ x: Ref, over axis: Axis) throws(GraphError) -> Ref {
    let sum = try apply(.sum(axis), [x])
    let parts = max(axis.reduced(self[x].shape).count, 1)
    return try apply(.divide, [sum, constant(ExactDecimal(self[x].shape.count / parts))])
  }

  /// The product of the entries; 1 where there are none.
  package mutating func product(_ x: Ref, over axis: Axis) throws(GraphError) -> Ref {
    try folded(x, axis, .multiply)
  }

  /// The largest entry. Where several are largest, the derivative goes to the last of them.
  package mutating func largest(_ x: Ref, over axis: Axis) throws(GraphError) -> Ref {
    try folded(x, axis, .maximum)
  }

  /// The smallest entry.
  package mutating func smallest(_ x: Ref, over axis: Axis) throws(GraphError) -> Ref {
    try folded(x, axis, .minimum)
  }

  package mutating func logSoftmax(_ x: Ref, over axis: Axis) throws(GraphError) -> Ref {
    let total = try apply(.logSumExp(axis), [x])
    return try apply(.subtract, [x, repeated(total, to: self[x].shape)])
  }

  /// Σ x², the squared 2-norm of a vector and the squared Frobenius norm of a matrix.
  package mutating func squaredNorm(_ x: Ref) throws(GraphError) -> Ref {
    try apply(.sum(.all), [map(.power(2), x)])
  }

  /// √(Σ x²), the 2-norm of a vector and the Frobenius norm of a matrix.
  package mutating func norm(_ x: Ref) throws(GraphError) -> Ref { try map(.sqrt, squaredNorm(x)) }

  /// Σ |x|.
  package mutating func norm1(_ x: Ref) throws(GraphError) -> Ref {
    try apply(.sum(.all), [map(.abs, x)])
  }

  /// The largest |x|.
  package mutating func maxNorm(_ x: Ref) throws(GraphError) -> Ref {
    try largest(map(.abs, x), over: .all)
  }

  /// Σ a ⊙ b.
  package mutating func inner(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    try apply(.sum(.all), [apply(.multiply, [a, b])])
  }

  /// a bᵀ for columns a and b.
  package mutating func outer(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    try apply(.matmul, [a, apply(.transpose, [b])])
  }

  package mutating func trace(_ a: Ref) throws(GraphError) -> Ref {
    try apply(.sum(.all), [apply(.diagonal, [a])])
  }

  /// log det a, undefined where the determinant is not positive.
  package mutating func logDeterminant(_ a: Ref) throws(GraphError) -> Ref {
    try map(.log, apply(.determinant, [a]))
  }

  /// a⁻¹ b.
  package mutating func solve(_ a: Ref, _ b: Ref) throws(GraphError) -> Ref {
    try apply(.matmul, [apply(.inverse, [a]), b])
  }

  /// x held between the bounds.
  package mutating func clamp(_ x: Ref, _ low: Ref, _ high: Ref) throws(GraphError) -> Ref {
    try apply(.minimum, [apply(.maximum, [x, low]), high])
  }

  /// Halves the axis until one line is left: log₂ n nodes, none of which divides.
  private mutating func folded(_ x: Ref, _ axis: Axis, _ op: Op) throws(GraphError) -> Ref {
    switch axis {
    case .all:
      return try folded(reshaped(x, to: .column(self[x].shape.count)), .down, op)
    case .across:
      return try apply(.transpose, [folded(apply(.transpose, [x]), .down, op)])
    case .down:
      let shape = self[x].shape
      guard shape.rows > 0 else { return try emptyFold(Shape(1, shape.columns), op) }
      return try foldedDown(x, op)
    }
  }

  private mutating func foldedDown(_ x: Ref, _ op: Op) throws(GraphError) -> Ref {
    var rest = x
    while self[rest].shape.rows > 1 {
      let (half, columns) = (self[rest].shape.rows / 2, 0..<self[rest].shape.columns)
      let top = try apply(.slice(Block(rows: 0..<half, columns: columns)), [rest])
      let next = try apply(.slice(Block(rows: half..<(2 * half), columns: columns)), [rest])
      let odd = 2 * half..<self[rest].shape.rows
      let pairs = try apply(op, [top, next])
      rest =
        odd.isEmpty
        ? pairs
        : try apply(.stacked, [pairs, apply(.slice(Block(rows: odd, columns: columns)), [rest])])
    }
    return rest
  }

  private mutating func emptyFold(_ shape: Shape, _ op: Op) throws(GraphError) -> Ref {
    guard op == .multiply else {
      throw GraphError(.inputCount(operation: op.verb, 0))
    }
    return try ones(shape)
  }
}
