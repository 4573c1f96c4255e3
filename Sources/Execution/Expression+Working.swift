import Calculus
import Elaboration

/// How a person would write parts of a formula before any number is put in.
extension Expression {
  /// `σ′(x)` by the function itself, where that is what one calculates with: σ(x) (1 − σ(x)).
  /// `value`: what stands for σ(x).
  func slopeFormula(isScalar: Bool, value: Expression? = nil) -> Expression? {
    guard case .derivativeOfBuiltin(let function, order: 1, let x) = kind else { return nil }
    let value = value ?? Expression(.call(function, [x]), at: range)
    let one = Expression(.number(.one), at: range)
    switch function {
    case .sigmoid: return value.times(one.minus(value), isScalar: isScalar)
    case .tanh:
      let two = Expression(.number(ExactDecimal(2)), at: range)
      return one.minus(
        isScalar
          ? Expression(.power(value, two), at: range) : value.times(value, isScalar: false))
    case .softplus: return Expression(.call(.sigmoid, [x]), at: range)
    default: return nil
    }
  }

  private func minus(_ other: Expression) -> Expression {
    Expression(
      .sum([Term(isNegative: false, value: self), Term(isNegative: true, value: other)]), at: range)
  }

  private func times(_ other: Expression, isScalar: Bool) -> Expression {
    Expression(
      isScalar
        ? .product([self, other]) : .chain(self, [Link(operation: .hadamard, factor: other)]),
      at: range)
  }

  /// The body of a function with its parameters replaced by what stands in their places.
  func applying(_ arguments: [String: Expression]) -> Expression {
    if case .formal(let name) = kind { return arguments[name] ?? self }
    return mapChildren { $0.applying(arguments) }
  }

  /// Of numbers alone.
  var isConstant: Bool {
    switch kind {
    case .number, .count, .pi, .e: true
    case .quotient(let a, let b): a.isConstant && b.isConstant
    case .negated(let a): a.isConstant
    default: false
    }
  }

  /// A fraction of numbers, which is worked out where it is all that is left.
  var isNumberFraction: Bool {
    if case .quotient = kind { isConstant } else { false }
  }

  /// Each part replaced, with whether a sign before it could not be mistaken for that of an operation.
  func mapParts(_ transform: (Expression, Bool) -> Expression) -> Expression {
    switch kind {
    case .sum(let terms):
      let parts = terms.enumerated().map { index, term in
        Term(
          isNegative: term.isNegative, value: transform(term.value, index == 0 && !term.isNegative))
      }
      return Expression(.sum(parts), at: range)
    case .call(let function, let arguments) where function != .sqrt:
      return Expression(.call(function, arguments.map { transform($0, true) }), at: range)
    case .call, .apply, .quotient, .matrix: return mapChildren { transform($0, true) }
    default: return mapChildren { transform($0, false) }
    }
  }
}
