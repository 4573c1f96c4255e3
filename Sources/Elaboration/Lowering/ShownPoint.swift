import Calculus
import Diagnostics

/// The values the page shows its network at: the given ones, else small decimals that a student can
/// redo by hand, in the domain of their input and the same on every machine.
package struct ShownPoint<N: Number> {
  /// Values of the leaves, row-major.
  package let values: [Graph.Ref: [N]]

  /// For the inputs of `lowering`, which was made at the declared sizes.
  package init(_ lowering: Lowering) {
    let given = lowering.inputs.compactMap(\.given)
    var evaluator = Evaluator<N>(Plan(lowering.graph, outputs: given))
    evaluator.run()
    var values: [Graph.Ref: [N]] = [:]
    for input in lowering.inputs {
      if let given = input.given {
        values[input.leaf] = evaluator.value(given).elements
      } else {
        values[input.leaf] = input.defaults(in: lowering).map { N($0) }
      }
    }
    self.values = values
  }
}

extension InputNode {
  /// Whole numbers and decimals in the domain, for a counterexample that is redone by hand; another
  /// `attempt` gives others.
  package func smallValues(in lowering: Lowering, attempt: Int) -> [ExactDecimal] {
    let shape = lowering.graph.shape(of: leaf)
    var random = SplitMix("\(lowering.label(of: key))/\(attempt)", seed: lowering.scope.seed)
    if case .integers(let range) = sampling {
      return (0..<shape.count).map { _ in
        ExactDecimal(range.lowerBound + random.below(range.count))
      }
    }
    switch input.domain.kind {
    case .real where attempt.isMultiple(of: 2):
      return (0..<shape.count).map { _ in ExactDecimal(random.nonzero(upTo: 3)) }
    case .positive where attempt.isMultiple(of: 2):
      return (0..<shape.count).map { _ in ExactDecimal(1 + random.below(3)) }
    default:
      let isReflected = input.domain.kind == .orthogonal && !attempt.isMultiple(of: 2)
      return input.domain.defaults(shape, &random).enumerated().map { index, tenths in
        ExactDecimal(
          significand: isReflected && index < shape.columns ? -tenths : tenths, exponent: -1)
      }
    }
  }

  /// Decimals in the domain, chosen by the name.
  fileprivate func defaults(in lowering: Lowering) -> [ExactDecimal] {
    let shape = lowering.graph.shape(of: leaf)
    var random = SplitMix(lowering.name(of: key), seed: lowering.scope.seed)
    switch input.domain.isWhole ? nil : input.value {
    case .normal(let mean, let deviation)?:
      return drawn(shape, mean, deviation, lowering) { random.normal() }
    case .uniform(let lower, let upper)?:
      return drawn(shape, lower, upper, lowering) { random.unit() }
    default:
      if case .integers(let range) = sampling {
        return (0..<shape.count).map { _ in
          ExactDecimal(range.lowerBound + random.below(range.count))
        }
      }
      return input.domain.defaults(shape, &random).map {
        ExactDecimal(significand: $0, exponent: -1)
      }
    }
  }

  /// Rounded to three decimals, so that what is shown is what is computed with.
  private func drawn(
    _ shape: Shape, _ a: Expression, _ b: Expression, _ lowering: Lowering, _ next: () -> Double
  ) -> [ExactDecimal] {
    let (a, b) = (a.closedValue(in: lowering), b.closedValue(in: lowering))
    let scale: (Double) -> Double = {
      if case .uniform? = self.input.value { return a + (b - a) * $0 }
      return a + b * $0
    }
    return (0..<shape.count).map { _ in
      let thousandths = (scale(next()) * 1000).rounded()
      return ExactDecimal(significand: Int(exactly: thousandths) ?? 0, exponent: -3)
    }
  }
}

extension Domain {
  /// Tenths, row-major.
  fileprivate func defaults(_ shape: Shape, _ random: inout SplitMix) -> [Int] {
    switch kind {
    case .real: return (0..<shape.count).map { _ in random.nonzero(upTo: 9) }
    case .positive: return (0..<shape.count).map { _ in abs(random.nonzero(upTo: 15)) }
    case .oneHot, .integers:
      let hot = random.below(shape.count)
      return (0..<shape.count).map { $0 == hot ? 10 : 0 }
    case .simplex: return tenthsOfOne(shape.count, &random)
    case .symmetric:
      return square(shape) { row, column, _ in row <= column ? random.nonzero(upTo: 9) : nil }
    case .positiveDefinite:
      // A symmetric matrix whose diagonal outweighs each row is positive definite (Gershgorin).
      return square(shape) { row, column, n in
        row == column ? 10 + 3 * n : row < column ? random.nonzero(upTo: 3) : nil
      }
    case .diagonal:
      return square(shape) { row, column, _ in row == column ? random.nonzero(upTo: 9) : 0 }
    case .orthogonal:
      return square(shape) { row, column, n in rotation(row, column, n) }
    }
  }

  /// An m×m matrix; where `entry` is nil, the one mirrored at the diagonal.
  private func square(_ shape: Shape, _ entry: (Int, Int, Int) -> Int?) -> [Int] {
    let n = shape.rows
    var cells = [Int](repeating: 0, count: shape.count)
    for row in 0..<n {
      for column in 0..<shape.columns {
        cells[row * shape.columns + column] =
          entry(row, column, n) ?? cells[column * shape.columns + row]
      }
    }
    return cells
  }

  /// Rotations by the angle of the 3-4-5 triangle, in pairs of axes.
  private func rotation(_ row: Int, _ column: Int, _ n: Int) -> Int {
    if row == column { return row == n - 1 && n % 2 == 1 ? 10 : 8 }
    guard row / 2 == column / 2 else { return 0 }
    return row < column ? -6 : 6
  }

  /// Tenths that add up to 1, all positive where there are at most ten.
  private func tenthsOfOne(_ count: Int, _ random: inout SplitMix) -> [Int] {
    guard count <= 10 else { return (0..<count).map { $0 < 10 ? 1 : 0 } }
    var tenths = [Int](repeating: 1, count: count)
    for _ in 0..<(10 - count) { tenths[random.below(count)] += 1 }
    return tenths
  }
}

extension SplitMix {
  /// In [0, 1).
  fileprivate mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Nearly normal: the sum of twelve uniform numbers less six (Irwin–Hall), within ±6.
  fileprivate mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}

extension Expression {
  /// The value of an expression of numbers and sizes; 0 where it has none.
  fileprivate func closedValue(in lowering: Lowering) -> Double {
    var lowering = lowering
    guard let value = try? lowering.lower(self, Bindings()), value.isScalar else { return 0 }
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: [value.ref]))
    evaluator.run()
    let number = evaluator.value(value.ref).elements.first ?? 0
    return number.isFinite ? number : 0
  }
}
