import Elaboration

/// Sums over ranges that a letter around them moves: `∑_{k≠j} w_k` in the formula of each entry `j`.
extension PythonWriter {
  /// nil where no range depends on a letter that runs.
  mutating func runningSum(
    _ letters: [Binding], _ body: Expression, _ bindings: Bindings, _ operation: BigOperator
  ) throws(NoWord) -> String? {
    let moved = Set(letters.filter { !$0.mentioned.isDisjoint(with: running) }.map(\.letter))
    guard !moved.isEmpty else { return nil }
    guard operation == .sum else { throw NoWord("a product whose range depends on an entry") }
    // Each letter over its whole range: what depends on it is written once.
    let whole = letters.map { moved.contains($0.letter) ? $0.withoutLimits : $0 }
    let terms = try terms(whole[...], body, bindings, operation)
    guard let first = terms.first, terms.allSatisfy({ $0.text.text == first.text.text }),
      !letters.contains(where: { $0.countsDown || $0.isWrittenDownwards })
    else { throw NoWord("a range that depends on an entry") }
    var clauses: [String] = []
    for (place, binding) in letters.enumerated() {
      let values = terms.map { $0.values[place] }
      let word = names.letter(binding.letter)
      clauses.append("for \(word) in \(try range(binding, values, moved))")
      for condition in binding.conditions { clauses.append("if \(try text(condition))") }
    }
    return "\(first.text.text) \(clauses.joined(separator: " "))"
  }

  private func range(
    _ binding: Binding, _ values: [Int], _ moved: Set<String>
  ) throws(NoWord) -> String {
    let distinct = Set(values).sorted()
    guard moved.contains(binding.letter), binding.lower != nil || binding.upper != nil else {
      return PythonWriter.list(distinct)
    }
    let lower = try binding.lower.map { (term) throws(NoWord) in try text(term).text }
    let upper = try binding.upper.map { (term) throws(NoWord) in try text(term).text }
    return "range(\(lower ?? "\(distinct.first ?? 1)"), \(upper ?? "\(distinct.last ?? 0)") + 1)"
  }
}

extension Binding {
  /// The letters that its limits and conditions depend on, its own among them.
  fileprivate var mentioned: Set<String> {
    conditions.reduce(into: (lower?.letters ?? []).union(upper?.letters ?? [])) {
      $0.formUnion($1.letters)
    }
  }

  fileprivate var withoutLimits: Binding {
    var binding = self
    (binding.lower, binding.upper, binding.conditions) = (nil, nil, [])
    return binding
  }
}
