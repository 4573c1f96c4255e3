import Diagnostics
import MathSyntax

extension Diagnostic {
  /// A name that stands for two things.
  static func duplicateDeclaration(_ node: MathNode, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "duplicate-declaration", "\(node.quoted) is declared twice", at: node.range,
      labels: [Label("the first declaration is here", at: first)])
  }

  /// A function that applies itself, directly or through others.
  static func circularDefinition(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "circular-definition", "\(node.quoted) is defined by itself", at: node.range)
  }

  /// What stands where only a name can be declared.
  static func notAName(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "net-syntax", "\(node.quoted) is no name that can be declared", at: node.range)
  }

  /// A size that is no whole number, or too large for a network to be checked.
  static func badSize(_ node: MathNode, limit: Int) -> Diagnostic {
    Diagnostic(
      .error, "bad-size",
      "a size is a whole number from 1 to \(limit), which \(node.quoted) is not",
      at: node.range)
  }

  static func badDomain(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-domain", "\(node.quoted) is no set that inputs are taken from", at: node.range,
      hint: "such as `R^n`, `R^{m × n}`, `R_{>0}`, `onehot(n)`, `simplex(n)`, `symmetric(n)`")
  }

  static func undeclaredSize(_ name: String, nearest: String?, at range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      .error, "undeclared-name", "the size `\(name)` is not declared", at: range,
      hint: nearest.map { "did you mean `\($0)`?" } ?? "declare it: `size \(name) = 3`")
  }
}

extension Diagnostic {
  static func badDistribution(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-value", "\(node.quoted) is no distribution to draw from", at: node.range,
      hint: "such as `normal(0, 0.1)` with mean and deviation, or `uniform(0, 1)`")
  }

  /// A given value that depends on other values of the net.
  static func valueNotClosed(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-value", "a given value is made of numbers, which \(node.quoted) is not",
      at: node.range)
  }

  static func badCondition(_ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "bad-condition", "the condition \(node.quoted) is not understood", at: node.range,
      hint: "such as `k >= 2`")
  }

  /// An index on the right side that the left side does not have.
  static func freeIndex(_ letter: String, _ node: MathNode) -> Diagnostic {
    Diagnostic(
      .error, "free-index", "the index `\(letter)` is free on the right side only", at: node.range,
      hint: "is a sum over `\(letter)` meant?")
  }
}
