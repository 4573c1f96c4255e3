import Calculus
import Diagnostics

/// A formula with its meaning: names resolved, operators grouped, indices still symbolic. One
/// expression serves every choice of sizes and every value of its indices.
package struct Expression: Hashable, Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// Equal expressions mean the same, wherever they stand.
  package static func == (a: Expression, b: Expression) -> Bool { a.kind == b.kind }

  package func hash(into hasher: inout Hasher) { hasher.combine(kind) }

  package indirect enum Kind: Hashable, Sendable {
    case number(ExactDecimal)
    /// An index or a size used as a number: the `M` of `1/M`.
    case count(IndexTerm)
    case pi, e
    /// A declared or defined array, or entries of it.
    case reference(Reference)
    /// A parameter of the function whose body this is.
    case formal(String)
    case identity, ones
    /// `e_i`: 1 at this place, 0 elsewhere.
    case unit(IndexTerm)
    /// `I_n`, `1_n`, `0_n`: an identity, ones or zeros of a size that is said.
    case sized(Expression, IndexTerm)
    case negated(Expression)
    case sum([Term])
    /// Factors side by side.
    case product([Expression])
    /// `first op factor op factor …`, left to right: all on one level.
    case chain(Expression, [Link])
    case quotient(Expression, Expression)
    case power(Expression, Expression)
    case transpose(Expression)
    case inverse(Expression)
    case call(Builtin, [Expression])
    /// A function of the note; `derivative` counts primes. The members of a family stand before the
    /// arguments, as counts.
    case apply(SymbolID, derivative: Int, [Expression])
    /// The value of an abstract function, one of a family with these members.
    case abstract(AbstractSignature, SymbolID, [IndexTerm], [Expression])
    /// `f'(z)` of a built-in function.
    case derivativeOfBuiltin(Builtin, order: Int, Expression)
    /// ∂of/∂by₁∂by₂…: a gradient where there is one `by`.
    case derivative(of: Expression, by: [Expression], DerivativeSign)
    /// `∇_v u`: the same, in the shape of `v` whatever the layout.
    case gradient(of: Expression, by: [Expression])
    /// The derivative of a function at its arguments by those at these places, counted from 0.
    case slotDerivative(Expression, [Int])
    /// `df(x)⋅h`: of a function of one argument, along a direction.
    case directional(Expression, along: Expression)
    /// `dX`: how it changes when the variables of its equation move.
    case differential(Expression)
    /// `\left. E \right|_{x=3}`.
    case evaluated(Expression, [Substitution])
    case big(BigOperator, [Binding], Expression)
    /// `(W h)_j`.
    case entries(Expression, [EntryIndex])
    case matrix([[Expression]])
    /// The `…` of a matrix whose other entries are left to the reader.
    case dots
    case cases([Case])
    /// 1 where it holds, else 0: `δ_{ij}`, `1[i = j]`.
    case indicator(Condition)
  }

  package struct Term: Hashable, Sendable {
    package let isNegative: Bool
    package let value: Expression

    package init(isNegative: Bool, value: Expression) {
      self.isNegative = isNegative
      self.value = value
    }
  }

  package struct Substitution: Hashable, Sendable {
    package let variable: Expression
    package let value: Expression

    package init(variable: Expression, value: Expression) {
      (self.variable, self.value) = (variable, value)
    }
  }

  package struct Link: Hashable, Sendable {
    package let operation: ProductSign
    package let factor: Expression

    package init(operation: ProductSign, factor: Expression) {
      self.operation = operation
      self.factor = factor
    }
  }

  package struct Case: Hashable, Sendable {
    package let value: Expression
    /// All of them must be so; none: otherwise.
    package let conditions: [ValueCondition]

    package init(value: Expression, conditions: [ValueCondition]) {
      self.value = value
      self.conditions = conditions
    }
  }
}

/// How a derivative is written, which says what varies (DESIGN section 5).
package enum DerivativeSign: Hashable, Sendable {
  /// `∂u/∂v`: total, unless the direct partial is meant.
  case partial
  /// `∂f(x, w)/∂w`: of a function with its arguments, in the slot of `w` first.
  case partialOfCall
  /// `∂⁺u/∂v`: the direct partial and nothing else.
  case direct
  /// `du/dv`: total and nothing else.
  case straight

  var letter: String {
    switch self {
    case .partial, .partialOfCall: "∂"
    case .direct: "∂⁺"
    case .straight: "d"
    }
  }
}

/// The signs that stand between factors.
package enum ProductSign: String, Hashable, Sendable {
  case asterisk = "*"
  case dot = "⋅"
  case cross = "×"
  case hadamard = "⊙"
  case circle = "∘"
  /// Kronecker's product, the outer product or the one by entries, as shapes have it.
  case tensor = "⊗"
  /// Frobenius' product of two matrices, a number.
  case colon = ":"
}

package enum BigOperator: String, Hashable, Sendable {
  case sum = "∑"
  case product = "∏"
  /// A product written with dots: its factors stand in their order, whatever the order of `∏` is.
  case seriesProduct = "∏…"
  /// A column written with dots: `(x_1, …, x_n)`.
  case list = "(…)"

  /// The capitals that stand for the signs where they have a range: `Σ_i`, `Π_i`.
  static func capital(_ letter: String?) -> BigOperator? {
    switch letter {
    case "Σ": .sum
    case "Π": .product
    default: nil
    }
  }
}

/// A use of a declared name: `W_{kij}` is the symbol `W`, member `k`, entries `i`, `j`.
package struct Reference: Hashable, Sendable {
  package let symbol: SymbolID
  package let members: [IndexTerm]
  /// Empty: the whole array.
  package let entries: [EntryIndex]

  package init(symbol: SymbolID, members: [IndexTerm], entries: [EntryIndex]) {
    self.symbol = symbol
    self.members = members
    self.entries = entries
  }
}

package enum EntryIndex: Hashable, Sendable {
  case at(IndexTerm)
  /// `:`: the whole axis.
  case all
  /// `1..m`: from one entry to another.
  case span(IndexTerm, IndexTerm)
}

/// What a sum runs over: `i = 1..n`, `j ≠ i`; without a range, the axis the letter is used on.
package struct Binding: Hashable, Sendable {
  package let letter: String
  package var lower: IndexTerm?
  package var upper: IndexTerm?
  package var conditions: [Condition] = []
  /// `t \ge i > k`: the factors of a product stand in this order.
  package var isWrittenDownwards = false

  /// From a letter or a size down to 1 or 0, or from a size to a letter: `l = L` below, `1` above.
  package var countsDown: Bool {
    guard let lower, let upper, lower.isName else { return false }
    if case .number(let last) = upper { return last <= 1 }
    if case .size = lower { return !upper.letters.isEmpty }
    return false
  }

  /// `i = t` below and `k + 1` above: down, if `t` is meant to be the larger one.
  package var mayCountDown: Bool {
    guard let lower, let upper, lower.isName else { return false }
    return !lower.letters.isEmpty && !upper.letters.isEmpty
  }
}

/// A relation between whole numbers: `k >= 2`, `j ≠ i`.
package struct Condition: Hashable, Sendable {
  package let left: IndexTerm
  package let relation: Relation
  package let right: IndexTerm

  package enum Relation: String, Hashable, Sendable {
    case equal = "="
    case unequal = "≠"
    case less = "<"
    case lessOrEqual = "≤"
    case greater = ">"
    case greaterOrEqual = "≥"
  }

  package init(left: IndexTerm, relation: Relation, right: IndexTerm) {
    self.left = left
    self.relation = relation
    self.right = right
  }

  /// `a > b`, `a ≥ b`.
  var goesDown: Bool { [.greater, .greaterOrEqual].contains(relation) }

  /// What is so where this is not.
  package var negated: Condition {
    let opposite: Relation =
      switch relation {
      case .equal: .unequal
      case .unequal: .equal
      case .less: .greaterOrEqual
      case .lessOrEqual: .greater
      case .greater: .lessOrEqual
      case .greaterOrEqual: .less
      }
    return Condition(left: left, relation: opposite, right: right)
  }

  /// nil where a letter has no value.
  package func holds(_ letters: LetterValues, _ sizes: SizeChoice) -> Bool? {
    guard let a = left.value(letters, sizes), let b = right.value(letters, sizes) else {
      return nil
    }
    return switch relation {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

/// A relation between values, as `cases` have it: `z > 0`.
package struct ValueCondition: Hashable, Sendable {
  package let left: Expression
  package let relation: Condition.Relation
  package let right: Expression
}

extension Expression {
  /// Itself where all of `conditions` hold, else 0.
  package func restricted(to conditions: [ValueCondition]) -> Expression {
    if conditions.isEmpty || kind == .number(.zero) { return self }
    let zero = Expression(.number(.zero), at: range)
    return Expression(
      .cases([Case(value: self, conditions: conditions), Case(value: zero, conditions: [])]),
      at: range)
  }
}
