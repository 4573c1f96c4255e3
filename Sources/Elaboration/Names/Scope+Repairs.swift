/// What corrections of equations are made of.
extension Scope {
  /// Sizes that are no families, in order.
  package var plainSizes: [String] { sizes.keys.filter { sizes[$0]?.isFamily == false }.sorted() }

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
