import Calculus

/// An equation between arrays as one between their entries: `σ'(z) = σ(z)(1 - σ(z))` of every number in `z`, where
/// side by side they have no product.
package struct EntrywiseSides {
  /// The letters that count the entries.
  static let letters = ["ι", "κ"]

  package let sides: [Expression]
  /// Whether it says something of functions at one argument alone.
  package let isOfFunctions: Bool
  package let hasMatrices: Bool

  /// nil where something in it is no operation on entries, or nothing is an array.
  package init?(_ sides: [Expression], _ lowering: Lowering) {
    var split = EntrywiseSplit(lowering: lowering)
    let found = sides.compactMap { split.entry(of: $0) }
    isOfFunctions = split.arrays.count == 1 && split.hasFunctions
    guard found.count == sides.count, split.axisCounts.count == 1 else { return nil }
    (self.sides, hasMatrices) = (found, split.axisCounts == [2])
  }
}

private struct EntrywiseSplit {
  var lowering: Lowering
  /// What was taken apart.
  var arrays: Set<Reference> = []
  /// How many axes they have: arrays of different kinds have no entries in common.
  var axisCounts: Set<Int> = []
  var hasFunctions = false

  mutating func entry(of expression: Expression) -> Expression? {
    switch expression.kind {
    case .number, .count, .pi, .e: return expression
    case .ones: return Expression(.number(.one), at: expression.range)
    case .reference(let reference): return entry(of: reference, expression)
    case .chain(let first, let links):
      guard links.allSatisfy({ ![.tensor, .colon].contains($0.operation) }) else { return nil }
      let factors = ([first] + links.map(\.factor)).compactMap { entry(of: $0) }
      return factors.count == links.count + 1
        ? Expression(.product(factors), at: expression.range) : nil
    case .call(let function, _), .derivativeOfBuiltin(let function, order: _, _):
      // Bars around an array are most often a norm or a determinant.
      guard function.isEntrywise, function != .abs else { return nil }
      hasFunctions = true
    case .apply(let id, derivative: _, _):
      guard lowering.isScalar(functionsOf: id) else { return nil }
      hasFunctions = true
    case .power(let base, let exponent):
      if case .reference = base.kind, !exponent.isPositive { return nil }
    case .negated, .sum, .product, .quotient, .cases, .derivative, .gradient: break
    default: return nil
    }
    return mapped(expression)
  }

  private mutating func mapped(_ expression: Expression) -> Expression? {
    let parts = expression.children.compactMap { entry(of: $0) }
    guard parts.count == expression.children.count else { return nil }
    var rest = parts[...]
    return expression.mapChildren { rest.popFirst() ?? $0 }
  }

  private mutating func entry(of reference: Reference, _ expression: Expression) -> Expression? {
    guard reference.entries.isEmpty else { return expression }
    // Square matrices have all products: theirs are no signs left out.
    guard let value = value(of: reference), case let axes = value.axes.count, axes < 3,
      !value.isNamedSquare
    else { return nil }
    guard axes > 0 else { return expression }
    arrays.insert(reference)
    axisCounts.insert(axes)
    let entry = Reference(
      symbol: reference.symbol, members: reference.members,
      entries: EntrywiseSides.letters.prefix(axes).map { .at(.letter($0)) })
    return Expression(.reference(entry), at: expression.range)
  }

  /// Of the first of its members that there is.
  private mutating func value(of reference: Reference) -> Value? {
    for step in 0..<4 {
      var letters: LetterValues = [:]
      for letter in reference.letters {
        let members = lowering.range(ofIndex: letter)
        letters[letter] = members.map { min($0.lowerBound + step, $0.upperBound) } ?? 1
      }
      let bindings = Bindings(letters: letters)
      if let value = try? lowering.member(reference, bindings, 0..<0) { return value }
    }
    return nil
  }
}

extension Expression {
  /// A number above 0.
  fileprivate var isPositive: Bool {
    if case .number(let value) = kind { value.double > 0 } else { false }
  }
}
