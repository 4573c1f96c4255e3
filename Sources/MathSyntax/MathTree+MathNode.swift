import Diagnostics

extension MathTree {
  /// The whole formula as a tree of values.
  package var mathNode: MathNode { mathNode(root) }

  package func mathNode(_ node: Node) -> MathNode {
    let kind: MathNode.Kind =
      switch kind(node) {
      case .symbol(let symbol): .symbol(symbol)
      case .number(let text): .number(string(text))
      case .word(let text): .word(string(text))
      case .text(let text): .text(string(text))
      case .row(let row): .row(mathNodes(row))
      case .fenced(let open, let row, let close):
        .fenced(open: delimiter(open), mathNodes(row), close: delimiter(close))
      case .scripts(let base, let sub, let sup):
        .scripts(base.map(mathNode), sub: sub.map(mathNode), sup: sup.map(mathNode))
      case .fraction(let above, let below, let style):
        .fraction(mathNode(above), over: mathNode(below), style)
      case .root(let radicand, let degree):
        .root(mathNode(radicand), degree: degree.map(mathNode))
      case .accent(let accent, let base): .accent(accent, mathNode(base))
      case .font(let font, let base): .font(font, mathNode(base))
      case .stack(let base, let over, let under):
        .stack(mathNode(base), over: over.map(mathNode), under: under.map(mathNode))
      case .grid(let index): .grid(grid(index))
      case .space(let width): .space(width)
      case .styled(let index, let content): .styled(styles[index], mathNode(content))
      case .annotation(let index): .annotation(annotations[index])
      case .strut(let content, let extent): .annotation(.strut(mathNode(content), extent))
      case .error(let text): .error(string(text))
      }
    return MathNode(kind, at: range(node))
  }

  private func mathNodes(_ row: Row) -> [MathNode] { nodes(row).map(mathNode) }

  private func grid(_ index: Int) -> Grid {
    let table = grids[index]
    return Grid(
      environment: table.environment, columns: table.columns, rows: table.rows.map(mathNodes),
      rules: table.rules)
  }

  private func delimiter(_ code: UInt32) -> String {
    code == 0 ? "" : String(Unicode.Scalar(code) ?? "\u{FFFD}")
  }
}

extension MathTree {
  /// The same formula as `node`.
  package init(_ node: MathNode) {
    self.init(size: 64)
    finish(add(node))
  }

  private mutating func add(_ node: MathNode) -> Node {
    let kind: Kind
    switch node.kind {
    case .symbol(let symbol): kind = .symbol(symbol)
    case .number(let digits): kind = .number(add(digits))
    case .word(let word): kind = .word(add(word))
    case .text(let text): kind = .text(add(text))
    case .row(let nodes): kind = .row(addAll(nodes))
    case .fenced(let open, let nodes, let close):
      kind = .fenced(open: open.onlyCode, addAll(nodes), close: close.onlyCode)
    case .scripts(let base, let sub, let sup):
      kind = .scripts(addIfAny(base), sub: addIfAny(sub), sup: addIfAny(sup))
    case .fraction(let above, let below, let style):
      kind = .fraction(add(above), over: add(below), style)
    case .root(let radicand, let degree): kind = .root(add(radicand), degree: addIfAny(degree))
    case .accent(let accent, let base): kind = .accent(accent, add(base))
    case .font(let font, let base): kind = .font(font, add(base))
    case .stack(let base, let over, let under):
      kind = .stack(add(base), over: addIfAny(over), under: addIfAny(under))
    case .grid(let grid):
      let rows = grid.rows.map { addAll($0) }
      let table = Table(
        environment: grid.environment, columns: grid.columns, rows: rows, rules: grid.rules)
      return add(table, at: node.range)
    case .space(let width): kind = .space(width)
    case .styled(let style, let content): return add(style, over: add(content), at: node.range)
    case .annotation(.strut(let content, let extent)): kind = .strut(add(content), extent)
    case .annotation(let annotation): return add(annotation, at: node.range)
    case .error(let source): kind = .error(add(source))
    }
    return add(kind, at: node.range)
  }

  private mutating func addIfAny(_ node: MathNode?) -> Node? {
    guard let node else { return nil }
    return add(node)
  }

  private mutating func addAll(_ nodes: [MathNode]) -> Row {
    var added: [Node] = []
    for node in nodes { added.append(add(node)) }
    return add(added)
  }
}
