import Diagnostics
import MathSyntax

/// What corrections of equations are made of.
extension Scope {
  /// Sizes that are no families, in order.
  package var plainSizes: [String] { sizes.keys.filter { sizes[$0]?.isPlain == true }.sorted() }

  /// Inputs that are single numbers, in the order of their declaration.
  package var scalarInputs: [String] {
    symbols.filter { symbol in
      symbol.slots == 0 && symbol.label == nil && !symbol.inputs.isEmpty
        && symbol.inputs.allSatisfy { $0.domain.axes.isEmpty }
    }.map(\.base)
  }

  /// Whether `name` is the last value of some family index: the `K` of `k = 1..K`.
  package func lastMember(named name: String) -> Bool {
    indices.values.contains { $0.upper == .size(name, nil) }
  }

  /// The last value for a family index, and the indices of which `name` is the last value.
  package func counterparts(ofMember name: String) -> [String] {
    if case .size(let last, nil)? = indices[name]?.upper { return [last] }
    return indices.keys.filter { indices[$0]?.upper == .size(name, nil) }.sorted()
  }
}

extension NetSymbol {
  /// How many scripts of it name a member of its family.
  package var memberCount: Int { slots }
}

extension Scope {
  /// The same scope with an array that may be any real one drawn from a smaller domain; nil where it has
  /// a domain already, or not the shape for this one.
  package func restricting(_ id: SymbolID, to kind: Domain.Kind) -> Scope? {
    var scope = self
    guard !self[id].inputs.isEmpty else { return nil }
    for index in self[id].inputs.indices {
      let input = self[id].inputs[index]
      guard input.domain.kind == .real, kind.fits(input.domain.axes) else { return nil }
      scope[id].inputs[index] = NetSymbol.Input(
        pattern: input.pattern, domain: Domain(kind: kind, axes: input.domain.axes),
        value: input.value,
        node: input.node, domainNode: input.domainNode, range: input.range)
    }
    return scope
  }

  /// An input as a block declares it: `A ∈ symmetric(n)`.
  package func declaration(of input: NetSymbol.Input) -> String {
    let axes = input.domain.axes.map { describe(MathNode.row(of: Notation(self).nodes($0), at: 0)) }
    let name = describe(input.node)
    switch input.domain.kind {
    case .real: return "\(name) ∈ \(describe(input.domainNode))"
    case .positive:
      return "\(name) ∈ R" + (axes.isEmpty ? "" : "^{\(axes.joined(separator: " × "))}") + "_{>0}"
    case .oneHot: return "\(name) ∈ onehot(\(axes.first ?? ""))"
    case .simplex: return "\(name) ∈ simplex(\(axes.first ?? ""))"
    case .symmetric: return "\(name) ∈ symmetric(\(axes.first ?? ""))"
    case .positiveDefinite: return "\(name) ∈ spd(\(axes.first ?? ""))"
    case .diagonal: return "\(name) ∈ diagonal(\(axes.first ?? ""))"
    case .orthogonal: return "\(name) ∈ orthogonal(\(axes.first ?? ""))"
    case .integers: return "\(name) ∈ \(describe(input.domainNode))"
    }
  }
}

extension Domain.Kind {
  fileprivate func fits(_ axes: [IndexTerm]) -> Bool {
    switch self {
    case .real, .positive: true
    case .oneHot, .simplex: axes.count == 1
    case .symmetric, .positiveDefinite, .diagonal, .orthogonal:
      axes.count == 2 && axes[0] == axes[1]
    case .integers: false
    }
  }
}
