import Calculus
import Diagnostics
import Elaboration
import MathSyntax

extension Diagnostic {
  /// `show` of an expression with an index that is no family index.
  static func openShow(_ letter: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "free-index", "which `\(letter)` is meant is not said", at: range,
      hint: "only an `index` of the block runs over its members by itself")
  }

  /// `` `net:` `` with nothing behind it.
  static func emptyValue(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "no-value", "there is no expression here whose value could be shown", at: range,
      hint: "the value of `L` stands in running text as `net: L`, in backticks")
  }

  /// A given value that no point of the declared domain has.
  static func outsideDomain(_ name: String, _ input: NetSymbol.Input) -> Diagnostic {
    Diagnostic(
      .error, "outside-domain",
      "the value given to `\(name)` does not lie in `\(describe(input.domainNode))`",
      at: input.range)
  }

  static func undefinedValue(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "undefined-value", "`\(describe(node))` has no finite value at the shown point",
      at: node.range)
  }

  static func abstractValue(_ node: MathNode, _ function: String) -> Diagnostic {
    Diagnostic(
      .error, "abstract-value",
      "`\(describe(node))` has no value: of `\(function)` only its arguments are known",
      at: node.range, hint: "define the function: `\(function)(x) = …`")
  }

  /// An array where a number is needed: for a loss, for a curve.
  static func notANumber(_ node: MathNode, _ shape: String) -> Diagnostic {
    Diagnostic(
      .error, "not-a-number", "a number is needed here; `\(describe(node))` is \(shape)",
      at: node.range)
  }

  /// `steps h by W` of an array h.
  static func notANumber(
    _ node: MathNode, _ shape: String, gradientBy variable: MathNode
  ) -> Diagnostic {
    Diagnostic(
      .error, "not-a-number",
      "only a number has a gradient by `\(describe(variable))`; `\(describe(node))` is \(shape)",
      at: node.range)
  }

  static func badStepCount(_ node: MathNode, limit: Int) -> Diagnostic {
    Diagnostic(
      .error, "bad-descent",
      "the number of steps is a whole number from 1 to \(limit.grouped), which `\(describe(node))` is not",
      at: node.range)
  }

  static func badRate(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-descent", "the learning rate `\(describe(node))` is no finite number",
      at: node.range)
  }

  static func notAnInput(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-descent", "`\(describe(node))` is no input of the net, so it cannot descend",
      at: node.range)
  }

  static func lossIndependent(_ loss: MathNode, _ parameter: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-descent", "`\(describe(loss))` does not depend on `\(describe(parameter))`",
      at: parameter.range)
  }

  static func divergedDescent(_ step: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "diverged", "at step \(step) of this descent values are not finite any more",
      at: range,
      hint: "try a smaller learning rate")
  }

  /// `plot` of what cannot be drawn.
  static func badPlot(_ problem: String, at range: SourceRange, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, "bad-plot", problem, at: range, hint: hint)
  }

  /// `draw` where there is nothing to be drawn.
  static func emptyDiagram(_ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "bad-drawing", problem, at: range)
  }

  /// `compare` of what is no gradient by inputs.
  static func notComparable(_ node: MathNode, _ problem: String) -> Diagnostic {
    Diagnostic(
      .error, "bad-comparison", "`\(describe(node))` \(problem)", at: node.range,
      hint: "a gradient is compared as `compare ∇_W L`, where `L` is a number and `W` an input")
  }

  /// `compare` alone where the scope defines no number.
  static func nothingToCompare(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "bad-comparison", "there is no number here whose gradients could be compared",
      at: range, hint: "`compare ∇_W L` says which gradient is meant")
  }

  static func tooLarge(_ message: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "limit", message, at: range)
  }

  /// What the note may cost is spent.
  package static func tooMuchWork(_ allowance: Allowance, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "work", allowance.refusal, at: range)
  }

  static func nothingToExpand(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-expand", "`\(describe(node))` is one number: it has no entries to write out",
      at: node.range, hint: "`show` gives its value, `steps` works it out")
  }

  static func notExpandable(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-expand", "`\(describe(node))` cannot be written out entry by entry",
      at: node.range)
  }
}
