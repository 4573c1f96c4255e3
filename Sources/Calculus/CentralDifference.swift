/// The gradient of a scalar by one input, from values alone: a witness against the rules of calculus.
package struct CentralDifference: Sendable {
  /// In the shape of the input.
  package let gradient: Matrix<Double>
  /// What the extrapolation says that the entries err by at most.
  package let error: Matrix<Double>
}

/// Differences of `output` (its first entry) by every entry of `input`, around the values that
/// `evaluator` is set to. Both are nodes of its plan; where one is not, the result is undefined.
package func centralDifference(
  of output: Graph.Ref, by input: Graph.Ref, in evaluator: Evaluator<Double>
) -> CentralDifference {
  var evaluator = evaluator
  let point = evaluator.value(input)
  var (gradient, error) = ([Double](), [Double]())
  for index in point.elements.indices {
    let center = point.elements[index]
    let (slope, uncertainty) = extrapolatedSlope(around: center) { x in
      var moved = point.elements
      moved[index] = x
      evaluator.set(input, to: moved)
      evaluator.run()
      return evaluator.value(output).elements.first ?? .nan
    }
    gradient.append(slope)
    error.append(uncertainty)
  }
  return CentralDifference(
    gradient: Matrix(unchecked: point.shape, gradient),
    error: Matrix(unchecked: point.shape, error))
}

extension Evaluator<Double> {
  /// The largest distance of `gradient` from central differences of `output` (1×1) by the entries of
  /// `input`, with the step ∛ε that balances rounding against truncation. Infinite where a number of
  /// entries does not fit.
  ///
  /// For a check of every entry in little time: `centralDifference` chooses the step and knows its
  /// error. Runs at the point that was set before and afterwards.
  package mutating func worstDifference(
    of output: Graph.Ref, by input: Graph.Ref, from gradient: [Double]
  ) -> Double {
    guard let x = plan.slots[input], let y = plan.slots[output], y.shape.isScalar,
      x.shape.count == gradient.count
    else { return .infinity }
    run()
    guard let part = program?.part(reachedFrom: x.offset),
      plan.mayRun(effort: 2 * gradient.count + 1)
    else { return .infinity }
    return buffer.withUnsafeMutableBufferPointer { memory in
      func output(with value: Double, at position: Int) -> Double {
        memory[position] = value
        part.run(memory)
        return memory[y.offset]
      }
      let h = 0x1p-17
      var worst = 0.0
      for (index, expected) in gradient.enumerated() {
        let position = x.offset + index
        let center = memory[position]
        let change = output(with: center + h, at: position) - output(with: center - h, at: position)
        memory[position] = center
        let distance = (change / ((center + h) - (center - h)) - expected).magnitude
        if !(distance <= worst) { worst = distance }
      }
      part.run(memory)
      return worst
    }
  }
}

/// f′(x) and an estimate of its error, by Ridders' method ("Accurate computation of F′(x) and
/// F′(x) F″(x)", Advances in Engineering Software 4, 1982): steps h, h/2, h/4, … with Richardson's
/// extrapolation to h = 0, which removes one even power of h with each column. The answer is the one
/// that differs least from its two parents: neither the step nor the order is chosen by hand.
private func extrapolatedSlope(
  around x: Double, _ f: (Double) -> Double
) -> (slope: Double, error: Double) {
  var h = max(x.magnitude, 1) / 8
  func difference() -> Double { (f(x + h) - f(x - h)) / ((x + h) - (x - h)) }
  // A step out of the domain says nothing: start with a smaller one.
  var previous = [difference()]
  while !(previous.first ?? .nan).isFinite, h > 0x1p-40 {
    h /= 4
    previous = [difference()]
  }
  var best = (slope: previous.first ?? .nan, error: Double.infinity)
  for _ in 1..<12 {
    h /= 2
    var row = [difference()]
    var factor = 4.0
    for parent in previous {
      let last = row.last ?? .nan
      let next = last + (last - parent) / (factor - 1)
      let error = max((next - last).magnitude, (next - parent).magnitude)
      if error <= best.error { best = (next, error) }
      row.append(next)
      factor *= 4
    }
    previous = row
  }
  return best
}
