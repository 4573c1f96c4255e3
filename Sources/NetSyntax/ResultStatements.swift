import MathSyntax

/// `descend W_k, b_k on L with α = 0.1 for 50 steps until L < 0.01`.
package struct Descend: Hashable, Sendable {
  package let parameters: [MathNode]
  package let loss: MathNode
  package let rate: MathNode
  package let steps: MathNode
  package let stop: StoppingRule?
}

/// `L < 0.01`: the first iterate for which it is so is the last one.
package struct StoppingRule: Hashable, Sendable {
  package let left: MathNode
  package let relation: Relation
  package let right: MathNode
  /// All of it as written.
  package let node: MathNode

  package enum Relation: String, Hashable, Sendable {
    case less = "<"
    case lessOrEqual = "≤"
    case greater = ">"
    case greaterOrEqual = "≥"
  }
}

/// `steps L by W, b`: the evaluation of L line by line, and that of its gradients.
package struct Steps: Hashable, Sendable {
  package let expression: MathNode
  /// Those that the gradients are by; empty: the parameters of the scope.
  package let variables: [MathNode]
}

/// `plot L`, `plot f(x) over x = -2..2 with tangent at 1`, `plot L over u = 0..1, v = 0..1 with path`.
package struct Plot: Hashable, Sendable {
  package let curves: [MathNode]
  /// One or two; none: over the steps of the descent before it.
  package let axes: [Axis]
  package let addition: Addition?

  package struct Axis: Hashable, Sendable {
    package let variable: MathNode
    package let lower: MathNode
    package let upper: MathNode
  }

  package enum Addition: Hashable, Sendable {
    /// nil: at the shown point.
    case tangent(at: MathNode?)
    case derivative
    /// That of the descent before it.
    case path
  }
}

/// `draw L with values, backward`.
package struct Draw: Hashable, Sendable {
  /// What is drawn is what it depends on; nil: all of the net.
  package let target: MathNode?
  package let showsValues: Bool
  /// Forward, unless only the way back is asked for.
  package let isForward: Bool
  package let isBackward: Bool
}
