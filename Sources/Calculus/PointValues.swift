/// The values of a growing plan at one point: what was computed once is not computed again.
package struct PointValues<N: Number>: Sendable {
  private var buffer: [N] = []
  /// Steps that are computed.
  private var done = 0

  package init() {}

  /// Computes the steps that `plan`, always the same one, has got since; `leaf` gives the entries of a
  /// leaf in row-major order. Where the allowance of the graph does not suffice they stay undefined.
  @_specialize(where N == Interval)
  @_specialize(where N == PreciseInterval)
  package mutating func advance(along plan: Plan, leaf: (Graph.Ref) -> [N]) {
    guard done < plan.steps.count else { return }
    buffer += repeatElement(.undefined, count: plan.size - buffer.count)
    let steps = plan.steps[done...]
    for step in steps {
      buffer.setConstant(step)
      guard case .input = step.op else { continue }
      let (range, values) = (step.output.range, leaf(step.ref))
      if values.count == range.count { buffer.replaceSubrange(range, with: values) }
    }
    if plan.mayRun(from: done, effort: N.effort) {
      buffer.withUnsafeMutableBufferPointer { Evaluator<N>.run(steps, plan.sources, $0) }
    }
    done = plan.steps.count
  }

  /// The values of all nodes, at the places that the plan gives them.
  package func withEntries<R>(_ body: (UnsafeBufferPointer<N>) -> R) -> R {
    buffer.withUnsafeBufferPointer(body)
  }

  /// Row-major; one undefined number for nodes outside of the plan.
  @_specialize(where N == Interval)
  @_specialize(where N == PreciseInterval)
  package func entries(of ref: Graph.Ref, in plan: Plan) -> ArraySlice<N> {
    guard let slot = plan.slots[ref], slot.offset + slot.shape.count <= buffer.count else {
      return [.undefined]
    }
    return buffer[slot.range]
  }
}
