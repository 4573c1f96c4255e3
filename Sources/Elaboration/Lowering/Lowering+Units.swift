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
  private mutating func axis(ofUnit term: IndexTerm, _ bindings: Bindings) -> Dimension? {
    switch term {
    case .letter(let letter):
      let places = bindings.summands[letter].map { [$0] } ?? bindings.statement
      return try? axis(of: letter, in: places, bindings)
    case .data(let reference):
      guard case .integers(_, let upper)? = scope[reference.symbol].inputs.first?.domain.kind
      else { return nil }
      return upper.dimension(bindings.letters, sizes)
    case .number, .size, .sum, .difference, .product: return nil
    }
  }
}
