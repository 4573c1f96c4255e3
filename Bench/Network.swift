import Calculus

/// Sigmoid layers with a softmax cross-entropy: the loss and its gradient by every parameter.
struct Network {
  let name: String
  var graph = Graph(limits: Graph.Limits(nodes: 10_000, elements: 1 << 26, work: 1 << 34))
  let parameters: [Graph.Ref]
  let loss: Graph.Ref
  let gradients: [Graph.Ref]
  private var leaves: [Graph.Ref] = []

  /// `widths` from the input to the output; one column for each of `batch` examples.
  init(_ widths: [Int], batch: Int) throws {
    name = widths.map(String.init).joined(separator: "-") + ", \(batch)"
    var h = try graph.input(Shape(widths[0], batch))
    leaves = [h]
    var parameters: [Graph.Ref] = []
    for (layer, (m, n)) in zip(widths.dropFirst(), widths).enumerated() {
      let (w, b) = (try graph.input(Shape(m, n)), try graph.input(.column(m)))
      parameters += [w, b]
      let columns = batch == 1 ? b : try graph.apply(.repeated(Shape(m, batch)), [b])
      let a = try graph.apply(.add, [graph.apply(.matmul, [w, h]), columns])
      h = layer == widths.count - 2 ? a : try graph.apply(.map(.sigmoid), [a])
    }
    let y = try graph.input(graph[h].shape)
    let likelihood = try graph.inner(y, graph.logSoftmax(h, over: .down))
    loss = try graph.apply(
      .divide, [graph.apply(.map(.negate), [likelihood]), graph.constant(ExactDecimal(batch))])
    gradients = try graph.gradients(of: loss, by: parameters).compactMap { $0 }
    self.parameters = parameters
    leaves += parameters + [y]
  }

  /// Ready to run, at a point that is the same every time: labels are one-hot.
  func evaluator(_ outputs: [Graph.Ref]) -> Evaluator<Double> {
    var evaluator = Evaluator<Double>(Plan(graph, outputs: outputs + leaves))
    for (index, leaf) in leaves.enumerated() {
      let shape = graph[leaf].shape
      let isLabel = index == leaves.count - 1
      let values = (0..<shape.count).map { k -> Double in
        let (row, column) = (k / shape.columns, k % shape.columns)
        if isLabel { return row == column % shape.rows ? 1 : 0 }
        return Double((k * 7919 + index * 104_729) % 1009) / 1009 - 0.5
      }
      let scale = index == 0 || isLabel ? 1 : 1 / Double(shape.columns).squareRoot()
      evaluator.set(leaf, to: values.map { $0 * scale })
    }
    return evaluator
  }
}
