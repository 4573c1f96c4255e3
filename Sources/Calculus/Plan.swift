/// The steps that compute some nodes of a graph: planned once, run many times.
///
/// Names and new shapes of the same entries take no step and no room, nor do transposes of which only
/// matrix products make use: those read the original the other way.
package struct Plan: Sendable {
  /// Where a node's entries stand in the evaluator's buffer.
  struct Slot: Sendable {
    let offset: Int
    let shape: Shape
    /// The entries stand column by column.
    var isTransposed = false

    /// Among all values.
    var range: Range<Int> { offset..<(offset + shape.count) }
    var rowStride: Int { isTransposed ? 1 : shape.columns }
    var columnStride: Int { isTransposed ? shape.rows : 1 }
  }

  struct Step: Sendable {
    let ref: Graph.Ref
    let op: Op
    /// Where its inputs stand among `sources`.
    let inputs: Range<Int>
    let output: Slot
    /// What the steps before it cost, in numbers that cost 1.
    let priceBefore: Int
  }

  /// In topological order; only nodes that the outputs need.
  private(set) var steps: [Step] = []
  /// The inputs of all steps, one behind the other.
  private(set) var sources: [Slot] = []
  /// The leaves to set before a run.
  package private(set) var inputs: [Graph.Ref] = []
  package private(set) var outputs: [Graph.Ref] = []
  private(set) var slots = NodeMap<Slot>()
  /// Entries of all nodes together. `Graph.Limits` keeps it small enough to allocate.
  package private(set) var size = 0
  /// What the steps cost, in numbers that cost 1.
  private var price = 0
  private(set) var allowance: Allowance?

  /// Where the entries of a node stand among all values; nil for nodes outside the plan.
  package func range(of ref: Graph.Ref) -> Range<Int>? {
    slots[ref]?.range
  }

  /// A plan of nothing, to be extended.
  package init() {}

  /// Adds the steps that compute `outputs` from what is planned so far.
  package mutating func extend(_ graph: Graph, by outputs: [Graph.Ref]) {
    self.outputs += outputs
    allowance = graph.allowance
    for output in outputs where slots[output] == nil {
      let needed = missing(graph, for: output)
      _ = graph.allowance.spend(Price.place * needed.count)
      for ref in needed {
        place(ref, in: graph, isFolded: false)
      }
    }
  }

  /// The nodes that `output` is made of and that are not planned.
  private func missing(_ graph: Graph, for output: Graph.Ref) -> [Graph.Ref] {
    graph.ancestors(of: output, unless: { slots[$0] != nil })
  }

  /// Nodes of `apart` have room of their own, whatever they are.
  package init(_ graph: Graph, outputs: [Graph.Ref], apart: Set<Graph.Ref> = []) {
    let needed = graph.ancestors(of: outputs)
    self.outputs = outputs
    allowance = graph.allowance
    _ = graph.allowance.spend(Price.place * needed.count)
    slots = NodeMap(capacity: needed.count)
    let folded = Self.foldedTransposes(graph, needed, outputs + Array(apart))
    var rest = folded[...]
    for ref in needed {
      let isFolded = ref == rest.first
      if isFolded { rest.removeFirst() }
      place(ref, in: graph, isFolded: isFolded, isApart: apart.contains(ref))
    }
    for ref in folded { slots[ref] = nil }
  }

  private mutating func place(
    _ ref: Graph.Ref, in graph: Graph, isFolded: Bool, isApart: Bool = false
  ) {
    let (op, shape) = (graph.op(of: ref), graph.shape(of: ref))
    let start = sources.count
    graph.forEachInput(of: ref) { if let source = slots[$0] { sources.append(source) } }
    let inputs = start..<sources.count
    if let source = inputs.first.map({ sources[$0] }),
      let slot = source.renamed(op, shape, isFolded: isFolded, isApart: isApart)
    {
      sources.removeLast(inputs.count)
      slots[ref] = slot
      return
    }
    if case .input = op { self.inputs.append(ref) }
    let slot = Slot(offset: size, shape: shape)
    slots[ref] = slot
    steps.append(Step(ref: ref, op: op, inputs: inputs, output: slot, priceBefore: price))
    size += shape.count
    price += op.price(of: shape, inputs.first.map { sources[$0].shape })
  }

  /// Whether so many runs in `Double` can be afforded.
  package func suffices(forRuns runs: Int) -> Bool {
    let (units, overflow) = price.multipliedReportingOverflow(by: runs)
    return allowance?.suffices(for: overflow ? .max : units) ?? true
  }

  /// False once something was refused: nothing will be run.
  var isAffordable: Bool { allowance?.isOpen ?? true }

  /// Whether the steps from `start` on may be run in numbers that cost so much.
  func mayRun(from start: Int = 0, effort: Int) -> Bool {
    guard let allowance else { return true }
    let before = start < steps.count ? steps[start].priceBefore : price
    return allowance.spend(effort * (price - before))
  }

  /// The transposes, of nodes that are not such transposes, that only matrix products read.
  private static func foldedTransposes(
    _ graph: Graph, _ needed: [Graph.Ref], _ outputs: [Graph.Ref]
  ) -> [Graph.Ref] {
    let transposes = needed.filter { graph[$0].isTranspose }
    guard !transposes.isEmpty, let last = needed.last else { return [] }
    var read = NodeSet(through: last)
    for ref in outputs { read.insert(ref) }
    for ref in needed where !graph[ref].isProduct {
      for input in graph[ref].inputs { read.insert(input) }
    }
    return transposes.filter { !read.contains($0) }
  }
}

extension Plan.Slot {
  /// The same entries as those of a node that takes no step of its own; nil where it takes one.
  fileprivate func renamed(
    _ op: Op, _ shape: Shape, isFolded: Bool, isApart: Bool
  ) -> Plan.Slot? {
    switch op {
    case .named where !isApart && !isTransposed, .reshape where !isApart && !isTransposed:
      Plan.Slot(offset: offset, shape: shape)
    case .transpose where isFolded: Plan.Slot(offset: offset, shape: shape, isTransposed: true)
    default: nil
    }
  }
}

extension Graph.Node {
  fileprivate var isTranspose: Bool { if case .transpose = op { true } else { false } }
  fileprivate var isProduct: Bool { if case .matmul = op { true } else { false } }
}
