import Calculus
import Diagnostics

/// Functions whose parameters are nodes of the net. `J(w) = D + λ/2 wᵀw` beside `D = (aᵀw)²` is a function of
/// w as a whole: where J has another argument or is differentiated, D moves with it.
extension Lowering {
  /// The nodes that parameters of a function are named after and that its body also depends on by way of other
  /// names, by the place of the parameter.
  mutating func nodesMoving(
    _ function: FunctionDefinition, _ letters: LetterValues, _ range: SourceRange
  ) throws(ElaborationError) -> [Int: Value] {
    let used = function.body.symbols
    guard !used.isEmpty, let nodes = scope.nodeArguments(of: function) else { return [:] }
    var reached = used
    for id in used { reached.formUnion(scope.dependencies(of: id)) }
    var found: [Int: Value] = [:]
    for (place, node) in nodes.enumerated() {
      guard case .reference(let reference) = node.kind, reference.entries.isEmpty,
        reached.contains(reference.symbol)
      else { continue }
      found[place] = try member(reference, Bindings(letters: letters), range)
    }
    return found
  }

  /// `value`, made of `arguments`, with what it takes from `nodes` by way of other names at these arguments too.
  mutating func moved(
    _ value: Value, _ nodes: [Int: Value], _ arguments: [Value], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    // The arguments themselves stay as they are, whatever they are made of.
    var replaced = Dictionary(arguments.map { ($0.ref, $0.ref) }) { first, _ in first }
    var isMoved = false
    for (place, node) in nodes {
      guard place < arguments.count, arguments[place].ref != node.ref,
        graph.depends(value.ref, on: node.ref, holding: Set(arguments.map(\.ref)))
      else { continue }
      guard node.hasSameShape(as: arguments[place]) else {
        throw .notUnderstood(
          "this function depends on its argument by way of other names, which take \(node.shapeText)",
          at: range)
      }
      replaced[node.ref] = arguments[place].ref
      isMoved = true
    }
    guard isMoved else { return value }
    let ref = try build(range) { graph throws(GraphError) in
      try graph.substituting(replaced, in: value.ref)
    }
    return Value(ref, value.axes)
  }
}
