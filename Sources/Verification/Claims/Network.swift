import Calculus
import Elaboration

/// The network of a scope at one choice of sizes, lowered as far as claims have asked for it: what one
/// claim needed of it, the next one finds made.
final class Network {
  /// A network with more nodes is made anew, so that every claim has room and no claim pays for those
  /// before it.
  private static let maximalNodes = 20_000

  var lowering: Lowering
  /// The forms in the prime field of what was compared there so far.
  var rewriter: FieldRewriter?
  /// The points of the field at which they were compared.
  var fieldPoints = FieldPoints()
  /// Derivatives that forward mode has witnessed, by their Jacobians.
  var witnessed: Set<Graph.Ref> = []
  /// Those that it contradicted.
  var contradicted: Set<Graph.Ref> = []
  /// What computes the sides of all claims.
  private(set) var plan = Plan()
  /// The points at which the plan was run.
  private var points: [Point: PointValues<Interval>] = [:]
  private var inputs: [Graph.Ref: SamplePoint.Source] = [:]
  /// What the page shows, and the inputs whose given values lie outside their domains; of the first
  /// so many inputs.
  private var shown: (values: ShownPoint<Interval>, outside: Set<Graph.Ref>, count: Int)?
  private var statements = 0

  /// A point is kept for the next claim up to this many entries: 256 kB.
  private static let maximalEntries = 1 << 14

  enum Point: Hashable {
    case shown
    /// Drawn at random.
    case drawn(Int)
    /// The same, far away or near zero.
    case wide(Int)
    /// Whole numbers or decimals.
    case small(Int)
  }

  init(_ lowering: Lowering) { self.lowering = lowering }

  var isFull: Bool {
    lowering.graph.count > Network.maximalNodes || lowering.graph.isCrowded
      || plan.size > Network.maximalEntries
  }

  /// Makes ready to compute `outputs`.
  func need(_ outputs: [Graph.Ref]) {
    plan.extend(lowering.graph, by: outputs)
    for input in lowering.inputs.dropFirst(inputs.count) {
      inputs[input.leaf] = SamplePoint.Source(input, in: lowering)
    }
  }

  /// Whether the given value of an input lies outside its domain.
  func liesOutside(_ input: InputNode) -> Bool { shownPoint.outside.contains(input.leaf) }

  private var shownPoint: (values: ShownPoint<Interval>, outside: Set<Graph.Ref>, count: Int) {
    if let shown, shown.count == lowering.inputs.count { return shown }
    let point = ShownPoint<Interval>(lowering)
    let outside = Set(lowering.inputsOutsideDomain(point).map(\.leaf))
    let found = (point, outside, lowering.inputs.count)
    shown = found
    return found
  }

  /// The entries of a leaf at a point, row-major.
  func entries(of leaf: Graph.Ref, at point: Point) -> [Interval] {
    guard let source = inputs[leaf] else { return [] }
    switch point {
    case .shown: return shownPoint.values.values[leaf] ?? []
    case .drawn(let attempt): return source.values(attempt: attempt)
    case .wide(let attempt): return source.values(attempt: attempt, isWide: true)
    case .small(let attempt):
      return source.input.smallValues(in: lowering, attempt: attempt).map { Interval($0) }
    }
  }

  /// The same at a point of the field.
  func residues(of leaf: Graph.Ref, _ attempt: Int) -> [Residue] {
    inputs[leaf]?.residues(attempt: attempt) ?? []
  }

  /// The values of all that is needed so far.
  func values(at point: Point) -> PointValues<Interval> {
    var values = points.removeValue(forKey: point) ?? PointValues()
    values.advance(along: plan) { entries(of: $0, at: point) }
    if plan.size <= Network.maximalEntries { points[point] = values }
    return values
  }

  /// Whether nothing was lowered before.
  var isFresh: Bool { statements <= 1 }

  func beginStatement() {
    statements += 1
    lowering.beginStatement()
  }
}
