import Calculus
import Elaboration

/// Authors of recurrent nets and of normalisation layers also write ∂u/∂v for the *direct* partial, in
/// which only the v in u's own definition varies (DESIGN section 5).
extension Trial {
  /// Whether some derivative of the claim would be another one as a direct partial: v stands in the
  /// definition of u itself, and reaches u through other names too.
  var hasOtherPartials: Bool {
    derivatives.contains { derivative in
      let (isDirect, names) = ownParts(of: derivative.of, variable: derivative.by)
      return isDirect && names.contains { network.lowering.graph.depends($0, on: derivative.by) }
    }
  }

  /// What the definition of `u` is written with: whether `variable` itself, and which other names.
  private func ownParts(
    of u: Graph.Ref, variable: Graph.Ref
  ) -> (isDirect: Bool, names: [Graph.Ref]) {
    var open = [body(of: u)]
    var seen: Set<Graph.Ref> = []
    var names: [Graph.Ref] = []
    var isDirect = false
    while let ref = open.popLast() {
      guard seen.insert(ref).inserted else { continue }
      if ref == variable {
        isDirect = true
      } else if case .named = network.lowering.graph[ref].op {
        names.append(ref)
      } else {
        open += network.lowering.graph[ref].inputs
      }
    }
    return (isDirect, names)
  }

  /// The formula behind the name of `u`, or behind the array it is an entry of.
  private func body(of u: Graph.Ref) -> Graph.Ref {
    var ref = u
    while case .slice = network.lowering.graph[ref].op,
      let whole = network.lowering.graph[ref].inputs.first
    {
      ref = whole
    }
    guard case .named = network.lowering.graph[ref].op,
      let body = network.lowering.graph[ref].inputs.first
    else {
      return ref
    }
    return body
  }
}
