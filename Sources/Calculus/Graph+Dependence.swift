extension Graph {
  /// True where a change of `v` can reach `y`; every node depends on itself.
  package func depends(_ y: Ref, on v: Ref) -> Bool {
    y == v || (v < y && ancestorSet(of: [y], from: v).contains(v))
  }

  /// The same where the nodes of `held` do not change.
  package func depends(_ y: Ref, on v: Ref, holding held: Set<Ref>) -> Bool {
    held.isEmpty ? depends(y, on: v) : path(to: y, from: [v], holding: held).last == y
  }

  /// The nodes that `outputs` are made of, themselves included, in topological order.
  package func nodes(of outputs: [Ref]) -> [Ref] { ancestors(of: outputs) }

  /// The nodes that `roots` are made of, themselves included, in topological order. Those before
  /// `first` are left out.
  func ancestors(of roots: [Ref], from first: Ref = Ref(index: 0)) -> [Ref] {
    ancestorSet(of: roots, from: first).members
  }

  private func ancestorSet(of roots: [Ref], from first: Ref) -> NodeSet {
    var found = NodeSet(from: first, through: roots.max() ?? first)
    for root in roots where root >= first { found.insert(root) }
    found.descend { found, ref in
      forEachInput(of: ref) { if $0 >= first { found.insert($0) } }
    }
    _ = allowance.spend(Price.visit * found.count)
    return found
  }

  /// The nodes that `root` is made of, itself included, in topological order, without those that are
  /// `known` and what is behind them.
  func ancestors(of root: Ref, unless known: (Ref) -> Bool) -> [Ref] {
    if known(root) { return [] }
    if self[root].inputs.allSatisfy(known) { return [root] }
    var found = NodeSet(through: root)
    found.insert(root)
    found.descend { found, ref in
      forEachInput(of: ref) { if !known($0) { found.insert($0) } }
    }
    let members = found.members
    _ = allowance.spend(Price.visit * members.count)
    return members
  }

  /// The nodes on a path from one of `variables` to `y` that goes through none of `held`, both ends
  /// included, in topological order.
  func path(to y: Ref, from variables: [Ref], holding held: Set<Ref> = []) -> [Ref] {
    guard let first = variables.min() else { return [] }
    var reached = NodeSet(from: first, through: max(y, variables.max() ?? y))
    for variable in variables { reached.insert(variable) }
    return ancestors(of: [y], from: first).filter { ref in
      guard
        reached.contains(ref)
          || !held.contains(ref) && self[ref].inputs.contains(where: reached.contains)
      else {
        return false
      }
      reached.insert(ref)
      return true
    }
  }

  /// The same formula with other values for some of its nodes.
  package mutating func substituting(
    _ values: [Ref: Ref], in root: Ref
  ) throws(GraphError) -> Ref {
    var made = values
    for old in ancestors(of: [root]) where made[old] == nil {
      let node = self[old]
      let inputs = node.inputs.map { made[$0] ?? $0 }
      if inputs != node.inputs { made[old] = try apply(node.op, inputs) }
    }
    return made[root] ?? root
  }

  /// The same formula with all `named` removed, for comparing what is written.
  package mutating func stripped(_ ref: Ref) throws(GraphError) -> Ref {
    var bare = NodeMap<Ref>()
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
