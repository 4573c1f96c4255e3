/// A formula made ready for a prime field: the same function of the same leaves, with every
/// transcendental function replaced by generic values and every branch by a choice that is listed.
///
/// Where two forms agree for all values of the leaves, of the generic functions and of the signs, the
/// formulas agree over the reals: each rewrite is an identity of real functions. The converse does
/// not hold, so disagreement decides nothing unless the formula `isRational`.
package struct FieldForm: Sendable {
  /// One entry of a node whose sign chooses a branch.
  package struct Branch: Hashable, Sendable {
    package let argument: Graph.Ref
    /// Row-major.
    package let entry: Int
  }

  /// The graph that was given and what the rewriting added. Leaves keep their references.
  package let graph: Graph
  /// In the order of the formulas that were given.
  package let outputs: [Graph.Ref]
  /// A 1×1 leaf to set to a random number: it chooses the generic values.
  package let seed: Graph.Ref
  /// Distinct, opposite arguments counted once; those whose sign is known are left out.
  package let branches: [Branch]
  /// Made by + − × ÷ and whole powers alone.
  package let isRational: Bool
  /// Bounds the chance that one random point hides a difference.
  package let degree: DegreeBound

  /// Rewrites the formulas `outputs`. `positive` are the leaves that are drawn from the positive
  /// numbers.
  package init(
    of outputs: [Graph.Ref], in graph: Graph, positive: Set<Graph.Ref> = []
  ) throws(GraphError) {
    var rewriter = try FieldRewriter(graph, positive: positive)
    var forms: [Graph.Ref] = []
    for ref in outputs { forms.append(try rewriter.form(of: ref)) }
    self.init(rewriter, forms, positive)
  }

  private init(_ rewriter: FieldRewriter, _ forms: [Graph.Ref], _ positive: Set<Graph.Ref>) {
    graph = rewriter.graph
    outputs = forms
    seed = rewriter.seed
    let needed = rewriter.graph.ancestors(of: forms)
    let used = Set(needed)
    branches = rewriter.branches.filter { used.contains($0.choice) }.map(\.argument)
      .uniqued().flatMap { ref in
        (0..<rewriter.graph[ref].shape.count).map { Branch(argument: ref, entry: $0) }
      }
    isRational = needed.allSatisfy { rewriter.graph[$0].op.isRational }
    degree = DegreeBound(of: forms, in: rewriter.graph, positive: positive)
  }

  /// The leaves to set before a run, `seed` included.
  package func plan() -> Plan {
    Plan(graph, outputs: outputs + branches.map(\.argument))
  }

  /// The signs of the branch arguments at the point of the last run: bit i is 1 where branch i is
  /// positive. Nil where there are more than 63, or one is 0 or undefined.
  package func signs(in evaluator: Evaluator<Residue>) -> UInt64? {
    guard branches.count < 64 else { return nil }
    var bits: UInt64 = 0
    for (position, branch) in branches.enumerated() {
      let values = evaluator.value(branch.argument).elements
      guard branch.entry < values.count else { return nil }
      let sign = values[branch.entry].character
      guard sign != 0 else { return nil }
      if sign > 0 { bits |= 1 << UInt64(position) }
    }
    return bits
  }
}

extension Op {
  fileprivate var isRational: Bool {
    switch self {
    case .map(.negate), .map(.power): true
    case .map, .power, .maximum, .minimum, .choose, .logSumExp, .softmax, .abstract, .field: false
    default: true
    }
  }
}

extension Array where Element: Hashable {
  /// Without repetitions, in order of first occurrence.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
