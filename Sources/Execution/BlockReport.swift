import Calculus
import Diagnostics
import MathSyntax
import NetSyntax

/// What a `net` block shows: its symbols, and the results of its statements in their order.
package struct BlockReport: Sendable {
  package var symbols: [SymbolRow] = []
  package var results: [BlockResult] = []
  /// The last descent so far, this block's or one before it.
  package var descent: Descend?

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
  package let description: Remark?
  /// `R^q × R^q → R`, of an abstract function.
  package let signature: MathNode?

  package init(
    name: MathNode, domain: MathNode?, definition: MathNode?, shape: String, description: Remark?,
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
  /// What the author says it is.
  package let caption: Remark?

  package init(_ kind: Kind, at range: SourceRange, caption: Remark? = nil) {
    self.kind = kind
    self.range = range
    self.caption = caption
  }

  package enum Kind: Sendable {
    /// `show E`: E at the shown point; one entry for a single expression, one per member of a family.
    case values([ShownValue], isShaded: Bool)
    /// `expand E`: E entry by entry as symbols: `caption = formula`; with its shape where some are left
    /// out.
    case expansion(caption: MathNode, formula: MathNode, shape: String? = nil)
    case descent(Descent)
    case steps(WorkedSteps)
    case curves(CurvePlot)
    case contours(ContourPlot)
    case diagram(Diagram)
    case comparison([GradientComparison])
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

/// An evaluation as on paper: forward through the net, then the gradients on the way back.
package struct WorkedSteps: Sendable {
  package let target: MathNode
  package let forward: [Working]
  package let backward: [Working]
}

/// `left = line = line = …`, the last line being the result. The matrices of numbers in the lines
/// are written as the placeholders of `values`.
package struct Working: Sendable {
  package let left: MathNode
  package let lines: [MathNode]
  package let values: [Matrix<Double>]

  /// The character that stands for the value at an index: one for private use. Another one stands for
  /// it in parentheses.
  package static func placeholder(_ index: Int, inParentheses: Bool = false) -> String {
    let first: UInt32 = inParentheses ? 0x10_0000 : 0xF_0000
    return Unicode.Scalar(first + UInt32(clamping: min(index, 0xFFFD))).map { String($0) } ?? "?"
  }
}

/// Curves over one axis.
package struct CurvePlot: Sendable {
  /// `step`, or the variable.
  package let axis: Axis
  package let curves: [Curve]
  package let tangent: Tangent?
  /// Whether the points are separate: the iterates of a descent.
  package let isOverSteps: Bool

  package enum Axis: Sendable {
    case steps
    case variable(MathNode)
  }

  package struct Curve: Sendable {
    package let name: MathNode
    /// What is not finite is left out where it is drawn.
    package let points: [(x: Double, y: Double)]
  }

  package struct Tangent: Sendable {
    package let x: Double
    package let y: Double
    package let slope: Double
  }
}

/// A function of two variables on a grid.
package struct ContourPlot: Sendable {
  package let name: MathNode
  package let variables: (MathNode, MathNode)
  /// From the smallest to the largest, evenly spaced.
  package let xs: [Double]
  package let ys: [Double]
  /// For each y, from the first one, the values along x.
  package let values: [[Double]]
  /// The iterates of a descent.
  package let path: [(x: Double, y: Double)]
}

/// The members of a net and what each is computed from.
package struct Diagram: Sendable {
  package let nodes: [Node]
  /// Indices of nodes: from what is used to what uses it.
  package let edges: [(from: Int, to: Int)]
  /// What the gradients on the way back are of.
  package let target: MathNode?
  package let showsValues: Bool
  package let isForward: Bool
  package let isBackward: Bool

  package struct Node: Sendable {
    package let name: MathNode
    package let isInput: Bool
    /// Its place among the declarations.
    package let order: Int
    package let value: Matrix<Double>
    /// Of the target by this one; nil where there is none.
    package let gradient: Matrix<Double>?
    package let description: String?
  }
}

/// The gradient by one input, as the engine has it and from central differences.
package struct GradientComparison: Sendable {
  package let gradient: MathNode
  package let loss: MathNode
  package let variable: MathNode
  package let ours: Matrix<Double>
  package let differences: Matrix<Double>
  /// The distance to either side.
  package let step: Double
}
