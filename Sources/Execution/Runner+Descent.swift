import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// Gradient descent with a fixed rate: v ← v − α ∇L.
extension Runner {
  /// More steps are no table.
  static let maximalSteps = 10_000
  /// Longer runs show the first and the last iterates.
  private static let shownIterates = (first: 6, last: 2)

  mutating func descend(_ descent: Descend) throws(Diagnostic) -> Descent {
    let loss = try lower(expression(descent.loss), Bindings())
    guard loss.isScalar else { throw .lossNotNumber(descent.loss, loss.shapeText) }
    if let name = lowering.abstractFunctions(in: [loss.ref]).first {
      throw .abstractValue(descent.loss, name.function)
    }
    let steps = try self.steps(descent.steps)
    let rate = try self.rate(descent.rate)
    var parameters: [(node: MathNode, value: Value)] = []
    for node in descent.parameters { parameters += try self.parameters(node) }
    let gradients = try gradients(of: loss, parameters, descent.loss)
    var result = Descent(
      loss: descent.loss, parameters: parameters.map(\.node), rate: descent.rate)
    let refs = [loss.ref] + parameters.map(\.value.ref) + gradients
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: refs))
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    for step in 0...steps {
      evaluator.run()
      let values = parameters.map { evaluator.value($0.value.ref) }
      let slopes = gradients.map { evaluator.value($0) }
      let iterate = Descent.Iterate(
        step: step, loss: evaluator.value(loss.ref).elements.first ?? .nan, values: values,
        gradients: slopes)
      guard iterate.isFinite else { throw .divergedDescent(step, at: descent.loss.range) }
      record(iterate, of: steps, in: &result)
      for (parameter, (value, slope)) in zip(parameters, zip(values, slopes)) {
        let moved = zip(value.elements, slope.elements).map { $0 - rate * $1 }
        evaluator.set(parameter.value.ref, to: moved)
      }
    }
    return result
  }

  private func record(_ iterate: Descent.Iterate, of steps: Int, in descent: inout Descent) {
    let (first, last) = Runner.shownIterates
    let omitted = steps + 1 - first - last
    guard omitted > 1, iterate.step >= first, iterate.step <= steps - last else {
      descent.iterates.append(iterate)
      return
    }
    descent.omitted = (after: first - 1, count: omitted)
  }

  private func steps(_ node: MathNode) throws(Diagnostic) -> Int {
    guard case .number(let digits)? = node.row.first?.kind, node.row.count == 1,
      let steps = Int(digits), (1...Runner.maximalSteps).contains(steps)
    else { throw .badStepCount(node, limit: Runner.maximalSteps) }
    return steps
  }

  private mutating func rate(_ node: MathNode) throws(Diagnostic) -> Double {
    let value = try lower(expression(node), Bindings())
    guard value.isScalar, let rate = evaluate([value.ref])[0].elements.first, rate.isFinite else {
      throw .badRate(node)
    }
    return rate
  }

  /// A parameter, or all members of a family.
  private mutating func parameters(
    _ node: MathNode
  ) throws(Diagnostic) -> [(node: MathNode, value: Value)] {
    let expression = try expression(node)
    guard case .reference(let reference) = expression.kind, reference.entries.isEmpty else {
      throw .notAnInput(node)
    }
    let letters = expression.freeLetters.sorted()
    var found: [(MathNode, Value)] = []
    if let letter = letters.first {
      guard letters.count == 1, let range = lowering.range(ofIndex: letter) else {
        throw .openShow(letter, at: node.range)
      }
      for member in range {
        let bindings = Bindings(letters: [letter: member])
        found.append((node.replacing(letter: letter, by: member), try lower(expression, bindings)))
      }
    } else {
      found.append((node, try lower(expression, Bindings())))
    }
    guard found.allSatisfy({ _, value in lowering.inputs.contains { $0.leaf == value.ref } }) else {
      throw .notAnInput(node)
    }
    return found
  }

  private mutating func gradients(
    of loss: Value, _ parameters: [(node: MathNode, value: Value)], _ node: MathNode
  ) throws(Diagnostic) -> [Graph.Ref] {
    let found: [Graph.Ref?]
    do throws(GraphError) {
      found = try lowering.graph.gradients(of: loss.ref, by: parameters.map(\.value.ref))
    } catch {
      throw .tooLarge(error.message, at: node.range)
    }
    var gradients: [Graph.Ref] = []
    for (gradient, parameter) in zip(found, parameters) {
      guard let gradient else { throw .lossIndependent(node, parameter.node) }
      gradients.append(gradient)
    }
    return gradients
  }
}

extension Descent.Iterate {
  fileprivate var isFinite: Bool {
    loss.isFinite && (values + gradients).allSatisfy { $0.elements.allSatisfy(\.isFinite) }
  }
}
