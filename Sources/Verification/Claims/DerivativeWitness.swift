import Calculus
import Elaboration

/// Forward mode as a witness for reverse mode: along a direction, both must give intervals that
/// overlap. Where they do not, one of the rules is wrong, and no verdict may rest on it
/// (DESIGN section 6, witness).
package struct DerivativeWitness {
  /// Derivatives that are compared; more of them come from the same rules.
  static let maximalDerivatives = 32

  private let plan: Plan
  private let directions: [Graph.Ref]
  /// The two derivatives along each direction.
  private let pairs: [(reverse: Graph.Ref, forward: Graph.Ref)]

  /// Adds the nodes it needs to `lowering`; nil where there is no derivative.
  package init?(_ derivatives: [Lowering.Derivative], _ lowering: inout Lowering) {
    var directions: [Graph.Ref] = []
    var pairs: [(reverse: Graph.Ref, forward: Graph.Ref)] = []
    for derivative in derivatives.prefix(DerivativeWitness.maximalDerivatives) {
      guard let (direction, pair) = try? lowering.graph.alongDirection(derivative) else { continue }
      directions.append(direction)
      pairs.append(pair)
    }
    guard !pairs.isEmpty else { return nil }
    self.directions = directions
    self.pairs = pairs
    plan = Plan(lowering.graph, outputs: pairs.flatMap { [$0.reverse, $0.forward] })
  }

  /// Whether the modes certainly differ at the point drawn from `text`.
  package func disagrees(_ lowering: Lowering, text: String) -> Bool {
    var evaluator = Evaluator<Interval>(plan)
    var point = SamplePoint(text: text, seed: lowering.scope.seed, attempt: 0)
    for input in lowering.inputs {
      evaluator.set(input.leaf, to: SamplePoint.values(of: input, in: lowering, attempt: 0))
    }
    for direction in directions {
      evaluator.set(direction, to: point.numbers(lowering.graph[direction].shape.count))
    }
    evaluator.run()
    return pairs.contains { pair in
      let (reverse, forward) = (evaluator.value(pair.reverse), evaluator.value(pair.forward))
      return zip(reverse.elements, forward.elements).contains { a, b in
        !a.isWhole && !b.isWhole && !a.overlaps(b)
      }
    }
  }
}

extension Graph {
  /// J dv by the Jacobian that reverse mode gave, and the tangent that forward mode gives.
  fileprivate mutating func alongDirection(
    _ derivative: Lowering.Derivative
  ) throws(GraphError) -> (direction: Ref, pair: (reverse: Ref, forward: Ref))? {
    let (u, v) = (self[derivative.of].shape, self[derivative.by].shape)
    let direction = try input(v)
    guard
      let tangent = try pushforward(
        of: derivative.of, by: derivative.by, along: direction, holding: derivative.held)
    else { return nil }
    let column = try apply(.reshape(.column(v.count)), [direction])
    let moved = try apply(.matmul, [derivative.jacobian, column])
    let forward = try apply(.reshape(.column(u.count)), [tangent])
    return (direction, (moved, forward))
  }
}
