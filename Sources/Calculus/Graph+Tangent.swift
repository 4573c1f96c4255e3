extension Graph {
  /// Forward mode on numbers: how the entries of `y` move when `v` moves along `direction` and the nodes of
  /// `held` stay, at the point where a leaf has the entries `leaf` gives; all row-major.
  ///
  /// Undefined where the allowance does not suffice.
  ///
  /// Every number carries its derivative through the arithmetic (`Dual`), so nothing here rests on the rules
  /// that differentiate graphs, those of single functions included.
  package func tangent(
    of y: Ref, by v: Ref, along direction: [Interval], holding held: Set<Ref> = [],
    leaf: (Ref) -> [Interval]
  ) -> [Interval] {
    let plan = Plan(self, outputs: [y], apart: held.union([v]))
    guard plan.mayRun(effort: Dual<Interval>.effort) else {
      return Array(repeating: .undefined, count: self[y].shape.count)
    }
    var buffer = [Dual<Interval>](repeating: .undefined, count: plan.size)
    for step in plan.steps {
      buffer.start(step, leaf)
    }
    var steps = plan.steps[...]
    while let stop = steps.firstIndex(where: { $0.ref == v || held.contains($0.ref) }) {
      buffer.withUnsafeMutableBufferPointer { Evaluator.run(steps[...stop], plan.sources, $0) }
      let step = steps[stop]
      buffer.turn(step, step.ref == v ? direction : [])
      steps = steps[(stop + 1)...]
    }
    buffer.withUnsafeMutableBufferPointer { Evaluator.run(steps, plan.sources, $0) }
    guard let slot = plan.slots[y] else { return [] }
    return buffer[slot.range].map(\.tangent)
  }
}

extension [Dual<Interval>] {
  /// Sets leaves and constants, which do not move by themselves.
  fileprivate mutating func start(_ step: Plan.Step, _ leaf: (Graph.Ref) -> [Interval]) {
    setConstant(step)
    guard case .input = step.op else { return }
    let (range, values) = (step.output.range, leaf(step.ref))
    guard values.count == range.count else { return }
    for (index, value) in zip(range, values) { self[index] = Dual(value, tangent: .zero) }
  }

  /// The same values, moving along `direction`, or not at all.
  fileprivate mutating func turn(_ step: Plan.Step, _ direction: [Interval]) {
    let range = step.output.range
    for (position, index) in range.enumerated() {
      let tangent = direction.indices.contains(position) ? direction[position] : .zero
      self[index] = Dual(self[index].value, tangent: tangent)
    }
  }
}
