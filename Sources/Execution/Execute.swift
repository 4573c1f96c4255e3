import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// Runs the statements of a block that show something: its symbols, values, expansions, descents.
///
/// - Parameter descent: The last one of the blocks before, which plots may be about.
package func execute(
  _ statements: [NetStatement], in scope: Scope, after descent: Descend? = nil,
  _ macros: Macros = Macros()
) -> (BlockReport, [Diagnostic]) {
  var report = BlockReport()
  var diagnostics: [Diagnostic] = []
  var runner = Runner(scope, descent: descent)
  let (problems, isWhole) = scope.allowance.share {
    let mistakes = runner.mistakes(in: statements)
    report.symbols = runner.symbolTable(statements, macros)
    return mistakes
      + runner.lowering.inputsOutsideDomain.map {
        .outsideDomain(runner.lowering.name(of: $0.key), $0.input)
      }
  }
  if isWhole {
    diagnostics += problems
  } else if let first = statements.first {
    diagnostics.append(.tooMuchWork(scope.allowance, at: first.range))
    runner = Runner(scope, descent: descent)
  }
  for statement in statements {
    let (found, isWhole) = scope.allowance.share { runner.results(of: statement) }
    guard isWhole else {
      diagnostics.append(.tooMuchWork(scope.allowance, at: statement.range))
      runner = Runner(scope, descent: runner.lastDescent)
      continue
    }
    switch found {
    case .success(let kinds):
      for (index, kind) in kinds.enumerated() {
        let caption = index == 0 ? statement.caption.map { Remark($0, macros) } : nil
        report.results.append(BlockResult(kind, at: statement.range, caption: caption))
      }
      diagnostics += runner.takeWarnings()
    case .failure(let error):
      // What shows a broken definition adds nothing to the mistake that lies there.
      if error.code != "definition", !diagnostics.contains(error) { diagnostics.append(error) }
    }
  }
  report.descent = runner.lastDescent
  return (report, diagnostics)
}

/// A network at its declared sizes and shown values.
struct Runner {
  let scope: Scope
  var lowering: Lowering
  /// The last descent, which plots may be about.
  var lastDescent: Descend?
  /// What is said beside a result.
  private var warnings: [Diagnostic] = []

  /// The symbols from here on are not the page's: a plot brought them.
  private let ownSymbols: Int

  /// - Parameter known: How many symbols the page itself knows; all where it is nil.
  init(_ scope: Scope, known: Int? = nil, descent: Descend? = nil) {
    self.scope = scope
    lastDescent = descent
    ownSymbols = known ?? scope.symbols.count
    lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
  }

  /// Whether a leaf of the graph is a variable that a plot brought.
  func isOwnVariable(_ leaf: Graph.Ref) -> Bool {
    guard let input = lowering.inputs.first(where: { $0.leaf == leaf }) else { return false }
    return scope.ids.dropFirst(ownSymbols).contains(input.key.symbol)
  }

  fileprivate mutating func results(
    of statement: NetStatement
  ) -> Result<[BlockResult.Kind], Diagnostic> {
    do throws(Diagnostic) { return .success(try run(statement)) } catch { return .failure(error) }
  }

  mutating func run(_ statement: NetStatement) throws(Diagnostic) -> [BlockResult.Kind] {
    switch statement.kind {
    case .show(let nodes, let isShaded):
      var values: [ShownValue] = []
      for node in nodes { values += try show(node) }
      return [.values(values, isShaded: isShaded)]
    case .expand(let node): return try expand(node)
    case .steps(let steps): return [.steps(try work(steps))]
    case .descend(let descent): return [.descent(try descend(descent))]
    case .plot(let plot): return [try self.plot(plot)]
    case .draw(let draw): return [.diagram(try diagram(draw, at: statement.range))]
    case .compare(let nodes):
      return [.comparison(try compare(nodes.isEmpty ? allGradients(at: statement.range) : nodes))]
    default:
      return []
    }
  }

  mutating func warn(_ diagnostic: Diagnostic) { warnings.append(diagnostic) }

  mutating func takeWarnings() -> [Diagnostic] {
    defer { warnings = [] }
    return warnings
  }

  func expression(_ node: MathNode) throws(Diagnostic) -> Expression {
    do throws(ElaborationError) { return try scope.expression(node) } catch {
      throw error.diagnostic
    }
  }

  mutating func lower(
    _ expression: Expression, _ bindings: Bindings
  ) throws(Diagnostic) -> Value {
    do throws(ElaborationError) {
      return try lowering.lower(expression, bindings)
    } catch {
      throw error.diagnostic
    }
  }

  // MARK: show

  /// One value, or one for every member where a family index is free.
  mutating func show(_ node: MathNode) throws(Diagnostic) -> [ShownValue] {
    let expression = try expression(node)
    let letters = expression.freeLetters.sorted()
    guard let letter = letters.first else {
      return [ShownValue(caption: node, value: try value(expression, Bindings(), node))]
    }
    guard letters.count == 1, let range = lowering.range(ofIndex: letter) else {
      throw .openShow(letter, at: node.range)
    }
    var values: [ShownValue] = []
    for member in range {
      let bindings = Bindings(letters: [letter: member])
      guard lowering.membersExist(expression.references, bindings) else { continue }
      let caption = node.replacing(letter: letter, by: member)
      values.append(ShownValue(caption: caption, value: try value(expression, bindings, node)))
    }
    return values
  }

  mutating func shown(_ node: MathNode) -> Result<[ShownValue], Diagnostic> {
    do throws(Diagnostic) { return .success(try show(node)) } catch { return .failure(error) }
  }

  private mutating func value(
    _ expression: Expression, _ bindings: Bindings, _ node: MathNode
  ) throws(Diagnostic) -> Matrix<Double> {
    let ref = try lower(expression, bindings).ref
    if let name = lowering.abstractFunctions(in: [ref]).first {
      throw .abstractValue(node, name.function)
    }
    let value = evaluate([ref])[0]
    guard value.elements.allSatisfy(\.isFinite) else { throw .undefinedValue(node) }
    return value
  }

  /// The values of nodes at the shown point.
  func evaluate(_ refs: [Graph.Ref]) -> [Matrix<Double>] {
    var evaluator = Evaluator<Double>(Plan(lowering.graph, outputs: refs))
    for (leaf, values) in ShownPoint<Double>(lowering).values { evaluator.set(leaf, to: values) }
    evaluator.run()
    return refs.map { evaluator.value($0) }
  }
}
