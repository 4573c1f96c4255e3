import Calculus
import Diagnostics

/// Indices that are data: `s_{y_i}` is Σ_c 1[y_i = c] s_c, `1[j = y_i]` an entry of a one-hot vector.
extension Lowering {
  /// The number that the entries of an input stand for which is a whole number itself; nil for others.
  package func wholeNumber(of input: InputNode, _ values: [Double]) -> Int? {
    guard let oneHot = oneHots[input.key], oneHot.leaf == input.leaf else { return nil }
    return values.firstIndex { $0 != 0 }.map { oneHot.range.lowerBound + $0 }
  }

  /// Of a whole number with more values than this no entries are taken.
  static let maximalRange = 1_024

  /// Data that stands as an index in `expression` itself and has no value yet.
  func openData(in expression: Expression, _ bindings: Bindings) -> Reference? {
    expression.ownData.first { isOpen($0, bindings) }
  }

  private func isOpen(_ data: Reference, _ bindings: Bindings) -> Bool {
    data.dataKey(bindings.letters, sizes).map { bindings.letters[$0] == nil } ?? false
  }

  /// Σ_c 1[data = c] work(c).
  mutating func overData(
    _ data: Reference, _ range: SourceRange, _ bindings: Bindings,
    _ work: (inout Lowering, Bindings) throws(ElaborationError) -> Value
  ) throws(ElaborationError) -> Value {
    var total: Value?
    for (weight, inner) in try choices(of: data, range, bindings) {
      let value = try work(&self, inner)
      let term = try scaled(value, by: weight, range)
      total = try total.map { (sum) throws(ElaborationError) in try add(sum, term, range) } ?? term
    }
    guard let total else {
      throw ElaborationError(.nonexistent, "this range is empty", at: range)
    }
    return total
  }

  /// 1 where all of `conditions` on data hold, else 0; nil where none is about data.
  package mutating func weight(
    of conditions: [Condition], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    var product: Value?
    for condition in conditions where condition.data.contains(where: { isOpen($0, bindings) }) {
      let weight = try weight(of: condition, bindings, range)
      product =
        try product.map { (p) throws(ElaborationError) in
          try scaled(weight, by: p.ref, range)
        } ?? weight
    }
    return product
  }

  mutating func weight(
    of condition: Condition, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if let data = condition.data.first(where: { isOpen($0, bindings) }) {
      return try overData(data, range, bindings) { lowering, inner throws(ElaborationError) in
        try lowering.weight(of: condition, inner, range)
      }
    }
    return try indicator(condition, bindings, range)
  }

  package mutating func scaled(
    _ value: Value, by weight: Graph.Ref, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    Value(try node(.multiply, [weight, value.ref], range), value.axes, flexible: value.flexible)
  }

  /// The values that `data` can take, each with the entry of its one-hot vector.
  private mutating func choices(
    of data: Reference, _ range: SourceRange, _ bindings: Bindings
  ) throws(ElaborationError) -> [(weight: Graph.Ref, bindings: Bindings)] {
    _ = try member(data, bindings, range)
    let indices = data.members.compactMap { $0.value(bindings.letters, sizes) }
    guard let name = data.dataKey(bindings.letters, sizes),
      let oneHot = oneHots[MemberKey(symbol: data.symbol, members: indices)]
    else {
      throw ElaborationError(
        .unclear("limit"), "an index takes more than \(Lowering.maximalRange) values", at: range)
    }
    return try Array(oneHot.range).mapEach { (value) throws(ElaborationError) in
      var inner = bindings
      inner.letters[name] = value
      let row = value - oneHot.range.lowerBound
      return (try node(.slice(.entry(row, 0)), [oneHot.leaf], range), inner)
    }
  }

  /// The whole number itself: the sum of its values times the entries of a one-hot vector.
  mutating func makeWholeNumber(
    _ values: ClosedRange<Int>, _ input: NetSymbol.Input, _ key: MemberKey, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let shape = Shape(values.count, 1)
    let leaf = try build(range) { graph throws(GraphError) in try graph.input(shape) }
    let numbers = try Array(values).mapEach { (value) throws(ElaborationError) in
      try constant(ExactDecimal(value), range)
    }
    let ramp = try node(.assemble(Shape(1, values.count)), numbers, range)
    let value = try named(Value(node(.matmul, [ramp, leaf], range)), range)
    oneHots[key] = (leaf, values)
    let given = mode == .shown ? try givenPosition(input, values) : nil
    inputs.append(
      InputNode(
        key: key, input: input, value: value, leaf: leaf, sampling: .oneHot, given: given))
    return value
  }

  /// The given number as a one-hot vector; all 0 where it is none of the values.
  private mutating func givenPosition(
    _ input: NetSymbol.Input, _ values: ClosedRange<Int>
  ) throws(ElaborationError) -> Graph.Ref? {
    guard case .expression(let expression)? = input.value else { return nil }
    let given = try lower(expression, Bindings())
    guard given.isScalar else {
      throw .illShaped("the value is \(given.shapeText), not a number", at: expression.range)
    }
    let (zero, one) = (
      try constant(.zero, expression.range), try constant(.one, expression.range)
    )
    let cells = try Array(values).mapEach { (value) throws(ElaborationError) in
      let number = try constant(ExactDecimal(value), expression.range)
      let distance = try node(.subtract, [given.ref, number], expression.range)
      return try node(.choose(.zero), [distance, one, zero], expression.range)
    }
    return try node(.assemble(Shape(values.count, 1)), cells, expression.range)
  }
}
