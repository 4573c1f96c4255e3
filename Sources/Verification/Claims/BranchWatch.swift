import Calculus

/// Which sides of every branch were seen: of relu(x − 5), x above 5 and x below it. What was seen on
/// one side only says nothing about the other one.
struct BranchWatch {
  /// The nodes whose difference chooses a branch by its sign: a of max(0, a), both of max(a, b).
  private struct Branch {
    let inputs: [Graph.Ref]
    /// The positions of its entries among those of all branches.
    let positions: Range<Int>

    /// What each entry compares, given the entries of its inputs. A number next to an array is compared
    /// with all of it.
    func sides<N>(_ zero: N, _ entries: (Graph.Ref) -> [N]) -> [(N, N)] {
      let arrays = inputs.map(entries) + (inputs.count == 1 ? [[zero]] : [])
      guard let first = arrays.first, let last = arrays.last else { return [] }
      return positions.indices.compactMap { position in
        guard let a = first.entry(position - positions.lowerBound),
          let b = last.entry(position - positions.lowerBound)
        else { return nil }
        return (a, b)
      }
    }
  }

  private let branches: [Branch]
  private var isAboveSeen: [Bool]
  private var isBelowSeen: [Bool]

  /// Of the branches that the nodes `outputs` are made of; those whose sign is known are left out.
  init(_ graph: Graph, _ outputs: [Graph.Ref], positive: Set<Graph.Ref>) {
    var branches: [Branch] = []
    var count = 0
    for inputs in graph.openBranches(of: outputs, positive: positive) {
      let shapes = inputs.map { graph[$0].shape }
      let entries = (shapes.first { !$0.isScalar } ?? .scalar).count
      branches.append(Branch(inputs: inputs, positions: count..<(count + entries)))
      count += entries
    }
    self.branches = branches
    isAboveSeen = Array(repeating: false, count: count)
    isBelowSeen = isAboveSeen
  }

  /// Entries of all branches.
  var count: Int { isAboveSeen.count }

  /// What chooses the branches.
  var arguments: [Graph.Ref] { branches.flatMap(\.inputs) }

  var isComplete: Bool { !isAboveSeen.contains(false) && !isBelowSeen.contains(false) }

  /// Notes what the branches did at a point.
  mutating func note(_ values: PointValues<Interval>, _ plan: Plan) {
    for branch in branches {
      let sides = branch.sides(Interval(0, 0)) { Array(values.entries(of: $0, in: plan)) }
      for (position, (a, b)) in zip(branch.positions, sides) {
        if a.lower > b.upper { isAboveSeen[position] = true }
        if a.upper <= b.lower { isBelowSeen[position] = true }
      }
    }
  }

  /// How many entries are on the side that `wanted` asks of them: above where true.
  func agreement(with wanted: [Bool], _ evaluator: Evaluator<Double>) -> Int {
    branches.reduce(0) { sum, branch in
      let sides = branch.sides(0) { evaluator.value($0).elements }
      return sum
        + zip(wanted[branch.positions], sides).count { isAbove, side in
          isAbove == (side.0 > side.1)
        }
    }
  }
}

extension Array {
  /// That of an array with one entry is the same everywhere.
  fileprivate func entry(_ index: Int) -> Element? {
    count == 1 ? first : indices.contains(index) ? self[index] : nil
  }
}
