/// Random points of the field for the forms of one graph. What was computed for one form at the first of them is not computed
/// again for the next.
package struct FieldPoints: Sendable {
  /// As many as most forms need.
  private static let keptCount = 8
  /// A point is kept up to this many entries: 256 kB.
  private static let maximalEntries = 1 << 15

  private(set) var plan = Plan()
  private var kept: [PointValues<Residue>] = []

  package init() {}

  /// Makes ready to compute `outputs`.
  mutating func need(_ outputs: [Graph.Ref], in graph: Graph) { plan.extend(graph, by: outputs) }

  /// The values of all that is needed so far, where a leaf has the entries `leaf` gives.
  mutating func values(
    at attempt: Int, _ leaf: (Graph.Ref) -> [Residue]
  ) -> PointValues<Residue> {
    guard attempt < Self.keptCount, plan.size <= Self.maximalEntries else {
      var values = PointValues<Residue>()
      values.advance(along: plan, leaf: leaf)
      return values
    }
    while kept.count <= attempt { kept.append(PointValues()) }
    kept[attempt].advance(along: plan, leaf: leaf)
    return kept[attempt]
  }
}
