import Diagnostics
import MathSyntax

/// A symbol's place in its scope.
package struct SymbolID: Hashable, Sendable, Comparable {
  package let index: Int

  package static func < (a: SymbolID, b: SymbolID) -> Bool { a.index < b.index }
}

/// A name of a scope with all that is known of it: an array, a family of arrays, or a function.
package struct NetSymbol: Equatable, Sendable {
  package let base: String
  package let font: Font?
  /// A script that is part of the name: the `hx` of `W_{hx}`.
  package let label: String?
  /// How many family indices stand below and above.
  package let subSlots: Int
  package let supSlots: Int
  /// As first written.
  package let node: MathNode
  package var inputs: [Input] = []
  package var definitions: [NodeDefinition] = []
  /// One, or one for each pattern of members: `f_1(x) = …`, `g^{[l]} : R → R`.
  package var functions: [FunctionDefinition] = []
  /// The members of `parameters θ = (…)`.
  package var parameters: [Reference]?
  package var description: String?

  package var slots: Int { subSlots + supSlots }
  package var isFunction: Bool { !functions.isEmpty }

  /// Declared as an array with a shape.
  package struct Input: Equatable, Sendable {
    package let pattern: [IndexTerm]
    package let domain: Domain
    package let value: GivenValue?
    package let node: MathNode
    package let domainNode: MathNode
    package let range: SourceRange
  }

  /// Defined by a formula, for every member its pattern matches.
  package struct NodeDefinition: Equatable, Sendable {
    package let pattern: [IndexTerm]
    /// The letters that range over the axes, where one entry is defined: `δ_j = …`.
    package let entries: [String]
    package let condition: [Condition]
    package let body: Expression
    package let node: MathNode
    package let rightNode: MathNode
    package let range: SourceRange
  }
}

extension NetSymbol {
  /// Where something is said of it: `W ∈ R^{m × n}`, `a = W x`, `f : R → R`.
  package struct Place: Sendable {
    /// The name as it is written there, with its scripts and parameters.
    package let node: MathNode
    /// `∈`, `=` or `:`.
    package let sign: String
    package let rightNode: MathNode
    package let range: SourceRange
  }

  /// Declarations, then definitions, each in the order of the note.
  package var places: [Place] {
    inputs.map { Place(node: $0.node, sign: "∈", rightNode: $0.domainNode, range: $0.range) }
      + definitions.map {
        Place(node: $0.node, sign: "=", rightNode: $0.rightNode, range: $0.range)
      }
      + functions.map {
        Place(
          node: $0.node, sign: $0.isAbstract ? ":" : "=", rightNode: $0.rightNode, range: $0.range)
      }
  }
}

/// `f(x) = W x + b`, or an abstract function.
package struct FunctionDefinition: Equatable, Sendable {
  /// The members of a family that it is: `k` in `f_k(x) = W_k x`.
  package let pattern: [IndexTerm]
  package let formals: [String]
  /// The parameters as written, which may name nodes of the net; none for an abstract function.
  let arguments: [MathNode]
  package let body: Expression
  /// The left side as written: `f(x)`, `φ`.
  package let node: MathNode
  /// `W x + b`, or `R → R`.
  package let rightNode: MathNode
  package let range: SourceRange
}

extension FunctionDefinition {
  package var isAbstract: Bool { arguments.isEmpty }
}

/// A smooth function of which only this is known: `ℓ : R^q × R^q → R`.
package struct AbstractSignature: Hashable, Sendable {
  package let domains: [Domain]
  package let codomain: Domain

  /// Of one number, with a number as its value.
  package var isScalar: Bool {
    domains.count == 1 && domains[0].axes.isEmpty && codomain.axes.isEmpty
  }
}

/// The value an input is shown at.
package enum GivenValue: Equatable, Sendable {
  case expression(Expression)
  case normal(mean: Expression, deviation: Expression)
  case uniform(lower: Expression, upper: Expression)
}

/// Where the points of an input are drawn from.
package struct Domain: Hashable, Sendable {
  package let kind: Kind
  /// No axis: a scalar. One: a column vector.
  package let axes: [IndexTerm]

  package enum Kind: Hashable, Sendable {
    case real, positive, oneHot, simplex, symmetric, positiveDefinite, diagonal, orthogonal
    case integers(IndexTerm, IndexTerm)
  }
}

/// A named size, or a family of them.
struct SizeEntry: Equatable, Sendable {
  /// By member; a plain size has its value under nil.
  var values: [Int?: Int]
  var isFixed: Bool
  let node: MathNode
}

/// `k = 1..K`.
struct IndexEntry: Equatable, Sendable {
  let node: MathNode
  let lower: IndexTerm
  let upper: IndexTerm
}

extension NetSymbol.NodeDefinition {
  /// The last value of an entry's letter, where the definition says it: `where j <= m`.
  func extent(of letter: String) -> IndexTerm? {
    condition.first { $0.ends(letter) }?.right
  }

  /// What is asked of members: ranges of entries are none of it.
  var memberConditions: [Condition] {
    condition.filter { item in
      !entries.contains { item.ends($0) || item.begins($0) }
    }
  }
}

extension Condition {
  /// `j ≤ m`.
  fileprivate func ends(_ letter: String) -> Bool {
    relation == .lessOrEqual && left == .letter(letter) && !right.contains(letter)
  }

  /// `1 ≤ j`, `j ≥ 1`.
  fileprivate func begins(_ letter: String) -> Bool {
    relation == .lessOrEqual && left == .number(1) && right == .letter(letter)
      || relation == .greaterOrEqual && left == .letter(letter) && right == .number(1)
  }
}
