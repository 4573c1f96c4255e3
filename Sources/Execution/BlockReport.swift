import Calculus
import Diagnostics
import MathSyntax

/// What a `net` block shows: its symbols, and the results of its statements in their order.
package struct BlockReport: Sendable {
  package var symbols: [SymbolRow] = []
  package var results: [BlockResult] = []

  package init() {}
}

/// A row of the symbol table: a declared or defined name.
package struct SymbolRow: Sendable {
  package let name: MathNode
  /// As declared (`R^{n_k × n_{k-1}}`), or nil for what is only defined.
  package let domain: MathNode?
  /// The right side of its definition, or nil for an input.
  package let definition: MathNode?
  /// The shape at the shown sizes: `3×4`, a family's in order: `3×4, 2×3`.
  package let shape: String
  package let description: String?
  /// `R^q × R^q → R`, of an abstract function.
  package let signature: MathNode?

  package init(
    name: MathNode, domain: MathNode?, definition: MathNode?, shape: String, description: String?,
    signature: MathNode? = nil
  ) {
    self.name = name
    self.domain = domain
    self.definition = definition
    self.shape = shape
    self.description = description
    self.signature = signature
  }
}

/// The result of one statement of a block.
package struct BlockResult: Sendable {
  /// Where its statement stands.
  package let range: SourceRange
  package let kind: Kind

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package enum Kind: Sendable {
    /// `show E`: E at the shown point; one entry for a single expression, one per member of a family.
    case values([ShownValue])
    /// `expand E`: E entry by entry as symbols: `caption = formula`.
    case expansion(caption: MathNode, formula: MathNode)
    case descent(Descent)
  }
}

package struct ShownValue: Sendable {
  package let caption: MathNode
  package let value: Matrix<Double>

  package init(caption: MathNode, value: Matrix<Double>) {
    self.caption = caption
    self.value = value
  }
}

/// The iterates of gradient descent.
package struct Descent: Sendable {
  package let loss: MathNode
  package let parameters: [MathNode]
  package let rate: MathNode
  /// The start is step 0. Long runs keep the first and the last iterates only.
  package var iterates: [Iterate] = []
  /// Iterates left out between the first and the last ones, and after which index they would stand.
  package var omitted: (after: Int, count: Int)?

  package init(loss: MathNode, parameters: [MathNode], rate: MathNode) {
    self.loss = loss
    self.parameters = parameters
    self.rate = rate
  }

  package struct Iterate: Sendable {
    package let step: Int
    package let loss: Double
    package let values: [Matrix<Double>]
    package let gradients: [Matrix<Double>]

    package init(step: Int, loss: Double, values: [Matrix<Double>], gradients: [Matrix<Double>]) {
      self.step = step
      self.loss = loss
      self.values = values
      self.gradients = gradients
    }
  }
}
