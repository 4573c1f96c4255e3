import Calculus
import Diagnostics

/// `dL = tr(AᵀdX)`: both sides for every direction in which the variables can move.
///
/// The variables are the names behind a `d` that depend on no other name behind one; everything else
/// that a formula is made of follows them or stays constant.
struct Differentials {
  enum Phase {
    /// No equation between differentials.
    case none
    /// Finding out what stands behind each `d`.
    case collecting
    case moving
  }

  struct Operand {
    /// The array, where an entry of it is meant.
    let whole: Graph.Ref
    /// A name or an entry of one, not a formula.
    let isName: Bool
  }

  var phase = Phase.none
  var operands: [Operand] = []
  /// By the node that moves.
  var directions: [Graph.Ref: Graph.Ref] = [:]
  /// All directions that were made, by the node that moves.
  var known: [Graph.Ref: Graph.Ref] = [:]
}

extension Lowering {
  mutating func differential(
    _ operand: Expression, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    switch differentials.phase {
    case .none:
      throw .differential("a differential stands only in an equation between some", at: range)
    case .collecting:
      let value = try lower(operand, bindings)
      differentials.operands.append(
        Differentials.Operand(whole: whole(of: value.ref), isName: operand.isName))
      return value
    case .moving:
      let value = try lower(operand, bindings)
      guard value.flexible == nil else {
        throw .notUnderstood("the differential of an open shape is not understood", at: range)
      }
      if !operand.isName, !operand.isCall { try checkConstants(of: value, range) }
      let directions = differentials.directions
      let moved = try build(range) { graph throws(GraphError) in
        try graph.pushforward(of: value.ref, along: directions)
      }
      guard let moved else { throw independent(range) }
      return Value(moved, value.axes)
    }
  }

  /// Makes the directions for an equation between differentials.
  package mutating func setDirections(
    _ left: Expression, _ right: Expression, _ bindings: Bindings
  ) throws(ElaborationError) {
    differentials.phase = .collecting
    defer { differentials.phase = .none }
    let a = try operands(in: left, bindings)
    let b = try operands(in: right, bindings)
    guard isForward(a, b) || b.allSatisfy({ !$0.isName }) && isForward(b, a) else {
      throw .differential(
        "what stands behind `d` on the left does not follow from what does on the right",
        at: left.range)
    }
    let names = (a + b).filter(\.isName).map(\.whole)
    differentials.directions = [:]
    for name in names where !names.contains(where: { $0 != name && graph.depends(name, on: $0) }) {
      let (node, direction) = try direction(of: name, left.range)
      differentials.directions[node] = direction
    }
    guard !differentials.directions.isEmpty else {
      throw .differential("what varies here is not said", at: left.range)
    }
  }

  package mutating func withDirections<T>(
    _ work: (inout Lowering) throws(ElaborationError) -> T
  ) throws(ElaborationError) -> T {
    differentials.phase = .moving
    defer { differentials.phase = .none }
    return try work(&self)
  }

  private mutating func operands(
    in side: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> [Differentials.Operand] {
    differentials.operands = []
    _ = try lower(side, bindings)
    return differentials.operands
  }

  /// Whether every `d` on the left follows from one on the right, and every one on the right leads to
  /// the left: gradients that are called `dW`, `dz` run the other way.
  private func isForward(
    _ left: [Differentials.Operand], _ right: [Differentials.Operand]
  ) -> Bool {
    !left.isEmpty && !right.isEmpty
      && left.allSatisfy { l in right.contains { graph.depends(l.whole, on: $0.whole) } }
      && right.allSatisfy { r in
        left.contains { graph.depends($0.whole, on: r.whole) }
          && !left.contains { $0.whole != r.whole && graph.depends(r.whole, on: $0.whole) }
      }
  }

  /// The node that moves where `name` does, and the direction. An input of a domain moves along it:
  /// what it is made from moves.
  private mutating func direction(
    of name: Graph.Ref, _ range: SourceRange
  ) throws(ElaborationError) -> (node: Graph.Ref, direction: Graph.Ref) {
    let input = inputs.first { $0.value.ref == name && !$0.isDirection }
    let node = input?.leaf ?? name
    if let known = differentials.known[node] { return (node, known) }
    guard let key = input?.key ?? members.first(where: { $0.value.value.ref == name })?.key else {
      throw .differential("what varies here is not a name of the net", at: range)
    }
    let shape = graph.shape(of: node)
    let leaf = try build(range) { graph throws(GraphError) in try graph.input(shape) }
    let symbol = scope[key.symbol].node
    let free = NetSymbol.Input(
      pattern: [], domain: Domain(kind: .real, axes: []), value: nil, node: symbol,
      domainNode: symbol, range: range)
    let isKept = input?.sampling == .symmetric || input?.sampling == .diagonal
    let moving = InputNode(
      key: key, input: free, value: Value(leaf), leaf: leaf,
      sampling: isKept ? input?.sampling ?? .real : .real, given: nil, isDirection: true)
    inputs.append(moving)
    differentials.known[node] = leaf
    return (node, leaf)
  }

  /// In `d(A X) = A dX`, whether A varies too is not said, unless the parameters are.
  private func checkConstants(of value: Value, _ range: SourceRange) throws(ElaborationError) {
    let parameters = scope.ids.flatMap { scope[$0].parameters ?? [] }.map(\.symbol)
    var open = [value.ref]
    var seen: Set<Graph.Ref> = []
    while let ref = open.popLast() {
      guard seen.insert(ref).inserted else { continue }
      guard memberRefs.contains(ref) else {
        open += graph[ref].inputs
        continue
      }
      guard !differentials.directions.keys.contains(where: { graph.depends(ref, on: $0) }),
        let key = members.first(where: { $0.value.value.ref == ref })?.key,
        parameters.isEmpty || parameters.contains(key.symbol)
      else { continue }
      throw .differential("whether `\(name(of: key))` varies too is not said", at: range)
    }
  }
}

extension ElaborationError {
  fileprivate static func differential(_ message: String, at range: SourceRange)
    -> ElaborationError
  {
    ElaborationError(.unclear("differential"), message, at: range)
  }
}

extension Expression {
  /// Whether a differential is in it.
  package var hasDifferential: Bool {
    switch kind {
    case .differential: true
    default: children.contains(where: \.hasDifferential)
    }
  }

  fileprivate var isName: Bool {
    switch kind {
    case .reference: true
    case .entries(let inner, _): inner.isName
    default: false
    }
  }

  fileprivate var isCall: Bool {
    if case .apply(_, derivative: 0, _) = kind { true } else { false }
  }
}
