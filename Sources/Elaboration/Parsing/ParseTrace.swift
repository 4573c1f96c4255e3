import Diagnostics
import MathSyntax

/// How the parts of a formula were grouped when it was read, with the places they were written at: what
/// edits of its source go by. Brackets belong to the part that they enclose.
package final class ParseTrace {
  /// A term of a sum. The sign of the first one may be missing.
  package struct Term: Sendable {
    package let sign: SourceRange?
    package let isNegative: Bool
    package let range: SourceRange
  }

  /// One of the factors that stand side by side.
  package struct Factor: Sendable {
    package let nodes: [MathNode]
    package let value: Expression
    package let range: SourceRange
  }

  /// Factors side by side, one at least.
  package struct Product: Sendable {
    package let factors: [Factor]
    package let range: SourceRange
  }

  /// Products with signs between them: `a b ⊙ c`.
  package struct Chain: Sendable {
    package let operands: [SourceRange]
    package let signs: [(sign: ProductSign, range: SourceRange)]
  }

  /// Innermost first.
  package private(set) var sums: [[Term]] = []
  package private(set) var products: [Product] = []
  package private(set) var chains: [Chain] = []

  package init() {}

  func add(_ sum: [Term]) { sums.append(sum) }
  func add(_ product: Product) { products.append(product) }
  func add(_ chain: Chain) { if !chain.signs.isEmpty { chains.append(chain) } }
}
