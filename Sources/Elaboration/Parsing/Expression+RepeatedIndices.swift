/// Einstein's convention: an index that stands twice in a term is summed over.
extension Scope {
  /// With the sums that repeated indices imply, those of `free` apart; indices of families are not
  /// summed over. The same expression in a scope that does not say `einstein on`.
  package func summingRepeated(_ expression: Expression, free: Set<String>) -> Expression {
    guard sumsRepeatedIndices else { return expression }
    return expression.summingRepeated { !free.contains($0) && indices[$0] == nil }
  }
}

extension Expression {
  fileprivate func summingRepeated(_ isSummed: (String) -> Bool) -> Expression {
    switch kind {
    case .product, .chain, .quotient, .derivative, .gradient, .reference, .entries:
      let letters = repeatedLetters.filter(isSummed).sorted()
      let inner = mapChildren { part in
        part.summingRepeated { isSummed($0) && !letters.contains($0) }
      }
      guard !letters.isEmpty else { return inner }
      return Expression(.big(.sum, letters.map { Binding(letter: $0) }, inner), at: range)
    case .big(_, let bindings, _):
      let bound = Set(bindings.map(\.letter))
      return mapChildren { $0.summingRepeated { isSummed($0) && !bound.contains($0) } }
    default:
      return mapChildren { $0.summingRepeated(isSummed) }
    }
  }

  /// The letters that more than one of the parts have, or one name twice.
  private var repeatedLetters: Set<String> {
    var seen: Set<String> = []
    var repeated: Set<String> = []
    for letters in children.map(\.freeLetters) {
      repeated.formUnion(seen.intersection(letters))
      seen.formUnion(letters)
    }
    let own: [EntryIndex] =
      switch kind {
      case .reference(let reference): reference.entries
      case .entries(_, let items): items
      default: []
      }
    for item in own {
      guard case .at(.letter(let letter)) = item else { continue }
      if !seen.insert(letter).inserted { repeated.insert(letter) }
    }
    return repeated
  }
}
