import Calculus
import Diagnostics
import MathSyntax

/// What ∂u/∂v differentiates, as the names of u and v: within a scope it keeps one meaning.
package struct PartialPair: Hashable, Sendable {
  /// nil where u is a formula and no name.
  package let of: SymbolID?
  package let by: SymbolID
}

/// Total, direct and slot derivatives (DESIGN section 5).
extension Lowering {
  /// Where a derivative starts, and what stays constant on the way.
  struct Way {
    /// Their derivatives are added.
    var starts: [Variable]
    var held: Set<Graph.Ref> = []
  }

  /// The way that `sign` asks for in the reading of this lowering. Notes the pair where there is
  /// another one.
  mutating func way(
    from v: Variable, to u: Value, _ operand: Expression, _ variable: Expression,
    _ sign: DerivativeSign?, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Way {
    let total = Way(starts: [v])
    guard let sign, sign != .straight else { return total }
    let isCall = sign == .partialOfCall
    guard let direct = isCall ? slotWay(from: v, to: u) : knownDirectWay(from: v, to: u) else {
      return total
    }
    if sign == .direct { return direct }
    let isDirectFirst = isCall || scope.partialsAreDirect
    guard bindings.isStatement, let by = variable.namedSymbol else {
      return isDirectFirst ? direct : total
    }
    let pair = PartialPair(of: operand.namedSymbol, by: by)
    if !openPairs.contains(pair) { openPairs.append(pair) }
    return isDirectFirst != otherPartials.contains(pair) ? direct : total
  }

  /// The names that stay as they are in `∂of/∂by`; empty where all that depends on `by` moves, nil where
  /// a slot of a function moves and no name.
  package mutating func heldNames(
    of operand: Expression, by variable: Expression, _ sign: DerivativeSign, _ bindings: Bindings
  ) -> [MemberKey]? {
    guard let u = try? lower(operand, bindings), let v = try? self.variable(variable, bindings),
      let way = try? way(from: v, to: u, operand, variable, sign, bindings, operand.range)
    else { return nil }
    guard way.starts.count == 1, way.starts[0].whole.ref == v.whole.ref else { return nil }
    let named = members.filter { way.held.contains($0.value.value.ref) }.map(\.key)
    guard named.count == way.held.count else { return nil }
    return named.sorted { ($0.symbol, $0.members.first ?? 0) < ($1.symbol, $1.members.first ?? 0) }
  }

  /// That of all entries of `u` and `v` is found once: what a node is made of stays as it is.
  private mutating func knownDirectWay(from v: Variable, to u: Value) -> Way? {
    let key = DerivativeKey(of: whole(of: u.ref), by: v.whole.ref, held: [])
    let held: Set<Graph.Ref>?
    if let known = heldOnDirectWays[key] {
      held = known
    } else {
      held = directWay(from: v, to: u)?.held
      heldOnDirectWays[key] = .some(held)
    }
    return held.map { Way(starts: [v], held: $0) }
  }

  /// Only the `v` in the definition of `u` itself varies: the other names in it are held. nil where `v`
  /// is not there, or reaches `u` through no other name.
  private func directWay(from v: Variable, to u: Value) -> Way? {
    var open = [body(of: u.ref)]
    var seen: Set<Graph.Ref> = []
    var isDirect = false
    var held: Set<Graph.Ref> = []
    while let ref = open.popLast() {
      guard seen.insert(ref).inserted else { continue }
      if ref == v.whole.ref {
        isDirect = true
      } else if memberRefs.contains(ref) {
        if graph.depends(ref, on: v.whole.ref) { held.insert(ref) }
      } else {
        open += graph[ref].inputs
      }
    }
    guard isDirect else { return stepWay(from: v, to: u) }
    return held.isEmpty ? nil : Way(starts: [v], held: held)
  }

  /// Within one step of a recursion: what the other members of the family of `u` are made of `v` is
  /// held. nil where there are none, or `v` reaches `u` through them alone.
  private func stepWay(from v: Variable, to u: Value) -> Way? {
    let ref = whole(of: u.ref)
    guard let own = members.first(where: { $0.value.value.ref == ref })?.key else { return nil }
    let others = members.filter { $0.key.symbol == own.symbol && $0.key != own }
      .map(\.value.value.ref)
    let held = Set(
      others.filter { graph.depends($0, on: v.whole.ref) && graph.depends(ref, on: $0) })
    guard !held.isEmpty, graph.depends(ref, on: v.whole.ref, holding: held) else { return nil }
    return Way(starts: [v], held: held)
  }

  /// The formula behind the name of `u`, or behind the array it is an entry of.
  private func body(of u: Graph.Ref) -> Graph.Ref {
    let ref = whole(of: u)
    guard memberRefs.contains(ref), case .named = graph.op(of: ref),
      let body = graph[ref].inputs.first
    else { return ref }
    return body
  }

  /// The array that `u` is an entry or a block of.
  func whole(of u: Graph.Ref) -> Graph.Ref {
    var ref = u
    while case .slice = graph.op(of: ref), let whole = graph[ref].inputs.first { ref = whole }
    return ref
  }

  /// The slots of the function that `v` stands in; nil where it stands in none, or changes nothing
  /// else. What the body itself makes of `v` varies too: `J(θ)` has θ in `h_θ(x)`.
  private func slotWay(from v: Variable, to u: Value) -> Way? {
    var starts: [Variable] = []
    for slot in slots[whole(of: u.ref)] ?? [] {
      if slot.argument.ref == v.whole.ref {
        var start = v
        start.whole = slot.variable
        starts.append(start)
      } else if slot.argument.ref == v.entry {
        starts.append(Variable(whole: slot.variable))
      }
    }
    let own = Set(starts.map(\.whole.ref))
    guard !starts.isEmpty, graph.depends(u.ref, on: v.whole.ref, holding: own) else { return nil }
    let all = Set((slots[whole(of: u.ref)] ?? []).map(\.variable.ref))
    guard graph.depends(u.ref, on: v.whole.ref, holding: all) else { return Way(starts: starts) }
    let others = all.subtracting(own).filter { graph.depends($0, on: v.whole.ref) }
    return others.isEmpty ? nil : Way(starts: [v], held: others)
  }
}

extension Expression {
  /// The symbol that it names, or an entry of which it names.
  fileprivate var namedSymbol: SymbolID? {
    switch kind {
    case .reference(let reference): reference.symbol
    case .apply(let id, derivative: 0, _): id
    case .entries(let inner, _), .transpose(let inner): inner.namedSymbol
    default: nil
    }
  }
}

extension Scope {
  /// `∂h/∂w`.
  package func name(of pair: PartialPair) -> String {
    "∂\(pair.of.map(plainName) ?? "…")/∂\(plainName(pair.by))"
  }

  private func plainName(_ id: SymbolID) -> String {
    let base = describe(nameNode(self[id].base))
    return self[id].label.map { "\(base)_\($0)" } ?? base
  }

  /// Whether the usual reading of the pair is not the total derivative.
  package func isUsuallyDirect(_ pair: PartialPair) -> Bool {
    partialsAreDirect || pair.of.map { self[$0].isFunction } ?? false
  }

  /// Keeps what the equations of the page needed; letters that only one of them uses are forgotten.
  package mutating func keep(_ partials: [PartialPair: Bool]) {
    for (pair, isOther) in partials where pair.isKnown(in: self) { partialsSoFar[pair] = isOther }
  }
}

extension PartialPair {
  fileprivate func isKnown(in scope: Scope) -> Bool {
    let known = scope.symbols.indices
    return known.contains(by.index) && of.map { known.contains($0.index) } ?? true
  }
}
