import Calculus
import Testing

/// Every operation against every other way to know its value and its derivatives.
@Suite struct OpTests {
  @Test(arguments: OpCase.all, [1, 2])
  func reverseModeAgreesWithForwardMode(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    let slope = try it.slope()
    let reverse = it.evaluator([slope], { $0 }).value(slope).elements[0]
    #expect(agree(reverse, it.tangent(of: it.scalar, as: Double.self)))
  }

  @Test(arguments: OpCase.all, [3])
  func reverseModeAgreesWithPushforward(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    let slope = try it.slope()
    var sum = try it.graph.constant(.zero)
    for (input, direction) in zip(it.inputs, it.directions) {
      guard let ds = try it.graph.pushforward(of: it.scalar, by: input, along: direction) else {
        continue
      }
      #expect(it.graph[ds].shape == .scalar)
      sum = try it.graph.apply(.add, [sum, ds])
    }
    let values = it.evaluator([slope, sum], { $0 })
    #expect(agree(values.value(slope).elements[0], values.value(sum).elements[0]))
  }

  @Test(arguments: OpCase.all, [4, 5])
  func reverseModeAgreesWithCentralDifferences(_ test: OpCase, seed: UInt64) throws {
    let it = try Experiment(test, seed: seed)
    let values = it.evaluator([it.scalar] + it.gradients.compactMap { $0 }, { $0 })
    for (input, gradient) in zip(it.inputs, it.gradients) {
      let differences = centralDifference(of: it.scalar, by: input, in: values)
      let expected = gradient.map { values.value($0).elements }
      for (index, difference) in differences.gradient.elements.enumerated() {
        let exact = expected?[index] ?? 0
        let error = differences.error.elements[index]
        #expect(error < 1e-6)
        #expect((exact - difference).magnitude <= 1e-9 + 10 * error)
      }
    }
  }

  @Test(arguments: OpCase.all, [6])
  func secondDerivativesAgreeWithCentralDifferences(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    let slope = try it.slope()
    let second = try it.graph.gradients(of: slope, by: it.inputs)
    let values = it.evaluator([slope] + it.inputs + second.compactMap { $0 }, { $0 })
    for (input, gradient) in zip(it.inputs, second) {
      let differences = centralDifference(of: slope, by: input, in: values)
      let expected = gradient.map { values.value($0).elements }
      for (index, difference) in differences.gradient.elements.enumerated() {
        let error = differences.error.elements[index]
        #expect(((expected?[index] ?? 0) - difference).magnitude <= 1e-8 + 10 * error)
      }
    }
  }

  @Test(arguments: OpCase.all, [7, 8])
  func intervalsEncloseValuesAndGradients(_ test: OpCase, seed: UInt64) throws {
    let it = try Experiment(test, seed: seed)
    let nodes = [it.output] + it.gradients.compactMap { $0 }
    let doubles: Evaluator<Double> = it.evaluator(nodes)
    let intervals: Evaluator<Interval> = it.evaluator(nodes)
    for node in nodes {
      for (x, interval) in zip(doubles.value(node).elements, intervals.value(node).elements) {
        // The `Double` may err by a few ulps itself.
        let slack = 0x1p-44 * max(1, x.magnitude)
        #expect(interval.overlaps(Interval(x - slack, x + slack)), "\(x) in \(interval)")
        #expect(interval.width <= 0x1p-40 * max(1, x.magnitude), "\(x) in \(interval)")
      }
    }
  }

  @Test(arguments: OpCase.all, [14])
  func preciseIntervalsAreTightAndOverlap(_ test: OpCase, seed: UInt64) throws {
    let it = try Experiment(test, seed: seed)
    let nodes = [it.output] + it.gradients.compactMap { $0 }
    let precise: Evaluator<PreciseInterval> = it.evaluator(nodes)
    let intervals: Evaluator<Interval> = it.evaluator(nodes)
    for node in nodes {
      for (x, interval) in zip(precise.value(node).elements, intervals.value(node).elements) {
        #expect(x.interval.overlaps(interval), "\(x.interval) and \(interval)")
        #expect(x.width <= 0x1p-75 * max(1, x.magnitude), "\(x.width) of \(x.interval)")
      }
    }
  }

  @Test(arguments: OpCase.all, [9])
  func forwardAndReverseIntervalsOverlap(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    let slope = try it.slope()
    let reverse: Evaluator<Interval> = it.evaluator([slope])
    let forward = it.tangent(of: it.scalar, as: Interval.self)
    let interval = reverse.value(slope).elements[0]
    #expect(interval.isFinite && forward.isFinite)
    #expect(interval.overlaps(forward), "\(interval) and \(forward)")
  }

  @Test(arguments: OpCase.all, [10])
  func jacobianCollectsGradients(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    for (input, gradient) in zip(it.inputs, it.gradients) {
      guard let jacobian = try it.graph.jacobian(of: it.output, by: input) else {
        #expect(gradient == nil)
        continue
      }
      let (m, n) = (it.graph[it.output].shape.count, it.graph[input].shape.count)
      #expect(it.graph[jacobian].shape == Shape(m, n))
      let row = try it.graph.apply(.reshape(Shape(1, m)), [it.weights])
      let product = try it.graph.apply(.matmul, [row, jacobian])
      let expected = try #require(gradient)
      let values = it.evaluator([product, expected], { $0 })
      for (a, b) in zip(values.value(product).elements, values.value(expected).elements) {
        #expect(agree(a, b))
      }
    }
  }

  @Test(arguments: OpCase.all)
  func undefinedAndInfiniteInputsDoNotTrap(_ test: OpCase) throws {
    let it = try Experiment(test, seed: 11)
    let nodes = [it.output] + it.gradients.compactMap { $0 }
    for bad in [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 0, 0x1p-1074] {
      let doubles: Evaluator<Double> = it.evaluator(nodes) { _ in bad }
      let intervals: Evaluator<Interval> = it.evaluator(nodes) { _ in Interval(exactly: bad) }
      let precise: Evaluator<PreciseInterval> = it.evaluator(nodes)
      #expect(precise.value(it.output).shape == it.graph[it.output].shape)
      let shape = it.graph[it.output].shape
      #expect(doubles.value(it.output).shape == shape)
      #expect(intervals.value(it.output).shape == shape)
    }
  }
}
