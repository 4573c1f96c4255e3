/// Runs a plan over one kind of number. Runs do not allocate, determinants and inverses excepted.
package struct Evaluator<N: Number>: Sendable {
  package let plan: Plan
  var buffer: [N]
  /// The plan as instructions, where N is `Double`.
  let program: Program?

  /// Inputs are undefined until they are set.
  package init(_ plan: Plan) {
    self.plan = plan
    program = N.self == Double.self ? Program(plan) : nil
    buffer = Array(repeating: .undefined, count: plan.size + (program?.scratch ?? 0))
    for step in plan.steps { buffer.setConstant(step) }
  }

  /// Sets a leaf, its entries in row-major order. Values for other nodes, and for nodes that the plan
  /// does not need, are ignored; a wrong number of entries makes the leaf undefined.
  package mutating func set(_ input: Graph.Ref, to values: [N]) {
    guard let slot = plan.slots[input] else { return }
    guard values.count == slot.shape.count else {
      for index in slot.range { buffer[index] = .undefined }
      return
    }
    buffer.replaceSubrange(slot.range, with: values)
  }

  /// Makes everything undefined but leaves and constants where the allowance of the graph does not suffice.
  package mutating func run() {
    guard plan.mayRun(effort: N.effort) else { return buffer.forget(plan.steps[...]) }
    if let program {
      // N is `Double`, so this binds the memory to its own type.
      return buffer.withUnsafeMutableBytes { program.run($0.assumingMemoryBound(to: Double.self)) }
    }
    let (steps, sources) = (plan.steps, plan.sources)
    buffer.withUnsafeMutableBufferPointer { Self.run(steps[...], sources, $0) }
  }

  /// The value after the last run; an undefined number for nodes outside the plan.
  package func value(_ ref: Graph.Ref) -> Matrix<N> {
    guard let slot = plan.slots[ref] else { return Matrix(scalar: .undefined) }
    return Matrix(unchecked: slot.shape, Array(buffer[slot.range]))
  }

  /// The first node that became infinite or undefined in the last run.
  package var firstUndefined: Graph.Ref? {
    plan.steps.first { step in
      buffer[step.output.range].contains { !$0.isFinite }
    }?.ref
  }

  /// What went wrong first in the last run, and where.
  package var domainError: DomainError? {
    for step in plan.steps {
      let values = buffer[step.output.range]
      guard let index = values.firstIndex(where: { !$0.isFinite }) else { continue }
      let position = index - step.output.offset
      let columns = max(step.output.shape.columns, 1)
      return DomainError(
        node: step.ref, operation: step.op.verb, isUndefined: buffer[index].isUndefined,
        row: position / columns, column: position % columns)
    }
    return nil
  }

  // Compiled once for each kind of number that other modules run, in this module, where the
  // kernels can be specialised with it.
  @_specialize(where N == Double)
  @_specialize(where N == Interval)
  @_specialize(where N == PreciseInterval)
  @_specialize(where N == Residue)
  @_specialize(where N == Dual<Double>)
  @_specialize(where N == Dual<Interval>)
  static func run(
    _ steps: ArraySlice<Plan.Step>, _ sources: [Plan.Slot], _ memory: UnsafeMutableBufferPointer<N>
  ) {
    steps.withUnsafeBufferPointer { steps in
      guard let first = steps.baseAddress else { return }
      sources.withUnsafeBufferPointer { sources in
        for index in steps.indices {
          Kernel(memory: memory, step: first + index, sources: sources).run()
        }
      }
    }
  }
}

extension Array where Element: Number {
  /// Sets the entries of a constant; other steps are left alone.
  mutating func setConstant(_ step: Plan.Step) {
    guard case .constant(let decimal) = step.op else { return }
    let value = Element(decimal)
    for index in step.output.range { self[index] = value }
  }

  /// Makes the results of these steps undefined.
  mutating func forget(_ steps: ArraySlice<Plan.Step>) {
    for step in steps where !step.isGiven {
      for index in step.output.range { self[index] = .undefined }
    }
  }
}

extension Plan.Step {
  /// A leaf or a constant.
  fileprivate var isGiven: Bool {
    switch op {
    case .input, .constant: true
    default: false
    }
  }
}
