import Calculus
import Diagnostics

/// Abstract functions: `φ : R → R`, `ℓ : R^q × R^q → R`.
extension Lowering {
  /// The value at these arguments. A function of one number works entry by entry on arrays; one whose
  /// value is an array is a function of its own for every entry.
  mutating func abstract(
    _ signature: AbstractSignature, _ id: SymbolID, _ members: [IndexTerm],
    _ arguments: [Expression], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let indices = try members.mapEach { (term) throws(ElaborationError) in
      try whole(term, bindings, range)
    }
    let key = MemberKey(symbol: id, members: indices)
    let values = try arguments.mapEach { (e) throws(ElaborationError) in try lower(e, bindings) }
    if signature.isScalar, let x = values.first, x.flexible == nil {
      let function = Elementwise.abstract(id: number(of: key, 0), order: 0)
      return Value(try map(function, x.ref, range), x.axes)
    }
    for (value, domain) in zip(values, signature.domains) {
      let wanted = Value(value.ref, try axes(domain, bindings, range))
      guard value.flexible == nil, value.hasSameShape(as: wanted) else {
        throw .illShaped(
          "an argument of `\(name(of: key))` is \(wanted.shapeText); this is \(value.shapeText)",
          at: range)
      }
    }
    let axes = try axes(signature.codomain, bindings, range)
    let shape = Value.shape(of: axes)
    guard shape.count <= Lowering.maximalTerms else {
      throw ElaborationError(
        .unclear("limit"), "more than \(Lowering.maximalTerms) entries", at: range)
    }
    let cells = try (0..<shape.count).map { $0 }.mapEach { (entry) throws(ElaborationError) in
      try node(.abstract(id: number(of: key, entry), orders: []), values.map(\.ref), range)
    }
    guard !axes.isEmpty else { return Value(cells[0]) }
    return Value(try node(.assemble(shape), cells, range), axes)
  }

  private func axes(
    _ domain: Domain, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> [Dimension] {
    try domain.axes.mapEach { (term) throws(ElaborationError) -> Dimension in
      guard let axis = term.dimension(bindings.letters, sizes), axis.value >= 1 else {
        throw ElaborationError(.nonexistent, "a size that does not exist is used", at: range)
      }
      return axis
    }
  }

  /// What tells the entries of abstract functions apart, the same for the same text.
  private mutating func number(of key: MemberKey, _ entry: Int) -> Int {
    var hash = key.symbol.index &* 1_000_003 &+ entry
    for member in key.members { hash = hash &* 1_000_003 &+ member &+ 1 }
    abstractFunctions[hash] = key
    return hash
  }

  /// The abstract functions that these nodes are made of, with a sample of each that stands for it
  /// among the numbers: its name, and a formula where it has one argument.
  package func abstractFunctions(
    in refs: [Graph.Ref]
  ) -> [(function: String, sample: String?)] {
    guard !abstractFunctions.isEmpty else { return [] }
    var known: Set<MemberKey> = []
    var found: [(function: String, sample: String?)] = []
    for ref in graph.nodes(of: refs) {
      let id: Int
      var sample: String?
      switch graph.op(of: ref) {
      case .map(.abstract(let number, order: _)):
        id = number
        sample = abstractSample(id: number)
      case .abstract(let number, orders: _): id = number
      default: continue
      }
      guard let key = abstractFunctions[id], known.insert(key).inserted else { continue }
      found.append((name(of: key), sample))
    }
    return found
  }
}
