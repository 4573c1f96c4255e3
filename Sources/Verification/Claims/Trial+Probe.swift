import Calculus
import Elaboration

/// What the field does not prove is tried at further points before it counts as holding: far away and
/// near zero, and until both sides of every branch were seen. min(x, 100) is x at all points but there.
extension Trial {
  /// Points at least, two for each scale, and at most where some branch shows one side only.
  private static let leastProbes = 2 * SamplePoint.wideScales.count
  private static let mostProbes = 6 * SamplePoint.wideScales.count

  /// Tries them; they are not counted among the points of the evidence.
  mutating func probe() -> Difference? {
    let usual = (points, differsAtJumps)
    defer { (points, differsAtJumps) = usual }
    let sides = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let positive = Set(inputs.filter { $0.sampling == .positive }.map(\.leaf))
    var watch = BranchWatch(network.lowering.graph, sides, positive: positive)
    for point in tried { watch.note(network.values(at: point), network.plan) }
    if let difference = tryPatterns(&watch) { return difference }
    for attempt in 0..<Trial.mostProbes {
      if attempt >= Trial.leastProbes, watch.isComplete { break }
      let point = Network.Point.wide(attempt)
      if let difference = compare(at: point) { return difference }
      if tried.last == point { watch.note(network.values(at: point), network.plan) }
    }
    seesBranches = watch.isComplete
    return nil
  }

  /// Whether no two of `count` usual points, nor points far away and near zero, tell the values of a
  /// side apart. Far away a side may have no value.
  func isConstant(over count: Int) -> Bool {
    let refs = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let usual = (0..<count).map(Network.Point.drawn)
    var common: [Interval]?
    for point in usual + (0..<Trial.leastProbes).map(Network.Point.wide) {
      let found = network.values(at: point)
      let values = refs.flatMap { found.entries(of: $0, in: network.plan) }
      guard values.allSatisfy({ !$0.isWhole }) else {
        if case .wide = point { continue }
        return false
      }
      guard let known = common else {
        common = values
        continue
      }
      guard zip(known, values).allSatisfy({ $0.overlaps($1) }) else { return false }
      common = zip(known, values).map { Interval(max($0.lower, $1.lower), min($0.upper, $1.upper)) }
    }
    return true
  }
}
