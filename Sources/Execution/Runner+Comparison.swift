import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// `compare ∇_W L`: the gradient that the engine derives beside central differences, as courses teach
/// to check one.
extension Runner {
  /// Far enough from rounding (ε^(1/3) ≈ 6e-6), near enough for an error of h².
  private static let differenceStep = 1e-5

  mutating func compare(_ nodes: [MathNode]) throws(Diagnostic) -> [GradientComparison] {
    var found: [GradientComparison] = []
    for node in nodes { found += try compare(node) }
    return found
  }

  private mutating func compare(_ node: MathNode) throws(Diagnostic) -> [GradientComparison] {
    let expression = try expression(node)
    guard let letter = expression.freeLetters.sorted().first else {
      return [try comparison(expression, node)]
    }
    guard expression.freeLetters.count == 1, let range = lowering.range(ofIndex: letter) else {
      throw .openShow(letter, at: node.range)
    }
    var found: [GradientComparison] = []
    for member in range {
      let one = expression.substituting(letter, by: .number(member))
      guard lowering.membersExist(one.references, Bindings()) else { continue }
      found.append(try comparison(one, node.replacing(letter: letter, by: member)))
    }
    return found
  }

  private mutating func comparison(
    _ expression: Expression, _ node: MathNode
  ) throws(Diagnostic) -> GradientComparison {
    let (operand, variable): (Expression, Expression)
    switch expression.kind {
    case .gradient(of: let u, by: let variables) where variables.count == 1:
      (operand, variable) = (u, variables[0])
    case .derivative(of: let u, by: let variables, _) where variables.count == 1:
      (operand, variable) = (u, variables[0])
    default: throw .notComparable(node, "is no gradient")
    }
    let loss = try lower(operand, Bindings())
    guard loss.isScalar else { throw .notComparable(node, "is no gradient of a number") }
    let input = try lower(variable, Bindings())
    guard lowering.inputs.contains(where: { $0.leaf == input.ref }) else {
      throw .notComparable(node, "is by what is computed: only an input can be moved")
    }
    if let name = lowering.abstractFunctions(in: [loss.ref]).first {
      throw .abstractValue(node, name.function)
    }
    let gradient = try lower(expression, Bindings())
    let ours = evaluate([gradient.ref])[0]
    let differences = differences(of: loss.ref, by: input.ref)
    guard ours.shape == differences.shape else {
      throw .notComparable(node, "does not lie as `\(describe(Notation(scope).node(variable)))` does")
    }
    guard ours.elements.allSatisfy(\.isFinite) else { throw .undefinedValue(node) }
    let notation = Notation(scope)
    return GradientComparison(
      gradient: node, loss: notation.node(operand), variable: notation.node(variable), ours: ours,
      differences: differences, step: Runner.differenceStep)
  }

  /// (L(w + h) − L(w − h)) / 2h, entry by entry.
  private func differences(of loss: Graph.Ref, by input: Graph.Ref) -> Matrix<Double> {
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: [loss, input]))
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    evaluator.run()
    let point = evaluator.value(input)
    var slopes: [Double] = []
    for index in point.elements.indices {
      func output(at offset: Double) -> Double {
        var moved = point.elements
        moved[index] += offset
        evaluator.set(input, to: moved)
        evaluator.run()
        return evaluator.value(loss).elements.first ?? .nan
      }
      let h = Runner.differenceStep
      slopes.append((output(at: h) - output(at: -h)) / (2 * h))
    }
    return Matrix(point.shape, slopes) ?? point
  }
}
