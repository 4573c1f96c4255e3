extension Graph {
  /// True where a change of `v` can reach `y`; every node depends on itself.
  package func depends(_ y: Ref, on v: Ref) -> Bool {
    y == v || (v < y && ancestors(of: [y], from: v).contains(v))
  }

  /// The nodes that `outputs` are made of, themselves included, in topological order.
  package func nodes(of outputs: [Ref]) -> [Ref] { ancestors(of: outputs) }

  /// The nodes that `roots` are made of, themselves included, in topological order. Those before
  /// `first` are left out. Costs what it returns, not the size of the graph.
  func ancestors(of roots: [Ref], from first: Ref = Ref(index: 0)) -> [Ref] {
    var found = Set(roots)
    var open = Array(found)
    while let ref = open.popLast() {
      for input in self[ref].inputs where input >= first && found.insert(input).inserted {
        open.append(input)
      }
    }
    return found.filter { $0 >= first }.sorted()
  }

  /// The nodes that `root` is made of, itself included, in topological order, without those that are
  /// `known` and what is behind them. Costs what it returns.
  func ancestors(of root: Ref, unless known: (Ref) -> Bool) -> [Ref] {
    if known(root) { return [] }
    var (found, open) = (Set([root]), [root])
    while let ref = open.popLast() {
      for input in self[ref].inputs where !known(input) && found.insert(input).inserted {
        open.append(input)
      }
    }
    return found.sorted()
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
