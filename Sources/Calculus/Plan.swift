/// The steps that compute some nodes of a graph: planned once, run many times.
package struct Plan: Sendable {
  /// Where a node's entries stand in the evaluator's buffer.
  struct Slot: Sendable {
    let offset: Int
    let shape: Shape
  }

  struct Step: Sendable {
    let ref: Graph.Ref
    let op: Op
    let inputs: [Slot]
    let output: Slot
  }

  /// In topological order; only nodes that the outputs need.
  let steps: [Step]
  /// The leaves to set before a run.
  package let inputs: [Graph.Ref]
  package let outputs: [Graph.Ref]
  let slots: [Graph.Ref: Slot]
  /// Entries of all nodes together. `Graph.Limits` keeps it small enough to allocate.
  let size: Int

  package init(_ graph: Graph, outputs: [Graph.Ref]) {
    var (steps, inputs, slots, size) = ([Step](), [Graph.Ref](), [Graph.Ref: Slot](), 0)
    for ref in graph.ancestors(of: outputs) {
      let node = graph[ref]
      let slot = Slot(offset: size, shape: node.shape)
      size += node.shape.count
      slots[ref] = slot
      if case .input = node.op { inputs.append(ref) }
      let sources = node.inputs.compactMap { slots[$0] }
      steps.append(Step(ref: ref, op: node.op, inputs: sources, output: slot))
    }
    (self.steps, self.inputs, self.slots, self.size) = (steps, inputs, slots, size)
    self.outputs = outputs
  }
}
