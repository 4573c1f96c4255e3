import Calculus

/// Small dyadic numbers, the same on every run.
struct Draw {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  /// A multiple of 1/64 in `range`, halfway between two multiples of 1/32, so that no two sums of few
  /// of them hide a kink at 0.
  mutating func number(in range: ClosedRange<Double>) -> Double {
    let steps = UInt64((range.upperBound - range.lowerBound) * 32)
    return range.lowerBound + (Double(bits() % max(steps, 1)) + 0.5) / 32
  }

  mutating func numbers(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    (0..<count).map { _ in number(in: range) }
  }
}

/// A case at a point: s = Σ w ⊙ y for weights w, with its gradient, and a direction to move in.
struct Experiment {
  var graph: Graph
  let inputs: [Graph.Ref]
  let output: Graph.Ref
  let weights: Graph.Ref
  /// 1×1.
  let scalar: Graph.Ref
  let gradients: [Graph.Ref?]
  let directions: [Graph.Ref]
  /// Values of inputs, weights and directions.
  let point: [Graph.Ref: [Double]]

  init(_ test: OpCase, seed: UInt64) throws {
    var draw = Draw(seed: seed)
    var point: [Graph.Ref: [Double]] = [:]
    var graph = Graph()
    let inputs = try test.shapes.map { try graph.input($0) }
    for (ref, shape) in zip(inputs, test.shapes) {
      point[ref] = draw.numbers(shape.count, in: test.domain)
    }
    output = try test.build(&graph, inputs)
    weights = try graph.input(graph[output].shape)
    point[weights] = draw.numbers(graph[output].shape.count, in: -1...1)
    scalar = try graph.inner(weights, output)
    gradients = try graph.gradients(of: scalar, by: inputs)
    let directions = try test.shapes.map { try graph.input($0) }
    for (ref, shape) in zip(directions, test.shapes) {
      point[ref] = draw.numbers(shape.count, in: -1...1)
    }
    (self.graph, self.inputs, self.directions, self.point) = (graph, inputs, directions, point)
  }

  /// Σ ⟨∂s/∂x, direction⟩ as a node.
  mutating func slope() throws -> Graph.Ref {
    var sum = try graph.constant(.zero)
    for (gradient, direction) in zip(gradients, directions) {
      guard let gradient else { continue }
      sum = try graph.apply(.add, [sum, graph.inner(gradient, direction)])
    }
    return sum
  }

  func evaluator<N: Number>(
    _ outputs: [Graph.Ref], _ convert: (Double) -> N = { N(dyadic: $0) }
  ) -> Evaluator<N> {
    var evaluator = Evaluator<N>(Plan(graph, outputs: outputs))
    for (ref, values) in point { evaluator.set(ref, to: values.map(convert)) }
    evaluator.run()
    return evaluator
  }

  /// The tangent of `ref` when all inputs move along their directions.
  func tangent<N: Number>(of ref: Graph.Ref, as type: N.Type) -> N {
    var evaluator = Evaluator<Dual<N>>(Plan(graph, outputs: [ref]))
    for (ref, values) in point { evaluator.set(ref, to: values.map { Dual<N>(dyadic: $0) }) }
    for (input, direction) in zip(inputs, directions) {
      let pairs = zip(point[input] ?? [], point[direction] ?? [])
      evaluator.set(input, to: pairs.map { Dual(N(dyadic: $0), tangent: N(dyadic: $1)) })
    }
    evaluator.run()
    return evaluator.value(ref).elements.first?.tangent ?? .undefined
  }
}

/// True where the numbers agree to some ten digits, of themselves or of 1.
func agree(_ a: Double, _ b: Double, tolerance: Double = 1e-10) -> Bool {
  (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
}
