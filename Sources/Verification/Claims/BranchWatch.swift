import Calculus

/// Which sides of every branch were seen: of relu(x − 5), x above 5 and x below it. What was seen on
/// one side only says nothing about the other one.
struct BranchWatch {
  /// The nodes whose difference chooses a branch by its sign: a of max(0, a), both of max(a, b).
  private struct Branch {
    let inputs: [Graph.Ref]
    /// The position of its first entry.
    let offset: Int
  }

  private let branches: [Branch]
  private var isAboveSeen: [Bool]
  private var isBelowSeen: [Bool]

  /// Of the branches that the nodes `outputs` are made of; those whose sign is known are left out.
  init(_ graph: Graph, _ outputs: [Graph.Ref], positive: Set<Graph.Ref>) {
    var branches: [Branch] = []
    var count = 0
    for inputs in graph.openBranches(of: outputs, positive: positive) {
      branches.append(Branch(inputs: inputs, offset: count))
      count += inputs.first.map { graph[$0].shape.count } ?? 0
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
      let entries = branch.inputs.map { Array(values.entries(of: $0, in: plan)) }
      guard let first = entries.first, let last = entries.last else { continue }
      for (index, (a, b)) in zip(first, last).enumerated() {
        let index = branch.offset + index
        guard index < isAboveSeen.count else { break }
        let (above, below) =
          entries.count == 1
          ? (a.lower > 0, a.upper <= 0) : (a.lower > b.upper, a.upper <= b.lower)
        isAboveSeen[index] = isAboveSeen[index] || above
        isBelowSeen[index] = isBelowSeen[index] || below
      }
    }
  }

  /// How many entries are on the side that `wanted` asks of them: above where true.
  func agreement(with wanted: [Bool], _ evaluator: Evaluator<Double>) -> Int {
    branches.reduce(0) { sum, branch in
      let entries = branch.inputs.map { evaluator.value($0).elements }
      guard let first = entries.first, let last = entries.last else { return sum }
      return sum
        + first.indices.filter { index in
          let isAbove = first[index] > (entries.count == 1 ? 0 : last[index])
          return isAbove == wanted[branch.offset + index]
        }.count
    }
  }
}
