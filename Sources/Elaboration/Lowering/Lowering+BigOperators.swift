import Calculus
import Diagnostics

/// Sums and products over indices, written out term by term.
extension Lowering {
  /// `∏` reaches over the factors behind it; where these then fit no shapes, over those that its
  /// letters occur in: `\prod_l W_l y`.
  mutating func big(
    _ operation: BigOperator, _ letters: [Binding], _ body: Expression, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if operation == .list { return try list(letters, body, bindings, range) }
    let factors = operation == .product ? body.factors : [body]
    if let count = factorsBeforeVector(factors, letters, bindings) {
      return try bigOver(factors, first: count, letters, body, bindings, range)
    }
    do throws(ElaborationError) {
      return try bigOverAll(operation, letters, body, bindings, range)
    } catch {
      let bound = Set(letters.map(\.letter))
      guard error.kind == .illShaped,
        let last = factors.lastIndex(where: { !$0.freeLetters.isDisjoint(with: bound) }),
        last < factors.count - 1
      else { throw error }
      return try bigOver(factors, first: last + 1, letters, body, bindings, range)
    }
  }

  /// A product that reaches over the first `count` of the factors behind it.
  private mutating func bigOver(
    _ factors: [Expression], first count: Int, _ letters: [Binding], _ body: Expression,
    _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let near = Expression.product(of: factors[..<count], at: body.range)
    let product = try bigOverAll(.product, letters, near, bindings, range)
    let rest = try factors[count...].mapEach { (factor) throws(ElaborationError) in
      try lower(factor, bindings)
    }
    return try juxtaposed([product] + rest, bindings, range)
  }

  /// How many factors behind `∏` stand before a column that ends them: it can be no part of what is multiplied, however many
  /// values the letters have. nil where nothing like that ends them.
  private mutating func factorsBeforeVector(
    _ factors: [Expression], _ letters: [Binding], _ bindings: Bindings
  ) -> Int? {
    let bound = Set(letters.map(\.letter))
    let least = (factors.lastIndex { !$0.freeLetters.isDisjoint(with: bound) } ?? 0) + 1
    guard least < factors.count else { return nil }
    func isColumn(_ count: Int) -> Bool? {
      let part = Expression.product(of: factors[..<count], at: factors[0].range)
      // A column of declared length is one where that is 1, too.
      return member(of: part, letters, bindings).map { $0.rows != .one && $0.columns == .one }
    }
    guard isColumn(factors.count) == true else { return nil }
    return (least..<factors.count).last { isColumn($0) == false }
  }

  private mutating func bigOverAll(
    _ operation: BigOperator, _ letters: [Binding], _ body: Expression, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var total: Value?
    var count = 0
    let conditions = letters.flatMap(\.conditions)
    try forEach(letters[...], operation, body, bindings, range) {
      lowering, inner throws(ElaborationError) in
      count += 1
      guard count <= Lowering.maximalTerms else {
        throw ElaborationError(
          .unclear("limit"), "more than \(Lowering.maximalTerms) terms", at: range)
      }
      guard
        let term = try lowering.termInside(body, operation, letters, inner),
        case let value = try lowering.weighted(term, by: conditions, operation, inner, range)
      else { return }
      guard let sum = total else {
        total = value
        return
      }
      switch operation {
      case .sum: total = try lowering.add(sum, value, range)
      case .product, .seriesProduct:
        let isReversed = lowering.productsDescend && operation == .product
        let factors = isReversed ? [value, sum] : [sum, value]
        total = try lowering.juxtaposed(factors, inner, range)
      case .list: break
      }
    }
    if let total { return total }
    guard operation != .sum, let size = matrixSize(letters, body, bindings) else {
      return Value(try constant(operation == .sum ? .zero : .one, range))
    }
    let identity = try build(range) { graph throws(GraphError) in try graph.identity(size.value) }
    return Value(identity, rows: size, columns: size)
  }

  /// A term of a sum; nil where it is a product with a factor beyond its axis, as windows have at the
  /// ends: `\sum_a w_a x_{i-a}`.
  private mutating func termInside(
    _ body: Expression, _ operation: BigOperator, _ letters: [Binding], _ bindings: Bindings
  ) throws(ElaborationError) -> Value? {
    do throws(ElaborationError) {
      return try lower(body, bindings)
    } catch {
      guard error.kind == .nonexistent, operation == .sum, !windowsStayInside,
        body.isWindow(over: Set(letters.map(\.letter)))
      else { throw error }
      return nil
    }
  }

  /// `(x_1, …, x_n)`, a column of numbers.
  private mutating func list(
    _ letters: [Binding], _ body: Expression, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var cells: [Graph.Ref] = []
    try forEach(letters[...], .list, body, bindings, range) {
      lowering, inner throws(ElaborationError) in
      let value = try lowering.lower(body, inner)
      guard value.isScalar, cells.count < Lowering.maximalTerms else {
        throw .notUnderstood("a list of arrays", at: range)
      }
      cells.append(value.ref)
    }
    guard let binding = letters.first, !cells.isEmpty else {
      throw .notUnderstood("an empty list", at: range)
    }
    let named =
      binding.upper == nil
      ? try axis(of: binding.letter, in: [body], bindings)
      : binding.upper?.dimension(bindings.letters, sizes)
    let column = try node(.assemble(Shape(cells.count, 1)), cells, range)
    let isWhole = named?.value == cells.count
    return Value(column, [isWhole ? named ?? Dimension(cells.count) : Dimension(cells.count)])
  }

  /// A term that is there only where conditions on data hold.
  private mutating func weighted(
    _ value: Value, by conditions: [Condition], _ operation: BigOperator, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let weight = try weight(of: conditions, bindings, range) else { return value }
    guard operation == .sum else {
      throw .notUnderstood("a product over what data says is not understood", at: range)
    }
    return try scaled(value, by: weight.ref, range)
  }

  /// Of the square matrices that an empty product would have: it is the identity then.
  private mutating func matrixSize(
    _ letters: [Binding], _ body: Expression, _ bindings: Bindings
  ) -> Dimension? {
    guard let factor = member(of: body, letters, bindings) else { return nil }
    let isSquare = factor.axes.count == 2 && factor.rows.value == factor.columns.value
    return isSquare ? factor.rows : nil
  }

  /// What is multiplied, for the first value or the last; nil where neither has one.
  private mutating func member(
    of body: Expression, _ letters: [Binding], _ bindings: Bindings
  ) -> Value? {
    guard letters.count == 1, let letter = letters.first else { return nil }
    var limits = [letter.lower, letter.upper].map { $0?.value(bindings.letters, sizes) }
    if letter.lower == nil, letter.upper == nil {
      let members = try? range(of: letter.letter, in: [body], bindings, body.range)
      limits += [members?.upperBound, members?.lowerBound]
    }
    for case let value? in limits {
      var inner = bindings
      inner.letters[letter.letter] = value
      if let factor = try? lower(body, inner) { return factor }
    }
    return nil
  }

  /// Calls `work` for every value of the bound letters, in order.
  private mutating func forEach(
    _ letters: ArraySlice<Binding>, _ operation: BigOperator, _ body: Expression,
    _ bindings: Bindings, _ range: SourceRange,
    _ work: (inout Lowering, Bindings) throws(ElaborationError) -> Void
  ) throws(ElaborationError) {
    guard let binding = letters.first else { return try work(&self, bindings) }
    guard let values = try values(of: binding, operation, body, bindings, range) else { return }
    var outer = bindings
    outer.summands[binding.letter] = body
    for value in values {
      var inner = outer
      inner.letters[binding.letter] = value
      inner.summed.insert(binding.letter)
      guard binding.conditions.allSatisfy({ $0.holds(inner.letters, sizes) ?? true }) else {
        continue
      }
      // A condition on a letter that is bound later is asked once it has a value.
      try forEach(letters.dropFirst(), operation, body, inner, range, work)
    }
  }

  /// In the order of the factors: `\prod_{l=L}^1` counts down, and so does a product from one letter to
  /// another where that is how it is read. nil where there are none.
  private mutating func values(
    of binding: Binding, _ operation: BigOperator, _ body: Expression, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> StrideThrough<Int>? {
    guard binding.countsDown || rangesCountDown && binding.mayCountDown else {
      let isTurned = operation == .product && binding.isWrittenDownwards
      return try values(of: binding, body, bindings, range)
        .map { isTurned ? $0.downwards : $0.upwards }
    }
    var upwards = binding
    (upwards.lower, upwards.upper) = (binding.upper, binding.lower)
    return try values(of: upwards, body, bindings, range).map(\.downwards)
  }

  private mutating func values(
    of binding: Binding, _ body: Expression, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> ClosedRange<Int>? {
    let implied: ClosedRange<Int>?
    if binding.lower != nil, binding.upper != nil {
      implied = nil
    } else {
      do throws(ElaborationError) {
        implied = try self.range(of: binding.letter, in: [body], bindings, range)
      } catch {
        // `\sum_{j \ne i}^n` counts from 1.
        guard binding.upper != nil, error.kind == .unclear("free-index") else { throw error }
        implied = nil
      }
    }
    let lower = try binding.lower.map { (term) throws(ElaborationError) in
      try whole(term, bindings, range)
    }
    let upper = try binding.upper.map { (term) throws(ElaborationError) in
      try whole(term, bindings, range)
    }
    guard let first = lower ?? implied?.lowerBound ?? (upper == nil ? nil : 1),
      let last = upper ?? implied?.upperBound,
      first <= last
    else { return nil }
    return first...last
  }
}

extension ClosedRange<Int> {
  fileprivate var upwards: StrideThrough<Int> {
    stride(from: lowerBound, through: upperBound, by: 1)
  }

  fileprivate var downwards: StrideThrough<Int> {
    stride(from: upperBound, through: lowerBound, by: -1)
  }
}

extension Expression {
  /// Those of a product, else the expression itself.
  fileprivate var factors: [Expression] {
    if case .product(let factors) = kind { factors } else { [self] }
  }

  fileprivate static func product(
    of factors: some Collection<Expression>, at range: SourceRange
  ) -> Expression {
    guard factors.count == 1, let only = factors.first else {
      return Expression(.product(Array(factors)), at: range)
    }
    return only
  }

  /// Whether it has a sum over a window: `\sum_a w_a x_{i+a}`.
  package var isSumOverWindow: Bool {
    guard case .big(.sum, let letters, let body) = kind else { return false }
    return body.isWindow(over: Set(letters.map(\.letter)))
  }

  /// A product one of whose factors has an index made of a letter of `bound` and another one:
  /// `w_a x_{i+a}`.
  fileprivate func isWindow(over bound: Set<String>) -> Bool {
    func isShifted(_ term: IndexTerm) -> Bool {
      term.letters.count > 1 && !term.letters.isDisjoint(with: bound)
    }
    let isShifted = references.contains { reference in
      reference.members.contains(where: isShifted)
        || reference.entries.contains { item in
          if case .at(let term) = item { isShifted(term) } else { false }
        }
    }
    return isShifted && !containsSum
  }

  private var containsSum: Bool {
    if case .sum = kind { return true }
    return children.contains(where: \.containsSum)
  }
}
