import Diagnostics
import MathSyntax

/// One statement of a `net` block (DESIGN section 4), its formulas not yet given a meaning.
package struct NetStatement: Hashable, Sendable {
  package let kind: Kind
  package let range: SourceRange
  /// What stands behind the colon of a result: `show W : the weights`.
  package let caption: String?

  package init(_ kind: Kind, at range: SourceRange, caption: String? = nil) {
    self.kind = kind
    self.range = range
    self.caption = caption
  }

  package enum Kind: Hashable, Sendable {
    case sizes([SizeDeclaration])
    case index(IndexDeclaration)
    case declaration(Declaration)
    case definition(Definition)
    case function(FunctionDeclaration)
    /// `parameters θ = (W_k, b_k)`.
    case parameters(name: MathNode, members: [MathNode])
    /// `alias J = L`: the left side is matched as written.
    case alias(MathNode, MathNode)
    case check(Chain)
    /// `show E, F shaded`.
    case show([MathNode], isShaded: Bool)
    case expand(MathNode)
    case steps(Steps)
    case descend(Descend)
    case plot(Plot)
    case draw(Draw)
    /// `compare ∇_W L, ∇_b L`; alone all gradients of the loss.
    case compare([MathNode])
    case seed(Int)
    /// `use [[other-note]]`: what the brackets hold.
    case use(String)
    /// `layout numerator`.
    case layout(String)
    /// `partials direct`.
    case partialsDirect
    /// `einstein on`, `broadcast on`, `batch rows`.
    case setting(Setting)
  }

  /// The same statement, all of it at `range`: as it is known in another note.
  package func placed(at range: SourceRange) -> NetStatement {
    func here(_ node: MathNode) -> MathNode { node.placed(at: range) }
    let placed: Kind =
      switch kind {
      case .sizes(let sizes):
        .sizes(
          sizes.map {
            SizeDeclaration(name: here($0.name), values: $0.values.map(here), isFixed: $0.isFixed)
          })
      case .index(let index):
        .index(
          IndexDeclaration(
            name: here(index.name), lower: here(index.lower), upper: here(index.upper)))
      case .declaration(let it):
        .declaration(
          Declaration(
            names: it.names.map(here), domain: here(it.domain), value: it.value?.mapped(here),
            description: it.description))
      case .definition(let it):
        .definition(
          Definition(
            left: here(it.left), right: here(it.right), condition: it.condition.map(here),
            description: it.description))
      case .function(let it):
        .function(
          FunctionDeclaration(
            names: it.names.map(here), domains: it.domains.map(here), codomain: here(it.codomain),
            signature: here(it.signature), description: it.description))
      case .parameters(let name, let members):
        .parameters(name: here(name), members: members.map(here))
      case .alias(let left, let right): .alias(here(left), here(right))
      case .check, .show, .expand, .steps, .descend, .plot, .draw, .compare, .seed, .layout,
        .partialsDirect, .setting, .use:
        kind
      }
    return NetStatement(placed, at: range)
  }
}

/// How the formulas of a scope are read.
package enum Setting: Hashable, Sendable {
  /// Whether an index that stands twice in a term is summed over.
  case einstein(Bool)
  /// Whether a column is added to every column of a matrix, a row to every row.
  case broadcast(Bool)
  /// Where the examples lie in the matrix of a batch.
  case batch(BatchAxis)
}

package enum BatchAxis: String, Hashable, Sendable {
  case rows, columns
}

/// `n = 3`, or `n_l = 4, 3, 2` for a family of sizes.
package struct SizeDeclaration: Hashable, Sendable {
  package let name: MathNode
  package let values: [MathNode]
  /// The checker tries no other value.
  package let isFixed: Bool
}

/// `k = 1..K`.
package struct IndexDeclaration: Hashable, Sendable {
  package let name: MathNode
  package let lower: MathNode
  package let upper: MathNode
}

/// `W_k ∈ R^{n_k × n_{k-1}} = 0.5 : the weights`.
package struct Declaration: Hashable, Sendable {
  package let names: [MathNode]
  package let domain: MathNode
  package let value: Value?
  package let description: String?

  package init(names: [MathNode], domain: MathNode, value: Value?, description: String?) {
    self.names = names
    self.domain = domain
    self.value = value
    self.description = description
  }

  package enum Value: Hashable, Sendable {
    /// `= E`: a scalar fills the shape.
    case given(MathNode)
    /// `~ normal(0, 0.1)`.
    case drawn(MathNode)

    fileprivate func mapped(_ transform: (MathNode) -> MathNode) -> Value {
      switch self {
      case .given(let node): .given(transform(node))
      case .drawn(let node): .drawn(transform(node))
      }
    }
  }
}

/// `a_k = b_k + W_k h_{k-1} where k >= 2`; `f(x) = W x + b`.
package struct Definition: Hashable, Sendable {
  package let left: MathNode
  package let right: MathNode
  package let condition: MathNode?
  package let description: String?

  package init(left: MathNode, right: MathNode, condition: MathNode?, description: String?) {
    self.left = left
    self.right = right
    self.condition = condition
    self.description = description
  }
}

/// `φ : R → R`, `ℓ : R^q × R^q → R`: smooth functions of which nothing else is known.
package struct FunctionDeclaration: Hashable, Sendable {
  package let names: [MathNode]
  /// One for each argument.
  package let domains: [MathNode]
  package let codomain: MathNode
  /// As written: `R^q × R^q → R`.
  package let signature: MathNode
  package let description: String?
}

/// `A = B = C`, claimed step by step.
package struct Chain: Hashable, Sendable {
  /// Two or more.
  package let members: [MathNode]
  /// What stands behind `check`, and the commands in force there: for reading it again after a change.
  package let source: Excerpt
  package let macros: Macros
}
