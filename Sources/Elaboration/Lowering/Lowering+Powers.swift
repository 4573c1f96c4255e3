import Calculus
import Diagnostics

/// Powers of numbers and matrices, and of what works entry by entry.
extension Lowering {
  /// `x^T` as an author writes it: on an array the transpose; on a number it would say nothing, so in a
  /// scope whose last step is called T it may be a power.
  mutating func transpose(
    written x: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard !x.isScalar || scope.sizes["T"] == nil && !scope.scalarInputs.contains("T") else {
      throw ElaborationError(
        .unclear("power"), "`T` above a number: a power or a transpose?", at: range,
        hint: "leave the transpose of a number out")
    }
    return try transpose(x, range)
  }

  mutating func power(
    _ base: Expression, _ exponent: Expression, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if entryPowersAreOfMatrices, bindings.isStatement, case .reference(let entry) = base.kind,
      entry.isOfMatrix
    {
      let whole = Reference(symbol: entry.symbol, members: entry.members, entries: [])
      let matrix = try power(Expression(.reference(whole), at: range), exponent, bindings, range)
      return try entries(matrix, entry.entries, bindings, range)
    }
    let exponentValue = try lower(exponent, bindings)
    if case .e = base.kind {
      try checkExponent(exponentValue, range)
      return Value(try map(.exp, exponentValue.ref, range), exponentValue.axes)
    }
    let whole = exponent.wholeNumber(bindings, sizes)
    if case .call(let norm, let arguments) = base.kind, norm.isRootOfSquares, let whole, whole > 0,
      whole % 2 == 0
    {
      return try squared(norm, arguments, half: whole / 2, bindings, range)
    }
    let x = try lower(base, bindings)
    if x.flexible == .identity, let whole, abs(whole) <= 1_000 {
      return Value(try map(.power(whole), x.ref, range), flexible: .identity)
    }
    guard exponentValue.isScalar else {
      throw ElaborationError(
        .unclear("power"),
        "a power with \(exponentValue.shapeText) above could be meant entry by entry",
        at: exponent.range)
    }
    if squaresAreLengths, bindings.isStatement, whole == 2, x.axes.count == 1 {
      return Value(
        try build(range) { graph throws(GraphError) in try graph.squaredNorm(x.ref) })
    }
    if x.isOneNumber || bindings.isEntrywise || isEntrywisePower(of: base, x, bindings) {
      return Value(try power(x.ref, exponentValue.ref, whole, exponent, range), x.axes)
    }
    guard x.axes.count == 2, x.rows.value == x.columns.value else {
      throw ElaborationError(
        .unclear("power"), "a power of \(x.shapeText) could be meant entry by entry", at: range)
    }
    guard let whole, (-1...64).contains(whole) else {
      throw .notUnderstood("this power of a matrix is not understood", at: range)
    }
    if whole == 0 {
      let identity = try build(range) { graph throws(GraphError) in
        try graph.identity(x.rows.value)
      }
      return Value(identity, x.axes)
    }
    if whole == -1 { return try inverse(x, range) }
    var result = x
    for _ in 1..<whole { result = try multiply(result, x, range) }
    return result
  }

  /// `\tanh^2 z`, and on a page `h^2` of what has no other power: by entries.
  private func isEntrywisePower(
    of base: Expression, _ x: Value, _ bindings: Bindings
  ) -> Bool {
    if case .call(let function, _) = base.kind, function.isEntrywise { return true }
    guard bindings.isStatement || bindings.powersAreEntrywise, x.flexible == nil else {
      return false
    }
    return x.axes.count == 1 || x.axes.count == 2 && x.rows.value != x.columns.value
  }

  /// e to a square matrix is a series to some and entry by entry to others.
  private func checkExponent(_ x: Value, _ range: SourceRange) throws(ElaborationError) {
    guard x.flexible == nil, x.axes.count < 2 || !x.rows.isSame(as: x.columns) else {
      throw ElaborationError(
        .unclear("power"), "e to \(x.shapeText) could be meant entry by entry", at: range)
    }
  }

  /// ‖x‖² without the root, which has no derivative at 0 and only costs precision.
  private mutating func squared(
    _ norm: Builtin, _ arguments: [Expression], half: Int, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard arguments.count == 1, let argument = arguments.first else {
      throw .notUnderstood("a norm takes one argument", at: range)
    }
    let x = try lower(argument, bindings)
    guard x.flexible == nil else {
      throw .notUnderstood("the norm of an open shape is not understood", at: range)
    }
    if bindings.isStatement { noteNorm(norm, of: x) }
    let square = try build(range) { graph throws(GraphError) in
      try graph.squaredNorm(norm == .spectralNorm ? graph.flattened(x.ref) : x.ref)
    }
    return Value(half == 1 ? square : try map(.power(half), square, range))
  }

  private mutating func power(
    _ x: Graph.Ref, _ y: Graph.Ref, _ whole: Int?, _ exponent: Expression, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref {
    if let whole, abs(whole) <= 1_000 { return try map(.power(whole), x, range) }
    if exponent.isOneHalf { return try map(.sqrt, x, range) }
    return try node(.power, [x, y], range)
  }
}

extension Expression {
  /// Its value, if it is a whole number whatever the inputs are.
  fileprivate func wholeNumber(_ bindings: Bindings, _ sizes: SizeChoice) -> Int? {
    switch kind {
    case .number(let value):
      guard value.exponent >= 0, value.exponent < 18 else { return nil }
      return Int(exactly: value.double)
    case .count(let term): return term.value(bindings.letters, sizes)
    case .negated(let operand): return operand.wholeNumber(bindings, sizes).map { 0 &- $0 }
    case .sum(let terms):
      return terms.reduce(0) { total, term in
        guard let total, let value = term.value.wholeNumber(bindings, sizes) else { return nil }
        let (sum, overflow) =
          term.isNegative
          ? total.subtractingReportingOverflow(value) : total.addingReportingOverflow(value)
        return overflow ? nil : sum
      }
    default: return nil
    }
  }

  fileprivate var isOneHalf: Bool {
    switch kind {
    case .quotient(let a, let b):
      a.kind == .number(ExactDecimal(1)) && b.kind == .number(ExactDecimal(2))
    case .number(let value): value == ExactDecimal(significand: 5, exponent: -1)
    default: false
    }
  }
}

extension Reference {
  /// Two indices, each at one place.
  fileprivate var isOfMatrix: Bool { entries.count == 2 && !entries.contains(.all) }
}

extension Expression {
  /// `A^{-1}_{ij}`, `W^2_{ij}`.
  package var isPowerOfEntry: Bool {
    guard case .power(let base, _) = kind, case .reference(let entry) = base.kind else {
      return false
    }
    return entry.isOfMatrix
  }
}
