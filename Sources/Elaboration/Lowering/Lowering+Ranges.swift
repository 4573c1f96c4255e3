import Diagnostics

/// What an index letter ranges over: the members of its family, or the axes it is used on.
extension Lowering {
  /// The values of `letter` in `expressions`; the other letters have theirs in `bindings`.
  package mutating func range(
    of letter: String, in expressions: [Expression], _ bindings: Bindings, _ place: SourceRange
  ) throws(ElaborationError) -> ClosedRange<Int> {
    if let members = range(ofIndex: letter) {
      // `\sum_k A_{kl}` beside a family that `k` counts elsewhere runs along the axis.
      guard !expressions.contains(where: { $0.usesAsMember(letter) }),
        let axis = try? axis(of: letter, in: expressions, bindings)
      else { return members }
      return 1...max(axis.value, 1)
    }
    if let members = familyRange(of: letter, in: expressions) { return members }
    let axis = try axis(of: letter, in: expressions, bindings)
    return 1...max(axis.value, 1)
  }

  /// The members of the families that `letter` counts, where it is no declared index.
  private func familyRange(of letter: String, in expressions: [Expression]) -> ClosedRange<Int>? {
    var found: ClosedRange<Int>?
    for reference in expressions.flatMap(\.references) {
      // In `z_{i-a+1}` neither letter runs over the members by itself.
      for (slot, term) in reference.members.enumerated() where term.hasOnly(letter) {
        let symbol = scope[reference.symbol]
        for pattern in symbol.definitions.map(\.pattern) + symbol.inputs.map(\.pattern) {
          guard slot < pattern.count, let members = members(pattern[slot]) else { continue }
          found = found.map { $0.union(members) } ?? members
        }
      }
    }
    return found
  }

  func members(_ term: IndexTerm) -> ClosedRange<Int>? {
    switch term {
    case .letter(let letter): return range(ofIndex: letter)
    case .sum(.letter(let letter), .number(let step)):
      return range(ofIndex: letter).map { ($0.lowerBound + step)...($0.upperBound + step) }
    case .difference(.letter(let letter), .number(let step)):
      return range(ofIndex: letter).map { ($0.lowerBound - step)...($0.upperBound - step) }
    default: break
    }
    return term.value([:], sizes).map { $0...$0 }
  }

  /// The axis that `letter` runs along; where it is used on several, they must be of one length.
  mutating func axis(
    of letter: String, in expressions: [Expression], _ bindings: Bindings
  ) throws(ElaborationError) -> Dimension {
    var uses: [(axis: Dimension, range: SourceRange)] = []
    for expression in expressions { collectAxes(of: letter, expression, bindings, &uses) }
    guard let first = uses.first else {
      if let places = windowPlaces(of: letter, in: expressions, bindings) { return places }
      throw ElaborationError(
        .unclear("free-index"), "what `\(letter)` ranges over is not clear",
        at: expressions.first?.range ?? 0..<0)
    }
    if let other = uses.first(where: { $0.axis.value != first.axis.value }) {
      if let axis = windowAxis(of: letter, in: expressions, uses.map(\.axis)) { return axis }
      throw .illShaped(
        "`\(letter)` runs to \(first.axis.value) and to \(other.axis.value)", at: other.range)
    }
    for use in uses { pinLiteral(first.axis, use.axis) }
    return first.axis
  }

  /// The shorter of two axes, where the longer one is also read at places ahead, as a window over it
  /// is: `o_i = f_1 x_i + f_2 x_{i+1}`.
  private func windowAxis(
    of letter: String, in expressions: [Expression], _ axes: [Dimension]
  ) -> Dimension? {
    guard let shortest = axes.min(by: { $0.value < $1.value }) else { return nil }
    let shifted = expressions.flatMap(\.references).contains { reference in
      reference.entries.contains { item in
        guard case .at(let term) = item, term != .letter(letter) else { return false }
        return term.contains(letter)
      }
    }
    let lengths = Set(axes.map(\.value))
    return shifted && lengths.count == 2 ? shortest : nil
  }

  private mutating func collectAxes(
    of letter: String, _ expression: Expression, _ bindings: Bindings,
    _ uses: inout [(axis: Dimension, range: SourceRange)]
  ) {
    switch expression.kind {
    case .big(_, let inner, let body):
      if inner.contains(where: { $0.letter == letter }) { return }
      var bindings = bindings
      bindFirst(inner, body, &bindings)
      return collectAxes(of: letter, body, bindings, &uses)
    case .reference(let reference) where reference.entries.contains(letter: letter):
      if let whole = try? member(reference, bindings, expression.range) {
        uses += axes(of: letter, reference.entries, whole, expression.range)
      }
    case .entries(let inner, let items) where items.contains(letter: letter):
      if let whole = try? lower(inner, bindings) {
        uses += axes(of: letter, items, whole, expression.range)
      }
    default: break
    }
    expression.forEachChild { collectAxes(of: letter, $0, bindings, &uses) }
  }

  /// The axes where `letter` alone is the index: `j` of `W_{ij}`, not of `x_{i+j}`.
  private func axes(
    of letter: String, _ items: [EntryIndex], _ whole: Value, _ range: SourceRange
  ) -> [(axis: Dimension, range: SourceRange)] {
    let items = part(items, of: whole) ?? items.completed(for: whole)
    guard items.count == whole.axes.count else { return [] }
    return zip(items, whole.axes).compactMap { item, axis in
      item == .at(.letter(letter)) ? (axis, range) : nil
    }
  }

  /// Gives inner bound letters their first value, so that members inside have a shape.
  package mutating func bindFirst(
    _ letters: [Binding], _ body: Expression, _ bindings: inout Bindings
  ) {
    for binding in letters {
      let first: Int?
      if let lower = binding.lower {
        first = lower.value(bindings.letters, sizes)
      } else {
        first = range(ofIndex: binding.letter)?.lowerBound ?? 1
      }
      bindings.letters[binding.letter] = first
    }
  }
}

extension Expression {
  /// Whether `letter` counts the members of some family in it.
  fileprivate func usesAsMember(_ letter: String) -> Bool {
    references.contains { $0.members.contains { $0.contains(letter) } }
  }

  /// All uses of declared names in it.
  package var references: [Reference] {
    var found: [Reference] = []
    collectReferences(&found)
    return found
  }

  private func collectReferences(_ found: inout [Reference]) {
    if case .reference(let reference) = kind { found.append(reference) }
    forEachChild { $0.collectReferences(&found) }
    found += ownData
  }
}

extension ClosedRange<Int> {
  fileprivate func union(_ other: ClosedRange<Int>) -> ClosedRange<Int> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
