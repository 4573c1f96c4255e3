import Calculus
import Diagnostics

/// Products and quotients: what shapes allow, and what they decide.
extension Lowering {
  mutating func product(
    _ factors: [Expression], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if chains != .matrices {
      return try juxtaposed(contracting(factors, bindings), bindings, range)
    }
    var values: [Value] = []
    for (index, factor) in factors.enumerated() {
      do throws(ElaborationError) {
        values.append(try lower(factor, bindings))
      } catch {
        guard case .sum(let terms) = factor.kind, error.kind == .unclear("construct"),
          (2...Lowering.maximalFactors).contains(factors.count)
        else { throw error }
        return try expanded(terms, at: index, of: factors, bindings, range)
      }
    }
    return try juxtaposed(values, bindings, range)
  }

  /// Products with open sums are multiplied out up to this many factors.
  private static let maximalFactors = 6

  /// `(I − 1 1ᵀ/n) x` term by term: the sum has no shape of its own.
  private mutating func expanded(
    _ terms: [Expression.Term], at place: Int, of factors: [Expression], _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let products = terms.map { term in
      var factors = factors
      factors[place] = term.value
      return Expression.Term(
        isNegative: term.isNegative, value: Expression(.product(factors), at: range))
    }
    return try sum(products, bindings, range)
  }

  mutating func juxtaposed(
    _ values: [Value], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    do throws(ElaborationError) {
      return try leftToRight(values, bindings, range)
    } catch {
      guard error.kind == .illShaped, !bindings.isEntrywise, values.count > 2 else { throw error }
      let grouped = try groupingInnerProducts(values, range)
      guard grouped.count < values.count,
        let product = try? leftToRight(grouped, bindings, range)
      else { throw error }
      return product
    }
  }

  private mutating func leftToRight(
    _ values: [Value], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard var result = values.first else { throw .notUnderstood("an empty product", at: range) }
    for value in values.dropFirst() {
      result =
        bindings.isEntrywise
        ? try hadamard(result, value, range) : try multiply(result, value, range)
    }
    return result
  }

  /// `aᵀ b` as one number wherever a row stands before a column: `xᵀ aᵀ b` scales a row.
  private mutating func groupingInnerProducts(
    _ values: [Value], _ range: SourceRange
  ) throws(ElaborationError) -> [Value] {
    var grouped: [Value] = []
    for value in values {
      if let last = grouped.last, last.axes.count == 2, last.rows.isOne, value.axes.count == 1,
        last.columns.value == value.rows.value
      {
        grouped[grouped.count - 1] = try multiply(last, value, range)
      } else {
        grouped.append(value)
      }
    }
    return grouped
  }

  /// The matrix product; a scalar scales.
  mutating func multiply(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if a.flexible != nil || b.flexible != nil { return try multiplyFlexible(a, b, range) }
    if a.isScalar || b.isScalar {
      return Value(try node(.multiply, [a.ref, b.ref], range), a.isScalar ? b.axes : a.axes)
    }
    guard a.axes.count <= 2, b.axes.count <= 2, a.columns.value == b.rows.value else {
      throw .illShaped("cannot multiply \(a.shapeText) by \(b.shapeText)", at: range)
    }
    pinLiteral(a.columns, b.rows)
    let ref = try node(.matmul, [a.ref, b.ref], range)
    return Value(ref, rows: a.rows, columns: b.columns)
  }

  private mutating func multiplyFlexible(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let scaled = try node(.multiply, [a.ref, b.ref], range)
    let one = Value(try constant(.one, range), flexible: .ones)
    let oneRow = Value(one.ref, flexible: .onesRow)
    switch (a.flexible, b.flexible) {
    case (.ones, .onesRow): return Value(scaled, flexible: .allOnes)
    case (.allOnes?, nil) where b.isScalar, (nil, .allOnes?) where a.isScalar:
      return Value(scaled, flexible: .allOnes)
    case (.allOnes?, nil):
      return try multiply(one, multiply(oneRow, Value(scaled, b.axes), range), range)
    case (nil, .allOnes?):
      return try multiply(multiply(Value(scaled, a.axes), one, range), oneRow, range)
    case (.identity, .identity): return Value(scaled, flexible: .identity)
    case (.identity, nil): return Value(scaled, b.axes, flexible: b.isScalar ? .identity : nil)
    case (nil, .identity): return Value(scaled, a.axes, flexible: a.isScalar ? .identity : nil)
    case (.ones?, nil) where b.isScalar, (.onesRow?, nil) where b.isScalar:
      return Value(scaled, flexible: a.flexible)
    case (nil, .ones?) where a.isScalar, (nil, .onesRow?) where a.isScalar:
      return Value(scaled, flexible: b.flexible)
    case (nil, .onesRow?) where a.axes.count == 1: return Value(scaled, flexible: .columns)
    case (.ones?, nil) where b.axes.count == 2 && b.rows.value == 1:
      return Value(scaled, flexible: .rows)
    case (.columns?, nil) where b.isScalar, (.rows?, nil) where b.isScalar:
      return Value(scaled, flexible: a.flexible)
    case (nil, .columns?) where a.isScalar, (nil, .rows?) where a.isScalar:
      return Value(scaled, flexible: b.flexible)
    case (nil, .ones?): return try multiply(a, ones(b, [a.columns], range), range)
    case (.onesRow?, nil): return try multiply(ones(a, [.one, b.rows], range), b, range)
    default: throw .notUnderstood("the shape of this product is left open", at: range)
    }
  }

  private mutating func ones(
    _ value: Value, _ axes: [Dimension], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    Value(try node(.repeated(Value.shape(of: axes)), [value.ref], range), axes)
  }

  /// Entry by entry; a scalar goes with every entry.
  mutating func hadamard(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var (a, b) = (try shaped(a, like: b, range), try shaped(b, like: a, range))
    (a, b) = try broadcasting(a, b, range)
    guard a.isScalar || b.isScalar || a.hasSameShape(as: b) else {
      throw .illShaped(
        "cannot multiply \(a.shapeText) and \(b.shapeText) entry by entry", at: range)
    }
    pinLiterals(a, b)
    let axes = a.axes.isEmpty ? b.axes : a.axes
    return Value(try node(.multiply, [a.ref, b.ref], range), axes)
  }

  /// Signs between factors, left to right; the other grouping where that fits no shapes.
  mutating func chain(
    _ first: Expression, _ links: [Expression.Link], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    do throws(ElaborationError) {
      var value = try lower(first, bindings)
      for link in links {
        value = try apply(link.operation, value, lower(link.factor, bindings), bindings, range)
      }
      return value
    } catch {
      guard error.kind == .illShaped,
        let regrouped = try? self.regrouped(first, links, bindings, range)
      else { throw error }
      if bindings.isStatement { hasRegrouped = true }
      return regrouped
    }
  }

  /// `A b ⊙ c ⊙ d e` as `A (b ⊙ c ⊙ d) e`.
  private mutating func regrouped(
    _ first: Expression, _ links: [Expression.Link], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var left = [first]
    if case .product(let factors) = first.kind { left = factors }
    var right = links.suffix(1).map(\.factor)
    if case .product(let factors)? = right.first?.kind { right = factors }
    let values = try left.dropLast().mapEach { (e) throws(ElaborationError) in
      try lower(e, bindings)
    }
    let rest = try right.dropFirst().mapEach { (e) throws(ElaborationError) in
      try lower(e, bindings)
    }
    guard let last = left.last, let next = right.first else { return try lower(first, bindings) }
    var middle = try lower(last, bindings)
    for (index, link) in links.enumerated() {
      let factor = index == links.count - 1 ? next : link.factor
      middle = try apply(link.operation, middle, lower(factor, bindings), bindings, range)
    }
    return try juxtaposed(values + [middle] + rest, bindings, range)
  }

  private mutating func apply(
    _ sign: ProductSign, _ a: Value, _ b: Value, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if bindings.isEntrywise { return try hadamard(a, b, range) }
    if let product = try secondProduct(sign, a, b, bindings, range) { return product }
    switch sign {
    case .colon: return try frobenius(a, b, range)
    case .hadamard, .circle: return try hadamard(a, b, range)
    case .asterisk, .dot, .cross: return try product(sign, a, b, range)
    case .tensor: return try tensor(a, b, range)
    }
  }

  private mutating func frobenius(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard a.axes.count == 2, b.axes.count == 2 else {
      throw .notUnderstood("a colon between \(a.shapeText) and \(b.shapeText)", at: range)
    }
    guard a.hasSameShape(as: b) else {
      throw .illShaped("`:` stands between \(a.shapeText) and \(b.shapeText)", at: range)
    }
    pinLiterals(a, b)
    return Value(try build(range) { graph throws(GraphError) in try graph.inner(a.ref, b.ref) })
  }

  /// `⊗` between two vectors is the outer product to most; the other meanings are tried where that
  /// one fails.
  private mutating func tensor(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    switch tensorSign {
    case .outer where a.axes.count == 1 && b.axes.count == 1:
      return try multiply(a, transpose(b, range), range)
    case .byEntries where a.hasSameShape(as: b): return try hadamard(a, b, range)
    default: return try kronecker(a, b, range)
    }
  }

  /// `*`, `⋅` and `×` between arrays mean what the shapes allow, as they are named (DESIGN section 5).
  private mutating func product(
    _ sign: ProductSign, _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard !a.isScalar, !b.isScalar, a.flexible == nil, b.flexible == nil else {
      return try multiply(a, b, range)
    }
    if sign == .dot, dotIsInner, a.axes.count == 1, b.axes.count == 1, a.hasSameShape(as: b) {
      return Value(try build(range) { graph throws(GraphError) in try graph.inner(a.ref, b.ref) })
    }
    let isNamed = a.hasSameNamedShape(as: b) || a.columns.isSame(as: b.rows)
    let isSame = isNamed ? a.hasSameNamedShape(as: b) : a.hasSameShape(as: b)
    let conforms = isNamed ? a.columns.isSame(as: b.rows) : a.columns.value == b.rows.value
    switch (isSame, conforms) {
    // `*` is the product of programs to some, and stays open.
    case (true, true) where openProduct == .matrix && sign != .asterisk:
      return try multiply(a, b, range)
    case (true, true) where openProduct == .byEntries && sign != .asterisk:
      return try hadamard(a, b, range)
    case (true, true):
      throw ElaborationError(
        .unclear("product"),
        "`\(sign.rawValue)` between \(a.shapeText) and \(b.shapeText) can mean two products",
        at: range, hint: "write `⊙` for the product by entries, or leave the sign out")
    case (true, false): return try hadamard(a, b, range)
    default: return try multiply(a, b, range)
    }
  }

  private mutating func kronecker(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard !a.isOpen, !b.isOpen else {
      throw .notUnderstood("the size of the identity in this product is left open", at: range)
    }
    if a.isScalar || b.isScalar { return try multiply(a, b, range) }
    guard a.axes.count <= 2, b.axes.count <= 2, let rows = a.rows * b.rows,
      let columns = a.columns * b.columns
    else { throw .illShaped("cannot take the Kronecker product of these", at: range) }
    return Value(try node(.kronecker, [a.ref, b.ref], range), rows: rows, columns: columns)
  }

  // MARK: Quotients

  mutating func quotient(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if a.flexible != nil, b.isScalar {
      return Value(try node(.divide, [a.ref, b.ref], range), flexible: a.flexible)
    }
    var (a, b) = (try shaped(a, like: b, range), try shaped(b, like: a, range))
    (a, b) = try broadcasting(a, b, range)
    guard a.isScalar || b.isScalar || a.hasSameShape(as: b) else {
      throw .illShaped("cannot divide \(a.shapeText) by \(b.shapeText)", at: range)
    }
    let axes = a.axes.isEmpty ? b.axes : a.axes
    return Value(try node(.divide, [a.ref, b.ref], range), axes)
  }

  // MARK: Sizes that are held

  /// A literal length that meets a named one fits only while that size keeps its value.
  mutating func pinLiteral(_ a: Dimension, _ b: Dimension) {
    guard a.isLiteral != b.isLiteral, a.value == b.value else { return }
    pin(a.isLiteral ? b : a)
  }

  mutating func pinLiterals(_ a: Value, _ b: Value) {
    guard !a.isScalar, !b.isScalar else { return }
    pinLiteral(a.rows, b.rows)
    pinLiteral(a.columns, b.columns)
  }

  mutating func pin(_ dimension: Dimension) {
    for name in dimension.names {
      let parts = name.split(separator: "_", maxSplits: 1)
      if parts.count == 2, let member = Int(parts[1]) {
        pinned.insert(SizeKey(String(parts[0]), member))
      }
      pinned.insert(SizeKey(name, nil))
    }
  }
}
