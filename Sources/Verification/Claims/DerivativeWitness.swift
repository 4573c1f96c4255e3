import Calculus
import Elaboration

/// Forward mode as a witness for reverse mode: along a direction, both must give intervals that
/// overlap. Where they do not, one of the rules is wrong, and no verdict may rest on it
/// (DESIGN section 6, witness). Numbers carry their derivatives in forward mode, so the two share
/// no rule of calculus.
package struct DerivativeWitness {
  /// Derivatives of one claim that are compared; more of them come from the same rules.
  static let maximalDerivatives = 32
  /// Points that are tried where an interval says nothing.
  static let maximalPoints = 3

  private let derivative: Lowering.Derivative
  /// The direction in which the variable moves.
  private let direction: [Interval]

  package init(_ derivative: Lowering.Derivative, in graph: Graph, seed: Int) {
    self.derivative = derivative
    var point = SamplePoint(text: "forward", seed: seed, attempt: 0)
    direction = point.numbers(graph.shape(of: derivative.by).count)
  }

  /// Whether the modes certainly differ, where the Jacobian that reverse mode gave has these entries;
  /// nil where an interval says nothing.
  package func isContradicted(
    by jacobian: some Collection<Interval>, _ graph: Graph, leaf: (Graph.Ref) -> [Interval]
  ) -> Bool? {
    let forward = graph.tangent(
      of: derivative.of, by: derivative.by, along: direction, holding: derivative.held, leaf: leaf)
    let reverse = moved(Array(jacobian))
    guard forward.count == reverse.count else { return true }
    guard !(forward + reverse).contains(where: \.isWhole) else { return nil }
    return !zip(forward, reverse).allSatisfy { $0.overlaps($1) }
  }

  /// J dv.
  private func moved(_ jacobian: [Interval]) -> [Interval] {
    let columns = max(direction.count, 1)
    return stride(from: 0, to: jacobian.count, by: columns).map { start in
      zip(jacobian[start...], direction).reduce(Interval.zero) { $0 + $1.0 * $1.1 }
    }
  }
}

extension Trial {
  /// Whether forward mode contradicts a derivative that the sides are made of.
  func hasDisagreeingDerivatives() -> Bool {
    // What was found out about a derivative counts for every claim that takes it again.
    if derivatives.contains(where: { network.contradicted.contains($0.jacobian) }) { return true }
    var open = Array(
      derivatives.filter { network.witnessed.insert($0.jacobian).inserted }
        .prefix(DerivativeWitness.maximalDerivatives))
    guard !open.isEmpty else { return false }
    network.need(open.map(\.jacobian))
    for attempt in 0..<DerivativeWitness.maximalPoints where !open.isEmpty {
      let point = Network.Point.drawn(attempt)
      let values = network.values(at: point)
      open.removeAll { derivative in
        let (lowering, jacobian) = (network.lowering, derivative.jacobian)
        let witness = DerivativeWitness(
          derivative, in: lowering.graph, seed: lowering.scope.seed)
        let verdict = witness.isContradicted(
          by: values.entries(of: jacobian, in: network.plan), lowering.graph
        ) { network.entries(of: $0, at: point) }
        if verdict == true { network.contradicted.insert(jacobian) }
        return verdict != nil
      }
    }
    return derivatives.contains { network.contradicted.contains($0.jacobian) }
  }
}
