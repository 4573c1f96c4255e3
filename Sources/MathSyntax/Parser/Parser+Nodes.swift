import Diagnostics

/// Nodes, as the productions make them.
extension Parser {
  mutating func node(_ kind: Kind, at range: SourceRange) -> Node { tree.add(kind, at: range) }

  mutating func numberNode(_ digits: String, at range: SourceRange) -> Node {
    let digits = tree.add(digits)
    return node(.number(digits), at: range)
  }

  mutating func wordNode(_ word: String, at range: SourceRange) -> Node {
    let word = tree.add(word)
    return node(.word(word), at: range)
  }

  mutating func textNode(_ text: String, at range: SourceRange) -> Node {
    let text = tree.add(text)
    return node(.text(text), at: range)
  }

  mutating func errorNode(_ source: String, at range: SourceRange) -> Node {
    let source = tree.add(source)
    return node(.error(source), at: range)
  }

  mutating func symbolNode(
    _ character: String, _ role: Symbol.Role = .ordinary, size: Symbol.Size = .normal,
    at range: SourceRange
  ) -> Node {
    node(.symbol(Symbol(character, role, size: size)), at: range)
  }

  mutating func rowNode(_ nodes: [Node], at range: SourceRange) -> Node {
    let row = tree.add(nodes)
    return node(.row(row), at: range)
  }

  mutating func styledNode(_ style: Style, _ content: Node, at range: SourceRange) -> Node {
    tree.add(style, over: content, at: range)
  }

  mutating func annotationNode(_ annotation: Annotation, at range: SourceRange) -> Node {
    tree.add(annotation, at: range)
  }

  mutating func gridNode(
    _ environment: String, columns: String = "", _ rows: [Row], rules: Grid.Rules = .init(),
    at range: SourceRange
  ) -> Node {
    let table = MathTree.Table(
      environment: environment, columns: columns, rows: rows, rules: rules)
    return tree.add(table, at: range)
  }

  // MARK: - Looking at them

  func kind(_ node: Node) -> Kind { tree.kind(node) }

  func range(_ node: Node) -> SourceRange { tree.range(node) }

  func symbol(_ node: Node) -> Symbol? {
    if case .symbol(let symbol) = kind(node) { return symbol }
    return nil
  }

  /// The only node of a row, for arguments: `x_{i}` is `x_i`.
  func unwrapped(_ node: Node) -> Node {
    if case .row(let nodes) = kind(node), nodes.count == 1 { return tree[nodes, 0] }
    return node
  }

  /// From the first node to the last; empty at `place` if there is none.
  func span(_ row: Row, _ place: Int) -> SourceRange { span(tree.nodes(row), place) }

  func span(_ nodes: some Collection<Node>, _ place: Int) -> SourceRange {
    guard let first = nodes.first else { return place..<place }
    var range = range(first)
    for node in nodes.dropFirst() { range = range.union(self.range(node)) }
    return range
  }

  /// The letters, digits and hyphens of a name in upright type; nil if there is anything else.
  func letters(_ argument: Node) -> String? {
    var name = ""
    for node in tree.row(of: argument) {
      switch kind(node) {
      case .symbol(let symbol) where symbol.role == .ordinary: name += symbol.character
      case .symbol(let symbol) where symbol == SymbolTables.minus: name += "-"
      case .symbol(let symbol) where symbol.character == "*": name += "*"
      case .number(let text), .word(let text), .text(let text): name += tree.string(text)
      case .space(let width): if width > 0 { name += " " }
      case .row(let nodes) where nodes.isEmpty: break
      default: return nil
      }
    }
    return name.isEmpty ? nil : name
  }
}
