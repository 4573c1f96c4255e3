import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// `plot`: over the steps of a descent, over one variable, over two.
extension Runner {
  /// Points of a curve: closer than a screen shows.
  private static let curvePoints = 241
  /// Points of a grid in each direction.
  private static let gridPoints = 61
  /// More curves are not told apart.
  private static let maximalCurves = 6

  mutating func plot(_ plot: Plot) throws(Diagnostic) -> BlockResult.Kind {
    let place = plot.curves.first?.range ?? 0..<0
    guard plot.curves.count <= Runner.maximalCurves else {
      throw .tooLarge("more than \(Runner.maximalCurves) curves in one plot", at: place)
    }
    var runner = try knowingVariables(of: plot)
    switch plot.axes.count {
    case 0: return .curves(try runner.overSteps(plot, at: place))
    case 1: return .curves(try runner.curves(plot, over: plot.axes[0]))
    default: return .contours(try runner.contours(plot, plot.axes[0], plot.axes[1]))
    }
  }

  /// A letter that the net does not know is a number of the plot's own.
  private func knowingVariables(of plot: Plot) throws(Diagnostic) -> Runner {
    var extended = scope
    var isExtended = false
    for axis in plot.axes {
      guard let head = Head(axis.variable), !scope.declares(head.base), head.sub.isEmpty,
        head.sup.isEmpty
      else { continue }
      let reals = MathNode(.symbol(Symbol("R", .ordinary)), at: axis.variable.range)
      let declaration = Declaration(
        names: [axis.variable], domain: reals, value: nil, description: nil)
      let problems = extended.add([
        NetStatement(.declaration(declaration), at: axis.variable.range)
      ])
      if let problem = problems.first { throw problem }
      isExtended = true
    }
    guard isExtended else { return self }
    return Runner(extended, known: scope.symbols.count)
  }

  // MARK: Over the steps

  private mutating func overSteps(
    _ plot: Plot, at place: SourceRange
  ) throws(Diagnostic) -> CurvePlot {
    guard let descent = preparedDescent() else {
      throw .badPlot(
        "there is no descent before this line to plot over", at: place,
        hint: "a function is plotted as `plot f(x) over x = -2..2`")
    }
    if let addition = plot.addition {
      throw .badPlot(
        "\(addition.name) needs a variable: `over x = -2..2`", at: place)
    }
    var refs: [Graph.Ref] = []
    for curve in plot.curves { refs.append(try scalar(curve).ref) }
    var points = plot.curves.map { _ in [(x: Double, y: Double)]() }
    _ = run(descent, beside: refs) { evaluator, step in
      for (index, ref) in refs.enumerated() {
        points[index].append((Double(step), evaluator.value(ref).elements.first ?? .nan))
      }
    }
    let curves = zip(plot.curves, points).map { CurvePlot.Curve(name: $0, points: $1.thinned) }
    return CurvePlot(axis: .steps, curves: curves, tangent: nil, isOverSteps: true)
  }

  // MARK: Over a variable

  private mutating func curves(
    _ plot: Plot, over axis: Plot.Axis
  ) throws(Diagnostic) -> CurvePlot {
    let variable = try self.variable(axis)
    var curves: [(name: MathNode, ref: Graph.Ref)] = []
    for curve in plot.curves {
      curves.append((curve, try curveValue(curve, over: variable, axis.variable)))
    }
    if plot.addition == .path {
      throw .badPlot("a path needs two variables", at: axis.variable.range)
    }
    var slope: Graph.Ref?
    if plot.addition != nil, let first = curves.first {
      slope = try self.slope(of: first.ref, by: variable, first.name)
    }
    if plot.addition == .derivative, let slope, let first = curves.first {
      curves.append((derivativeName(of: first.name, by: axis.variable), slope))
    }
    let refs = curves.map(\.ref)
    var evaluator = prepared(refs + [slope].compactMap { $0 }, variable)
    let xs = spaced(variable.range, Runner.curvePoints)
    let values = xs.map { x in variable.evaluate(refs, at: x, &evaluator) }
    try requireFinite(values, plot.curves[0])
    var tangent: CurvePlot.Tangent?
    if case .tangent(let place)? = plot.addition, let slope {
      tangent = try self.tangent(at: place, refs[0], slope, variable, axis, &evaluator)
    }
    return CurvePlot(
      axis: .variable(axis.variable),
      curves: curves.enumerated().map { index, curve in
        CurvePlot.Curve(name: curve.name, points: zip(xs, values).map { ($0, $1[index]) })
      }, tangent: tangent, isOverSteps: false)
  }

  private mutating func tangent(
    at place: MathNode?, _ curve: Graph.Ref, _ slope: Graph.Ref, _ variable: PlotVariable,
    _ axis: Plot.Axis, _ evaluator: inout Evaluator<Double>
  ) throws(Diagnostic) -> CurvePlot.Tangent {
    let x: Double
    if let place {
      x = try number(place)
    } else if isOwnVariable(variable.leaf) {
      throw .badPlot(
        "where the tangent touches is not said", at: axis.variable.range,
        hint: "write `with tangent at 1`")
    } else {
      x = variable.center
    }
    guard variable.range.contains(x) else {
      throw .badPlot(
        "the tangent touches outside the plot", at: place?.range ?? axis.variable.range)
    }
    let values = variable.evaluate([curve, slope], at: x, &evaluator)
    guard values.allSatisfy(\.isFinite), !isKink(slope, at: x, variable) else {
      throw .badPlot(
        "there is no tangent where it should touch", at: place?.range ?? axis.variable.range)
    }
    return CurvePlot.Tangent(x: x, y: values[0], slope: values[1])
  }

  /// Whether the slope jumps there: what it is at that place is a convention.
  private func isKink(_ slope: Graph.Ref, at x: Double, _ variable: PlotVariable) -> Bool {
    let arguments = lowering.ingredients(of: [slope]).jumps
    guard !arguments.isEmpty else { return false }
    var evaluator = prepared(arguments, variable)
    _ = variable.evaluate(arguments, at: x, &evaluator)
    return arguments.contains { evaluator.value($0).elements.contains(0) }
  }

  /// `df/dx`.
  private func derivativeName(of curve: MathNode, by variable: MathNode) -> MathNode {
    let d = MathNode(.symbol(Symbol("d", .ordinary)), at: curve.range)
    let top = MathNode(.row([d] + curve.row), at: curve.range)
    let bottom = MathNode(.row([d] + variable.row), at: curve.range)
    return MathNode(.fraction(top, over: bottom, .normal), at: curve.range)
  }

  // MARK: Over two variables

  private mutating func contours(
    _ plot: Plot, _ first: Plot.Axis, _ second: Plot.Axis
  ) throws(Diagnostic) -> ContourPlot {
    let (u, v) = (try variable(first), try variable(second))
    guard plot.curves.count == 1 else {
      throw .badPlot("contours are of one function", at: plot.curves[1].range)
    }
    guard u.leaf != v.leaf || u.position != v.position else {
      throw .badPlot("the two variables are one", at: second.variable.range)
    }
    let value = try curveValue(plot.curves[0], over: u, first.variable)
    _ = try curveValue(plot.curves[0], over: v, second.variable)
    var evaluator = prepared([value], u)
    let (xs, ys) = (spaced(u.range, Runner.gridPoints), spaced(v.range, Runner.gridPoints))
    let values = ys.map { y in
      xs.map { x in u.evaluate([value], at: x, and: (v, y), &evaluator)[0] }
    }
    try requireFinite(values, plot.curves[0])
    return ContourPlot(
      name: plot.curves[0], variables: (first.variable, second.variable), xs: xs, ys: ys,
      values: values, path: try path(plot, u, v))
  }

  /// The last descent of this scope, where it can be run.
  private mutating func preparedDescent() -> PreparedDescent? {
    lastDescent.flatMap { try? prepare($0) }
  }

  /// The iterates of the last descent in the two variables.
  private mutating func path(
    _ plot: Plot, _ u: PlotVariable, _ v: PlotVariable
  ) throws(Diagnostic) -> [(x: Double, y: Double)] {
    let place = plot.curves[0].range
    switch plot.addition {
    case nil: return []
    case .path?: break
    case let addition?: throw .badPlot("\(addition.name) needs one variable", at: place)
    }
    guard let descent = preparedDescent() else {
      throw .badPlot("there is no descent before this line whose path could be drawn", at: place)
    }
    let moved = Set(descent.parameters.map(\.value.ref))
    guard moved.contains(u.leaf), moved.contains(v.leaf) else {
      throw .badPlot("the descent before this line does not move both variables", at: place)
    }
    var points: [(x: Double, y: Double)] = []
    _ = run(descent, beside: []) { evaluator, _ in
      let (a, b) = (evaluator.value(u.leaf).elements, evaluator.value(v.leaf).elements)
      guard a.indices.contains(u.position), b.indices.contains(v.position) else { return }
      points.append((a[u.position], b[v.position]))
    }
    return points.thinned
  }

  // MARK: Parts

  /// A number of the net that a plot moves.
  struct PlotVariable {
    let leaf: Graph.Ref
    /// The entry of the leaf.
    let position: Int
    let range: ClosedRange<Double>
    /// What the page shows the leaf at.
    let shown: [Double]

    var center: Double { shown.indices.contains(position) ? shown[position] : 0 }

    private func moved(_ values: [Double], to x: Double) -> [Double] {
      var values = values
      if values.indices.contains(position) { values[position] = x }
      return values
    }

    /// Numbers where the variable is `x`, and another one somewhere too.
    func evaluate(
      _ refs: [Graph.Ref], at x: Double, and other: (variable: PlotVariable, value: Double)? = nil,
      _ evaluator: inout Evaluator<Double>
    ) -> [Double] {
      var values = moved(shown, to: x)
      if let (variable, value) = other {
        if variable.leaf == leaf {
          values = variable.moved(values, to: value)
        } else {
          evaluator.set(variable.leaf, to: variable.moved(variable.shown, to: value))
        }
      }
      evaluator.set(leaf, to: values)
      evaluator.run()
      return refs.map { evaluator.value($0).elements.first ?? .nan }
    }
  }

  private mutating func variable(_ axis: Plot.Axis) throws(Diagnostic) -> PlotVariable {
    let (first, last) = (try number(axis.lower), try number(axis.upper))
    guard first < last else {
      throw .badPlot(
        "the range from `\(describe(axis.lower))` to `\(describe(axis.upper))` is empty",
        at: axis.lower.range)
    }
    let expression = try expression(axis.variable)
    guard case .reference(let reference) = expression.kind else {
      throw .badPlot(
        "`\(describe(axis.variable))` is no number of the net", at: axis.variable.range)
    }
    let whole = Reference(symbol: reference.symbol, members: reference.members, entries: [])
    let value = try lower(Expression(.reference(whole), at: expression.range), Bindings())
    guard lowering.inputs.contains(where: { $0.leaf == value.ref }) else {
      throw .badPlot("`\(describe(axis.variable))` is no input", at: axis.variable.range)
    }
    let shown = ShownPoint<Double>(lowering).values[value.ref] ?? []
    guard let position = lowering.position(of: reference.entries, in: value) else {
      throw reference.entries.isEmpty
        ? .badPlot(
          "`\(describe(axis.variable))` is no single number, but \(value.shapeText)",
          at: axis.variable.range, hint: "name one entry, such as `\(anEntry(of: whole, value))`")
        : .badPlot(
          "there is no `\(describe(axis.variable))`: `\(describe(self.node(whole)))` is \(value.shapeText)",
          at: axis.variable.range)
    }
    return PlotVariable(leaf: value.ref, position: position, range: first...last, shown: shown)
  }

  /// `w_1`, `W_{12}`: the first row's last entry, as one may write it.
  private func anEntry(of reference: Reference, _ value: Value) -> String {
    let indices = [1] + (value.axes.count > 1 ? [min(2, value.columns.value)] : [])
    let entry = Reference(
      symbol: reference.symbol, members: reference.members,
      entries: indices.map { .at(.number($0)) })
    return describe(node(entry))
  }

  private mutating func number(_ node: MathNode) throws(Diagnostic) -> Double {
    let value = try scalar(node)
    guard let number = evaluate([value.ref])[0].elements.first, number.isFinite else {
      throw .undefinedValue(node)
    }
    return number
  }

  /// What a plot shows: a number that depends on its variable.
  private mutating func curveValue(
    _ curve: MathNode, over variable: PlotVariable, _ name: MathNode
  ) throws(Diagnostic) -> Graph.Ref {
    let value = try scalar(curve)
    guard lowering.graph.nodes(of: [value.ref]).contains(variable.leaf) else {
      throw .badPlot(
        "`\(describe(curve))` does not depend on `\(describe(name))`", at: curve.range)
    }
    return value.ref
  }

  private func requireFinite(_ values: [[Double]], _ curve: MathNode) throws(Diagnostic) {
    guard values.contains(where: { $0.contains(where: \.isFinite) }) else {
      throw .badPlot(
        "`\(describe(curve))` has no finite value over this range", at: curve.range)
    }
  }

  private mutating func slope(
    of curve: Graph.Ref, by variable: PlotVariable, _ node: MathNode
  ) throws(Diagnostic) -> Graph.Ref {
    do throws(GraphError) {
      guard let gradient = try lowering.graph.gradients(of: curve, by: [variable.leaf])[0] else {
        throw GraphError(.foreignNode)
      }
      let columns = max(lowering.graph.shape(of: gradient).columns, 1)
      let entry = Block.entry(variable.position / columns, variable.position % columns)
      return try lowering.graph.apply(.slice(entry), [gradient])
    } catch {
      throw .tooLarge(error.message, at: node.range)
    }
  }

  private func prepared(_ refs: [Graph.Ref], _ variable: PlotVariable) -> Evaluator<Double> {
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: refs + [variable.leaf]))
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    return evaluator
  }

  private func spaced(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
    let width = range.upperBound - range.lowerBound
    return (0..<count).map { range.lowerBound + width * Double($0) / Double(count - 1) }
  }
}

extension Plot.Addition {
  fileprivate var name: String {
    switch self {
    case .tangent: "a tangent"
    case .derivative: "a derivative"
    case .path: "a path"
    }
  }
}

extension [(x: Double, y: Double)] {
  /// At most some 400 points, the first and the last among them.
  fileprivate var thinned: [(x: Double, y: Double)] {
    let stride = Swift.max(1, (count + 399) / 400)
    return indices.filter { $0 % stride == 0 || $0 == count - 1 }.map { self[$0] }
  }
}
