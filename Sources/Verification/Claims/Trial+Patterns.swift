import Calculus
import Elaboration

/// A product of twelve relus is 0 at nearly all points. So points are looked for at which the branches are
/// on chosen sides: all patterns of a few, all above and all below of many.
extension Trial {
  /// Branches whose patterns are gone through, 2 to that power.
  private static let patternLimit = 6
  /// More entries are not turned about one by one.
  private static let entryLimit = 96

  /// The sides that are looked for.
  private func patterns(of count: Int) -> [[Bool]] {
    guard count > 0 else { return [] }
    guard count <= Trial.patternLimit else {
      return [true, false].map { Array(repeating: $0, count: count) }
    }
    return (0..<(1 << count)).map { bits in (0..<count).map { bits >> $0 & 1 == 1 } }
  }

  /// Tries a point for each pattern of the branches, the nearest one that turning the signs of entries
  /// leads to. `Double` leads there, and intervals decide there.
  mutating func tryPatterns(_ watch: inout BranchWatch) -> Difference? {
    let free = inputs.filter { $0.sampling == .real }
    let cells = free.flatMap { input in
      (0..<network.lowering.graph.shape(of: input.leaf).count).map { (leaf: input.leaf, index: $0) }
    }
    guard !cells.isEmpty, cells.count <= Trial.entryLimit else { return nil }
    var evaluator = Evaluator<Double>(Plan(network.lowering.graph, outputs: watch.arguments))
    var start: [Graph.Ref: [Interval]] = [:]
    for input in inputs { start[input.leaf] = network.entries(of: input.leaf, at: .drawn(0)) }
    for wanted in patterns(of: watch.count) {
      var values = start
      for (leaf, entries) in start { evaluator.set(leaf, to: entries.map(\.midpoint)) }
      evaluator.run()
      var best = watch.agreement(with: wanted, evaluator)
      for cell in cells where best < wanted.count {
        guard let usual = values[cell.leaf] else { continue }
        var turned = usual
        turned[cell.index] = -turned[cell.index]
        evaluator.set(cell.leaf, to: turned.map(\.midpoint))
        evaluator.run()
        let found = watch.agreement(with: wanted, evaluator)
        if found > best {
          (best, values[cell.leaf]) = (found, turned)
        } else {
          evaluator.set(cell.leaf, to: usual.map(\.midpoint))
        }
      }
      if let difference = compare(at: values, &watch) { return difference }
    }
    return nil
  }
}
