/// How the sizes of families hang together, for trying a network at other sizes.
extension Scope {
  /// The plain sizes that say how far an index runs.
  package var depths: Set<SizeKey> {
    indices.values.reduce(into: []) { keys, index in
      keys.formUnion(index.upper.sizeKeys)
      keys.formUnion(index.lower.sizeKeys)
    }
  }

  /// The members declared of every family of sizes.
  package var sizeFamilies: [(name: String, members: ClosedRange<Int>)] {
    sizes.compactMap { name, entry in
      let members = entry.values.keys.compactMap { $0 }
      guard let first = members.min(), let last = members.max() else { return nil }
      return (name, first...last)
    }.sorted { $0.name < $1.name }
  }

  package func isFixed(_ name: String) -> Bool { sizes[name]?.isFixed ?? false }

  /// By how many members the longest family grows from one choice of sizes to another.
  package func growth(from old: SizeChoice, to new: SizeChoice) -> Int {
    indices.values.compactMap { index in
      guard let a = index.upper.value([:], old), let b = index.upper.value([:], new) else {
        return nil
      }
      return b - a
    }.max() ?? 0
  }

  /// Whether declarations name members, or sizes of members, by number beyond a family's first ones
  /// (`a_2 = …`, `y ∈ R^{n_2}`), so that the network means something at its declared depth only.
  package var namesLateMembers: Bool {
    let first = indices.values.compactMap { $0.lower.value([:], declaredSizes) }.min() ?? 1
    return symbols.contains { symbol in
      let patterns = symbol.inputs.map(\.pattern) + symbol.definitions.map(\.pattern)
      let lengths = symbol.inputs.flatMap(\.domain.axes).compactMap(\.sizeMember)
      return (patterns.joined() + lengths).contains { term in
        if case .number(let member) = term { member > first } else { false }
      }
    }
  }
}

extension IndexTerm {
  /// The `2` of a size `n_2`.
  fileprivate var sizeMember: IndexTerm? {
    if case .size(_, let member) = self { member } else { nil }
  }
}
