import MathSyntax

extension NetStatement {
  /// The formulas written in it, for those who ask what stands at a place.
  package var formulas: [MathNode] {
    switch kind {
    case .sizes(let sizes): sizes.flatMap { [$0.name] + $0.values }
    case .index(let index): [index.name, index.lower, index.upper]
    case .declaration(let it): it.names + [it.domain] + (it.value.map { [$0.node] } ?? [])
    case .definition(let it): [it.left, it.right] + (it.condition.map { [$0] } ?? [])
    case .function(let it): it.names + [it.signature]
    case .parameters(let name, let members): [name] + members
    case .alias(let left, let right): [left, right]
    case .check(let chain): chain.members
    case .show(let nodes, isShaded: _), .compare(let nodes): nodes
    case .expand(let node): [node]
    case .steps(let steps): [steps.expression] + steps.variables
    case .descend(let it): it.parameters + [it.loss, it.rate, it.steps]
    case .plot(let plot): plot.curves + plot.axes.flatMap { [$0.variable, $0.lower, $0.upper] }
    case .draw(let draw): draw.target.map { [$0] } ?? []
    case .seed, .use, .layout, .partialsDirect, .setting: []
    }
  }
}

extension Declaration.Value {
  fileprivate var node: MathNode {
    switch self {
    case .given(let node), .drawn(let node): node
    }
  }
}
