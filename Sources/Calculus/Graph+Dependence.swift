extension Graph {
  /// True where a change of `v` can reach `y`; every node depends on itself.
  package func depends(_ y: Ref, on v: Ref) -> Bool {
    y == v || (v < y && ancestors(of: [y], from: v).contains(v))
  }

  /// The nodes that `outputs` are made of, themselves included, in topological order.
  package func nodes(of outputs: [Ref]) -> [Ref] { ancestors(of: outputs) }

  /// The nodes that `roots` are made of, themselves included, in topological order. Those before
  /// `first` are left out. O(n) for the n nodes from `first` to the last root.
  func ancestors(of roots: [Ref], from first: Ref = Ref(index: 0)) -> [Ref] {
    guard let last = roots.max(), last >= first else { return [] }
    // Inputs stand before what is made of them, so one pass from the end meets every node after all
    // that use it. A bit for each node is far cheaper than a set.
    var isFound = [Bool](repeating: false, count: last.index - first.index + 1)
    for root in roots where root >= first { isFound[root.index - first.index] = true }
    var found: [Ref] = []
    for index in stride(from: last.index, through: first.index, by: -1)
    where isFound[index - first.index] {
      let ref = Ref(index: index)
      found.append(ref)
      for input in self[ref].inputs where input >= first { isFound[input.index - first.index] = true }
    }
    return found.reversed()
  }

  /// The nodes on a path from one of `variables` to `y`, both ends included, in topological order.
  func path(to y: Ref, from variables: [Ref]) -> [Ref] {
    guard let first = variables.min() else { return [] }
    var reached = Set(variables)
    return ancestors(of: [y], from: first).filter { ref in
      guard reached.contains(ref) || self[ref].inputs.contains(where: reached.contains) else {
        return false
      }
      reached.insert(ref)
      return true
    }
  }

  /// The same formula with all `named` removed, for comparing what is written.
  package mutating func stripped(_ ref: Ref) throws(GraphError) -> Ref {
    var bare: [Ref: Ref] = [:]
    for old in ancestors(of: [ref]) {
      let node = self[old]
      let inputs = node.inputs.map { bare[$0] ?? $0 }
      if case .named = node.op {
        bare[old] = inputs.first
      } else {
        bare[old] = inputs == node.inputs ? old : try apply(node.op, inputs)
      }
    }
    return bare[ref] ?? ref
  }
}
