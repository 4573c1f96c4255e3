import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// A descent that is ready to run, again for every plot that is about it.
struct PreparedDescent {
  let statement: Descend
  let loss: Value
  let steps: Int
  let rate: Double
  let parameters: [(node: MathNode, value: Value)]
  let gradients: [Graph.Ref]
  /// Both sides of the stopping rule.
  let stop: (left: Graph.Ref, right: Graph.Ref)?
}

/// Gradient descent with a fixed rate: v ← v − α ∇L.
extension Runner {
  /// More steps are no table.
  static let maximalSteps = 10_000
  /// What one takes beside the arithmetic, of which a small network needs less.
  private static let priceOfStep = 2_500
  /// Longer runs show the first and the last iterates.
  private static let shownIterates = (first: 6, last: 2)

  mutating func descend(_ statement: Descend) throws(Diagnostic) -> Descent {
    let descent = try prepare(statement)
    lastDescent = statement
    var result = Descent(
      loss: statement.loss, parameters: descent.parameters.map(\.node), rate: statement.rate,
      rule: statement.stop)
    var iterates: [Descent.Iterate] = []
    let end = run(descent, beside: []) { evaluator, step in
      iterates.append(
        Descent.Iterate(
          step: step, loss: evaluator.value(descent.loss.ref).elements.first ?? .nan,
          values: descent.parameters.map { evaluator.value($0.value.ref) },
          gradients: descent.gradients.map { evaluator.value($0) }))
      // Only the last ones are still wanted.
      let (first, last) = Runner.shownIterates
      if iterates.count > first + last + 1 { iterates.remove(at: first) }
    }
    result.isStopped = end.isStopped
    if let step = end.divergedAt {
      guard step > 0 else { throw .divergedDescent(0, at: statement.loss.range) }
      result.divergedAt = step
      warn(.divergedDescent(step, at: statement.loss.range))
    }
    record(iterates, in: &result)
    return result
  }

  /// The first and the last iterates; one row is not worth leaving out.
  private func record(_ iterates: [Descent.Iterate], in descent: inout Descent) {
    let (first, last) = Runner.shownIterates
    let total = (iterates.last?.step ?? 0) + 1
    guard total > first + last + 1 else {
      descent.iterates = iterates
      return
    }
    descent.iterates = Array(iterates.prefix(first)) + iterates.suffix(last)
    descent.omitted = (after: first - 1, count: total - first - last)
  }

  /// How a run ended.
  struct DescentEnd {
    var isStopped = false
    /// The step whose values are not finite.
    var divergedAt: Int?
  }

  /// Goes through the iterates, up to the last one that is finite; `extra` nodes have values too.
  func run(
    _ descent: PreparedDescent, beside extra: [Graph.Ref],
    _ visit: (Evaluator<Double>, Int) -> Void
  ) -> DescentEnd {
    let sides = descent.stop.map { [$0.left, $0.right] } ?? []
    let refs =
      [descent.loss.ref] + descent.parameters.map(\.value.ref) + descent.gradients + sides + extra
    let plan = Plan(lowering.graph, outputs: refs)
    // Without a rule that stops it, it is known before what it costs.
    guard descent.stop != nil || plan.suffices(forRuns: descent.steps) else { return DescentEnd() }
    let allowance = scope.allowance
    var evaluator = Evaluator<Double>(plan)
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    var end = DescentEnd()
    for step in 0...descent.steps {
      guard allowance.spend(Runner.priceOfStep) else { return end }
      evaluator.run()
      guard isFinite(evaluator, descent) else {
        end.divergedAt = step
        return end
      }
      visit(evaluator, step)
      if descent.isOver(evaluator) {
        end.isStopped = true
        return end
      }
      for (parameter, gradient) in zip(descent.parameters, descent.gradients) {
        let (value, slope) = (evaluator.value(parameter.value.ref), evaluator.value(gradient))
        let moved = zip(value.elements, slope.elements).map { $0 - descent.rate * $1 }
        evaluator.set(parameter.value.ref, to: moved)
      }
    }
    return end
  }

  private func isFinite(_ evaluator: Evaluator<Double>, _ descent: PreparedDescent) -> Bool {
    let refs = [descent.loss.ref] + descent.parameters.map(\.value.ref) + descent.gradients
    return refs.allSatisfy { evaluator.value($0).elements.allSatisfy(\.isFinite) }
  }

  // MARK: What it takes

  mutating func prepare(_ statement: Descend) throws(Diagnostic) -> PreparedDescent {
    let loss = try scalar(statement.loss)
    let steps = try self.steps(statement.steps)
    let rate = try self.rate(statement.rate)
    var parameters: [(node: MathNode, value: Value)] = []
    for node in statement.parameters { parameters += try inputs(named: node) }
    let gradients = try gradients(of: loss, parameters, statement.loss)
    var stop: (Graph.Ref, Graph.Ref)?
    if let rule = statement.stop { stop = (try scalar(rule.left).ref, try scalar(rule.right).ref) }
    return PreparedDescent(
      statement: statement, loss: loss, steps: steps, rate: rate, parameters: parameters,
      gradients: gradients, stop: stop)
  }

  /// An expression that is a number with a value.
  mutating func scalar(_ node: MathNode) throws(Diagnostic) -> Value {
    let value = try lower(expression(node), Bindings())
    guard value.isScalar else { throw .notANumber(node, value.shapeText) }
    if let name = lowering.abstractFunctions(in: [value.ref]).first {
      throw .abstractValue(node, name.function)
    }
    return value
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

  /// An input, all members of a family of inputs, or all that a list of parameters names.
  mutating func inputs(
    named node: MathNode
  ) throws(Diagnostic) -> [(node: MathNode, value: Value)] {
    let expression = try expression(node)
    guard case .reference(let reference) = expression.kind, reference.entries.isEmpty else {
      throw .notAnInput(node)
    }
    let references = scope[reference.symbol].parameters ?? [reference]
    var found: [(node: MathNode, value: Value)] = []
    for reference in references {
      for (name, key) in try members(of: reference, node) {
        guard case .input? = lowering.source(of: key) else { throw .notAnInput(node) }
        let value = try lower(Expression(.reference(name), at: node.range), Bindings())
        guard lowering.inputs.contains(where: { $0.leaf == value.ref }) else {
          throw .notAnInput(node)
        }
        found.append((self.node(name).placed(at: node.range), value))
      }
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

extension PreparedDescent {
  /// Whether the stopping rule ends it here.
  fileprivate func isOver(_ evaluator: Evaluator<Double>) -> Bool {
    guard let stop, let rule = statement.stop,
      let a = evaluator.value(stop.left).elements.first,
      let b = evaluator.value(stop.right).elements.first
    else { return false }
    return switch rule.relation {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
