extension Graph {
  /// Reverse mode: the gradient of `y` (1×1) by each of `variables`, in the variable's shape.
  ///
  /// A variable may be any node: `y` is then a function of it, and what does not depend on it is held
  /// fixed (the total derivative). Nil where `y` does not depend on the variable. The gradients are
  /// nodes like any other, so gradients of gradients follow. Adds a small multiple of the number of
  /// nodes between the variables and `y`. Nodes of `held` are constants, whatever they are made of.
  package mutating func gradients(
    of y: Ref, by variables: [Ref], holding held: Set<Ref> = []
  ) throws(GraphError) -> [Ref?] {
    guard self[y].shape.isScalar else { throw GraphError(.notScalar(self[y].shape)) }
    let path = path(to: y, from: variables, holding: held)
    let first = variables.min() ?? y
    var active = NodeSet(from: first, through: y)
    for ref in path { active.insert(ref) }
    var adjoints = NodeMap<Adjoint>(capacity: path.count)
    adjoints[y] = Adjoint(dense: try constant(.one))
    var gradients = NodeMap<Ref>()
    for ref in path.reversed() {
      guard let dy = try adjoints.removeValue(for: ref)?.ref(in: &self, self[ref].shape) else {
        continue
      }
      if variables.contains(ref) { gradients[ref] = dy }
      for (input, part) in try pullback(ref, adjoint: dy, to: active) {
        var adjoint = adjoints.removeValue(for: input) ?? Adjoint()
        try adjoint.add(part, in: &self)
        adjoints[input] = adjoint
      }
    }
    var results: [Ref?] = []
    for v in variables {
      // A step function depends on its input, with gradient zero.
      results.append(active.contains(v) ? try orZeros(gradients[v], self[v].shape) : nil)
    }
    return results
  }

  /// The derivative of every entry of `y` by every entry of `v`: a `y.count × v.count` matrix, both in
  /// row-major order. Nil where `y` does not depend on `v` while the nodes of `held` stay constant.
  package mutating func jacobian(
    of y: Ref, by v: Ref, holding held: Set<Ref> = []
  ) throws(GraphError) -> Ref? {
    guard depends(y, on: v, holding: held) else { return nil }
    let (m, n) = (self[y].shape.count, self[v].shape.count)
    guard m > 0, n > 0 else { return try constant(.zero, Shape(m, n)) }
    return n < m ? try jacobianColumns(y, v, held) : try jacobianRows(y, v, held)
  }

  /// Forward mode, once for every entry of `v`.
  private mutating func jacobianColumns(
    _ y: Ref, _ v: Ref, _ held: Set<Ref>
  ) throws(GraphError) -> Ref {
    let (m, n) = (self[y].shape, self[v].shape)
    var columns: [Ref] = []
    for (row, column) in n.entries {
      let dv = try apply(.place(row: row, column: column, in: n), [constant(.one)])
      let dy = try orZeros(pushforward(of: y, by: v, along: dv, holding: held), m)
      columns.append(try reshaped(dy, to: .column(m.count)))
    }
    return try apply(.beside, columns)
  }

  /// Reverse mode, once for every entry of `y`.
  private mutating func jacobianRows(
    _ y: Ref, _ v: Ref, _ held: Set<Ref>
  ) throws(GraphError) -> Ref {
    let (m, n) = (self[y].shape, self[v].shape)
    var rows: [Ref] = []
    for (row, column) in m.entries {
      let component = m.isScalar ? y : try entry(y, row, column)
      let found = try gradients(of: component, by: [v], holding: held)
      let dv = try orZeros(found.first ?? nil, n)
      rows.append(try reshaped(dv, to: Shape(1, n.count)))
    }
    return try apply(.stacked, rows)
  }

  /// Forward mode: the tangent of `y`, in the shape of `y`, when `v` moves along `dv`, which has the
  /// shape of `v`. Nil where `y` does not depend on `v`.
  package mutating func pushforward(
    of y: Ref, by v: Ref, along dv: Ref, holding held: Set<Ref> = []
  ) throws(GraphError) -> Ref? {
    try pushforward(of: y, along: [v: dv], holding: held)
  }

  /// The tangent of `y` when every variable moves along its direction, which has its shape.
  package mutating func pushforward(
    of y: Ref, along directions: [Ref: Ref], holding held: Set<Ref> = []
  ) throws(GraphError) -> Ref? {
    for (v, dv) in directions where self[dv].shape != self[v].shape {
      throw GraphError(
        .shapeMismatch(operation: "move along", shapes: [self[v].shape, self[dv].shape]))
    }
    let path = path(to: y, from: Array(directions.keys), holding: held)
    guard path.last == y else { return nil }
    var tangents = NodeMap<Ref>(capacity: path.count)
    for (v, dv) in directions { tangents[v] = dv }
    for ref in path where directions[ref] == nil {
      tangents[ref] = try pushforward(ref, tangents: self[ref].inputs.map { tangents[$0] })
    }
    return try orZeros(tangents[y], self[y].shape)
  }
}

/// What the reverse loop has collected for one node. Derivatives of single entries are kept apart and
/// put together once, so that a formula over all entries of a matrix costs no matrix for each.
private struct Adjoint {
  var dense: Graph.Ref?
  private var entries: [Int: Graph.Ref] = [:]

  init(dense: Graph.Ref? = nil) { self.dense = dense }

  mutating func add(_ part: Graph.Cotangent, in graph: inout Graph) throws(GraphError) {
    switch part {
    case .whole(let value):
      dense = try Self.sum(dense, value, in: &graph)
    case .entry(let position, let value):
      entries[position] = try Self.sum(entries[position], value, in: &graph)
    }
  }

  func ref(in graph: inout Graph, _ shape: Shape) throws(GraphError) -> Graph.Ref? {
    guard !entries.isEmpty else { return dense }
    let zero = try graph.constant(.zero)
    let sparse = try graph.apply(.assemble(shape), (0..<shape.count).map { entries[$0] ?? zero })
    return try Self.sum(dense, sparse, in: &graph)
  }

  private static func sum(
    _ old: Graph.Ref?, _ value: Graph.Ref, in graph: inout Graph
  ) throws(GraphError) -> Graph.Ref {
    guard let old else { return value }
    return try graph.plus(old, value)
  }
}

extension Shape {
  /// All (row, column) in row-major order.
  var entries: [(row: Int, column: Int)] {
    (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
  }
}
