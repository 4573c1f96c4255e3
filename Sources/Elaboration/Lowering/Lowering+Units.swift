import Calculus
import Diagnostics

/// Unit vectors `e_i`: as long as the axis that the index runs along.
extension Lowering {
  mutating func unit(
    _ term: IndexTerm, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let place = try whole(term, bindings, range)
    guard let axis = axis(ofUnit: term, bindings) else {
      throw ElaborationError(
        .unclear("free-index"), "how long this unit vector is cannot be told", at: range)
    }
    guard 1...max(axis.value, 1) ~= place else {
      throw ElaborationError(.nonexistent, "an entry that does not exist is used", at: range)
    }
    note(
      OpenMeaning(
        message: "`e` with an index can be something else than a unit vector",
        hint: "declare it in the block", changesShape: true, isUsual: false))
    let whole = try build(range) { graph throws(GraphError) in try graph.identity(axis.value) }
    return Value(
      try node(.slice(.column(place - 1, of: Shape(axis.value, axis.value))), [whole], range),
      [axis])
  }

  /// The axis of a letter, or the numbers that data can be.
  private func axis(ofUnit term: IndexTerm, _ bindings: Bindings) -> Dimension? {
    switch term {
    case .letter(let letter): return bindings.axes[letter]
    case .data(let reference):
      guard case .integers(_, let upper)? = scope[reference.symbol].inputs.first?.domain.kind
      else { return nil }
      return upper.dimension(bindings.letters, sizes)
    case .number, .size, .sum, .difference, .product: return nil
    }
  }

  /// Which axes `letters` run along in `expressions`, where unit vectors stand there.
  package mutating func noteAxes(
    ofUnits letters: [String], in expressions: [Expression], _ bindings: inout Bindings
  ) {
    guard expressions.contains(where: \.usesUnits) else { return }
    for letter in letters {
      bindings.axes[letter] = try? axis(of: letter, in: expressions, bindings)
    }
  }
}

extension Expression {
  fileprivate var usesUnits: Bool {
    if case .unit = kind { return true }
    return children.contains(where: \.usesUnits)
  }
}
