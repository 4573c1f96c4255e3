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

  /// Rewrites the formulas `outputs`, adding to `graph` what that takes. `positive` are the leaves that
  /// are drawn from the positive numbers; `rewriter` remembers the forms of that graph's nodes. Pairs of
  /// one form agree wherever they have a value: with `leavesOutEqualPairs` they are no outputs.
  package init(
    of outputs: [Graph.Ref], in graph: inout Graph, positive: Set<Graph.Ref> = [],
    by rewriter: inout FieldRewriter?, leavesOutEqualPairs: Bool = false
  ) throws(GraphError) {
    var worker: FieldRewriter
    if let known = rewriter {
      worker = known
    } else {
      worker = FieldRewriter(try graph.input(.scalar))
    }
    rewriter = nil
    worker.signs.positiveLeaves.formUnion(positive)
    swap(&graph, &worker.graph)
    defer {
      swap(&graph, &worker.graph)
      rewriter = worker
    }
    var forms: [Graph.Ref] = []
    for ref in outputs {
      forms.append(try worker.form(of: ref))
      guard leavesOutEqualPairs, forms.count.isMultiple(of: 2) else { continue }
      let pair = forms.suffix(2)
      if pair.first == pair.last { forms.removeLast(2) }
    }
    self.init(&worker, forms)
  }

  private init(_ rewriter: inout FieldRewriter, _ forms: [Graph.Ref]) {
    outputs = forms
    seed = rewriter.seed
    let needed = rewriter.graph.ancestors(of: forms)
    branches = rewriter.branches(among: needed).flatMap { [graph = rewriter.graph] ref in
      (0..<graph[ref].shape.count).map { Branch(argument: ref, entry: $0) }
    }
    var isRational = true
    for ref in needed where isRational { isRational = rewriter.graph[ref].op.isRational }
    self.isRational = isRational
    degree = DegreeBound(
      of: forms, madeOf: needed, in: rewriter.graph, positive: rewriter.signs.positiveLeaves,
      known: &rewriter.degrees)
  }

  /// Few points decide about it: it has no branches, and no roots to be taken.
  package var needsFewPoints: Bool { branches.isEmpty && degree.roots == 0 }

  /// The signs of the branch arguments at a point: bit i is 1 where branch i is positive. Nil where there are more than 63, or
  /// one is 0 or undefined.
  func signs(in values: PointValues<Residue>, _ plan: Plan) -> UInt64? {
    guard branches.count < 64 else { return nil }
    var bits: UInt64 = 0
    for (position, branch) in branches.enumerated() {
      let entries = values.entries(of: branch.argument, in: plan)
      guard branch.entry < entries.count else { return nil }
      let sign = entries[entries.startIndex + branch.entry].character
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
