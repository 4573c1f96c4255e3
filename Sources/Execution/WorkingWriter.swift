import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// Writes an expression with more and more of it replaced by numbers.
struct WorkingWriter {
  let bindings: Bindings
  private(set) var values: [Matrix<Double>] = []
  private var places: [Expression: Int] = [:]
  /// Sums of which only a few terms are written, with what they stand for.
  var elided: [Expression: Expression] = [:]
  /// How many more sums and functions are written out: what they stand for may hold others.
  var expansionsLeft = 100

  init(bindings: Bindings) { self.bindings = bindings }

  /// How many operations lie in one another.
  func height(of expression: Expression) -> Int {
    if expression.isConstant || isLeaf(expression) { return 0 }
    return 1 + (expression.children.map { height(of: $0) }.max() ?? 0)
  }

  /// What is replaced by its value at once.
  private func isLeaf(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .reference, .derivative, .gradient, .big, .identity, .ones, .evaluated, .slotDerivative,
      .cases, .indicator, .directional, .differential, .dots, .formal:
      true
    case .transpose(let operand), .entries(let operand, _):
      if case .reference = operand.kind { true } else { false }
    default: false
    }
  }

  /// The expression with all parts of at most this height worked out.
  mutating func line(
    _ expression: Expression, _ height: Int, _ runner: inout Runner, _ node: MathNode
  ) throws(Diagnostic) -> MathNode {
    let replaced = try replaced(expression, height, &runner, node, isAlone: true)
    return Notation(runner.scope).node(replaced)
  }

  private mutating func replaced(
    _ expression: Expression, _ height: Int, _ runner: inout Runner, _ node: MathNode,
    isAlone: Bool
  ) throws(Diagnostic) -> Expression {
    switch expression.kind {
    case .identity, .ones: return expression
    case .dots: return Expression(.formal("⋯"), at: expression.range)
    default: break
    }
    if expression.isConstant, height < 1 || self.height(of: expression) == 0,
      !(isAlone && expression.isNumberFraction && height > 0)
    {
      return expression
    }
    if self.height(of: expression) <= height,
      let value = try value(expression, &runner, node, isAlone: isAlone)
    {
      return value
    }
    var copy = self
    var failure: Diagnostic?
    let mapped = expression.mapParts { part, isAlone in
      do throws(Diagnostic) {
        return try copy.replaced(part, height, &runner, node, isAlone: isAlone)
      } catch {
        failure = error
        return part
      }
    }
    self = copy
    if let failure { throw failure }
    return try written(mapped, expression, &runner)
  }

  /// A stand-in for the value of `expression`; a negative number beside others is in parentheses. nil
  /// where its shape depends on what stands beside it.
  private mutating func value(
    _ expression: Expression, _ runner: inout Runner, _ node: MathNode, isAlone: Bool
  ) throws(Diagnostic) -> Expression? {
    let index: Int
    if let known = places[expression] {
      index = known
    } else {
      let value = try lowered(expression, &runner)
      guard !value.isOpen else { return nil }
      let matrix = withoutResidue(runner.evaluate([value.ref])[0], of: expression)
      guard matrix.elements.allSatisfy(\.isFinite) else { throw .undefinedValue(node) }
      index = values.count
      places[expression] = index
      values.append(matrix)
    }
    let matrix = values[index]
    let isNegative = matrix.shape.isScalar && (matrix.elements.first ?? 0) < 0
    let text = Working.placeholder(index, inParentheses: isNegative && !isAlone)
    return Expression(.formal(text), at: expression.range)
  }

  /// Where terms cancel, what rounding leaves beside the numbers that they were is shown as the 0 that
  /// it is on paper.
  private func withoutResidue(
    _ matrix: Matrix<Double>, of expression: Expression
  ) -> Matrix<Double> {
    switch expression.kind {
    case .sum, .big, .derivative, .gradient: break
    case .product, .chain:
      // What is 0 above is so below.
      return expression.children.contains(where: isShownAsZero) ? matrix.map { _ in 0 } : matrix
    default: return matrix
    }
    let largest = values.flatMap(\.elements).map(\.magnitude).max() ?? 0
    return matrix.map { $0.magnitude < 1e-15 * largest ? 0 : $0 }
  }

  private func isShownAsZero(_ expression: Expression) -> Bool {
    places[expression].map { values[$0].elements.allSatisfy { $0 == 0 } } ?? false
  }

  // MARK: Signs

  /// With dots between numbers, and the kind of a norm.
  private func written(
    _ replaced: Expression, _ original: Expression, _ runner: inout Runner
  ) throws(Diagnostic) -> Expression {
    switch (replaced.kind, original.kind) {
    case (.product(let factors), .product(let originals)) where factors.count == originals.count:
      var isScalar: [Bool] = []
      for factor in originals { isScalar.append(try lowered(factor, &runner).isScalar) }
      return dotted(factors, isScalar, at: replaced.range)
    case (.call(.norm, _), .call(.norm, let arguments)):
      guard let argument = arguments.first, try lowered(argument, &runner).axes.count == 2 else {
        return replaced
      }
      return Expression(.sized(replaced, .letter("F")), at: replaced.range)
    default: return replaced
    }
  }

  /// A number behind another factor has a dot before it: side by side, digits would run together.
  private func dotted(
    _ factors: [Expression], _ isScalar: [Bool], at range: SourceRange
  ) -> Expression {
    var groups: [[Expression]] = []
    for (factor, isScalar) in zip(factors, isScalar) {
      if groups.isEmpty || isScalar { groups.append([]) }
      groups[groups.count - 1].append(factor)
    }
    let parts = groups.map { $0.count == 1 ? $0[0] : Expression(.product($0), at: range) }
    guard let first = parts.first, parts.count > 1 else {
      return Expression(.product(factors), at: range)
    }
    let links = parts.dropFirst().map { Expression.Link(operation: .dot, factor: $0) }
    return Expression(.chain(first, links), at: range)
  }

  /// What an expression means, its sums whole again.
  private func lowered(
    _ expression: Expression, _ runner: inout Runner
  ) throws(Diagnostic) -> Value {
    try runner.lower(elided.isEmpty ? expression : whole(expression), bindings)
  }

  private func whole(_ expression: Expression) -> Expression {
    elided[expression] ?? expression.mapChildren { whole($0) }
  }
}
