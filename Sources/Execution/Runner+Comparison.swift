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

  /// Of what the scope defines last that is a number, by each of its parameters, or by each of its inputs where no
  /// parameters are named.
  mutating func allGradients(at range: SourceRange) throws(Diagnostic) -> [MathNode] {
    guard let loss = scope.ids.last(where: { isLoss($0) }) else {
      throw .nothingToCompare(at: range)
    }
    let dependencies = scope.dependencies(of: loss)
    let parameters = Set(scope.ids.flatMap { scope[$0].parameters ?? [] }.map(\.symbol))
    let inputs = scope.ids.filter { id in
      dependencies.contains(id) && scope[id].inputs.contains { $0.domain.kind.movesFreely }
    }
    let named = inputs.filter(parameters.contains)
    return (named.isEmpty ? inputs : named).map { id in
      let gradient = MathNode(
        .scripts(
          MathNode(.symbol(Symbol("∇", .ordinary)), at: range), sub: scope[id].node, sup: nil),
        at: range)
      return MathNode(.row([gradient, scope[loss].node]), at: range)
    }
  }

  private mutating func isLoss(_ id: SymbolID) -> Bool {
    guard !scope[id].definitions.isEmpty, scope[id].memberCount == 0 else { return false }
    let whole = Reference(symbol: id, members: [], entries: [])
    return (try? lower(Expression(.reference(whole), at: 0..<0), Bindings()))?.isScalar ?? false
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
    guard let (input, positions) = try moved(variable) else {
      throw .notComparable(node, "is by what is computed: only an input can be moved")
    }
    if let name = lowering.abstractFunctions(in: [loss.ref]).first {
      throw .abstractValue(node, name.function)
    }
    let gradient = try lower(expression, Bindings())
    let ours = evaluate([gradient.ref])[0]
    let slopes = differences(of: loss.ref, by: input, at: positions)
    guard let differences = Matrix(ours.shape, slopes) else {
      throw .notComparable(
        node, "does not lie as `\(describe(Notation(scope).node(variable)))` does")
    }
    guard ours.elements.allSatisfy(\.isFinite) else { throw .undefinedValue(node) }
    let notation = Notation(scope)
    return GradientComparison(
      gradient: node, loss: notation.node(operand), variable: notation.node(variable), ours: ours,
      differences: differences, step: Runner.differenceStep)
  }

  /// The leaf that a variable is or has entries of, and the places of these; nil where it is computed.
  private mutating func moved(
    _ variable: Expression
  ) throws(Diagnostic) -> (leaf: Graph.Ref, positions: [Int])? {
    guard case .reference(let reference) = variable.kind else { return nil }
    let whole = Reference(symbol: reference.symbol, members: reference.members, entries: [])
    let value = try lower(Expression(.reference(whole), at: variable.range), Bindings())
    guard lowering.inputs.contains(where: { $0.leaf == value.ref }) else { return nil }
    let all = Array(0..<value.shape.count)
    guard !reference.entries.isEmpty else { return (value.ref, all) }
    return lowering.position(of: reference.entries, in: value).map { (value.ref, [$0]) }
  }

  /// (L(w + h) − L(w − h)) / 2h, entry by entry.
  private func differences(
    of loss: Graph.Ref, by input: Graph.Ref, at positions: [Int]
  ) -> [Double] {
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: [loss, input]))
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    evaluator.run()
    let point = evaluator.value(input).elements
    return positions.map { position in
      func output(at offset: Double) -> Double {
        var moved = point
        if moved.indices.contains(position) { moved[position] += offset }
        evaluator.set(input, to: moved)
        evaluator.run()
        return evaluator.value(loss).elements.first ?? .nan
      }
      let h = Runner.differenceStep
      return (output(at: h) - output(at: -h)) / (2 * h)
    }
  }
}

extension Lowering {
  /// Where one entry of an array stands in row-major order; nil where `entries` name no single one that
  /// exists.
  func position(of entries: [EntryIndex], in value: Value) -> Int? {
    let items = splittingDigits(entries, axes: value.axes.count)
    let indices = items.compactMap { item -> Int? in
      if case .at(let term) = item { term.value([:], sizes) } else { nil }
    }
    guard indices.count == value.axes.count, indices.count == items.count, indices.count <= 2,
      zip(indices, value.axes).allSatisfy({ (1...max($1.value, 1)).contains($0) })
    else { return nil }
    return indices.count == 2
      ? (indices[0] - 1) * value.shape.columns + indices[1] - 1 : (indices.first ?? 1) - 1
  }
}

extension Domain.Kind {
  /// Whether each entry can be moved by itself.
  fileprivate var movesFreely: Bool { self == .real || self == .positive }
}
