/// Expressions as a graph: every node is a matrix, made once from nodes before it.
///
/// Equal operations on equal inputs are one node (hash-consing), so the graph is as small as the
/// distinct subexpressions. `apply` takes every operation as written and simplifies nothing: two
/// formulas are the same node only if they are the same formula.
package struct Graph: Sendable {
  /// A node. The order of references is a topological order.
  package struct Ref: Hashable, Sendable, Comparable {
    package let index: Int

    package static func < (a: Ref, b: Ref) -> Bool { a.index < b.index }
  }

  package struct Node: Hashable, Sendable {
    package let op: Op
    package let inputs: [Ref]
    package let shape: Shape
  }

  /// What a graph may grow to, so that a stranger's note cannot exhaust the machine.
  package struct Limits: Sendable {
    package var nodes: Int
    /// Entries of all nodes together; evaluation keeps every entry of the nodes it needs.
    package var elements: Int
    /// Multiplications and the like that it takes to evaluate every node once.
    package var work: Int

    package init(nodes: Int = 1_000_000, elements: Int = 1 << 24, work: Int = 1 << 30) {
      self.nodes = nodes
      self.elements = elements
      self.work = work
    }
  }

  package let limits: Limits
  /// What the note that it is about may still cost.
  package let allowance: Allowance
  private var nodes: [Node] = []
  private var table = NodeTable()
  private var elements = 0
  private var work = 0

  package init(limits: Limits = Limits(), allowance: Allowance = Allowance()) {
    (self.limits, self.allowance) = (limits, allowance)
  }

  package var count: Int { nodes.count }

  /// An eighth of what its limits allow is used up.
  package var isCrowded: Bool {
    nodes.count > limits.nodes / 8 || elements > limits.elements / 8 || work > limits.work / 8
  }

  package subscript(ref: Ref) -> Node { _read { yield nodes[ref.index] } }

  /// `self[ref].shape` and `self[ref].op`; for other modules, to which reading a whole node is a call that takes memory.
  package func shape(of ref: Ref) -> Shape { nodes[ref.index].shape }
  package func op(of ref: Ref) -> Op { nodes[ref.index].op }

  /// Calls `body` with every input of `ref`, without a copy of the list of them.
  @inline(__always)
  func forEachInput(of ref: Ref, _ body: (Ref) -> Void) {
    for position in 0..<nodes[ref.index].inputs.count { body(nodes[ref.index].inputs[position]) }
  }

  /// A fresh leaf each call.
  package mutating func input(_ shape: Shape) throws(GraphError) -> Ref {
    let op = Op.input(nodes.count)
    return try append(Node(op: op, inputs: [], shape: shape), Node.fingerprint(op, []))
  }

  /// A matrix with `value` at every entry.
  package mutating func constant(
    _ value: ExactDecimal, _ shape: Shape = .scalar
  ) throws(GraphError) -> Ref {
    let op = Op.constant(value)
    let key = mix(Node.fingerprint(op, []), UInt64(truncatingIfNeeded: shape.count))
    if let known = table.position(key, where: { nodes[$0].op == op && nodes[$0].shape == shape }) {
      return Ref(index: known)
    }
    return try append(Node(op: op, inputs: [], shape: shape), key)
  }

  package mutating func apply(_ op: Op, _ inputs: [Ref]) throws(GraphError) -> Ref {
    guard inputs.allSatisfy({ $0.index < nodes.count }) else { throw GraphError(.foreignNode) }
    let key = Node.fingerprint(op, inputs)
    if let known = table.position(key, where: { nodes[$0].op == op && nodes[$0].inputs == inputs })
    {
      return Ref(index: known)
    }
    let shape = try op.shape(of: inputs.map { nodes[$0.index].shape })
    return try append(Node(op: op, inputs: inputs, shape: shape), key)
  }

  /// The same value as a variable of its own: never merged with `value` or with another key, so that
  /// `∂u/∂v` can differentiate by it.
  package mutating func named(_ value: Ref, key: Int) throws(GraphError) -> Ref {
    try apply(.named(key), [value])
  }

  /// Adds a node that is new; `key`: its fingerprint.
  private mutating func append(_ node: Node, _ key: UInt64) throws(GraphError) -> Ref {
    try admit(node)
    nodes.append(node)
    table.append(key)
    return Ref(index: nodes.count - 1)
  }

  /// Counts the node against the limits.
  private mutating func admit(_ node: Node) throws(GraphError) {
    guard nodes.count < limits.nodes else {
      throw GraphError(.limit(name: "steps of computation", value: limits.nodes))
    }
    guard let total = sum(elements, node.shape.count), total <= limits.elements else {
      throw GraphError(.limit(name: "matrix entries", value: limits.elements))
    }
    let cost = node.op.cost(of: node.shape, node.inputs.first.map { nodes[$0.index].shape })
    guard let effort = sum(work, cost), effort <= limits.work else {
      throw GraphError(.limit(name: "multiplications", value: limits.work))
    }
    guard allowance.spend(Price.node + node.inputs.count) else {
      throw GraphError(.work(refusal: allowance.refusal))
    }
    (elements, work) = (total, effort)
  }

  private func sum(_ a: Int, _ b: Int) -> Int? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }
}
