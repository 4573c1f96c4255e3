import Diagnostics

extension Parser {
  /// The whole text: one row, or rows where `\\` separates lines.
  mutating func formula(_ range: SourceRange) -> MathNode {
    var lines: [[MathNode]] = []
    var start = range.lowerBound
    while true {
      let nodes = row()
      lines.append([MathNode(.row(nodes), at: span(nodes, start))])
      guard peek().kind != .end else { break }
      take()
      start = end
    }
    if lines.count > 1, lines.last?.first?.row.isEmpty == true { lines.removeLast() }
    if lines.count == 1, let line = lines.first?.first { return MathNode(line.kind, at: range) }
    let grid = Grid(environment: "gathered", columns: "", rows: lines)
    return MathNode(.row([MathNode(.grid(grid), at: range)]), at: range)
  }

  /// Nodes side by side up to a token that ends them, which is left.
  mutating func row() -> [MathNode] {
    var nodes: [MathNode] = []
    var infix: (Token, FractionStyle, above: [MathNode])?
    while true {
      if let stop = peekStop(), stop != .bracket || open.innermost == .optional {
        if open.endsRow(stop) { break }
        nodes.append(contentsOf: strayStop(stop))
        continue
      }
      guard case .infix(let style)? = peekCommand() else {
        scripted(into: &nodes)
        continue
      }
      let token = take()
      if infix != nil { report(.ambiguousFraction(at: token.range)) }
      infix = (token, style, (infix?.above ?? []) + nodes)
      nodes = []
    }
    guard let (token, style, above) = infix else { return nodes }
    let numerator = MathNode(.row(above), at: span(above, token.range.lowerBound)).unwrapped
    let denominator = MathNode(.row(nodes), at: span(nodes, token.range.upperBound)).unwrapped
    let range = numerator.range.union(denominator.range).union(token.range)
    return [MathNode(.fraction(numerator, over: denominator, style), at: range)]
  }

  /// Takes a token that would end a row if one of its kind were open.
  private mutating func strayStop(_ stop: Stop) -> [MathNode] {
    let token = take()
    switch stop {
    case .newline:
      return [MathNode(.space(2), at: token.range)]
    case .close: report(.unbalancedBrace(at: token.range))
    case .ampersand: report(.strayAmpersand(at: token.range))
    case .right:
      report(.unmatchedRight(at: token.range))
      let delimiter = delimiter(of: token)
      return delimiter.isEmpty
        ? [] : [MathNode(.symbol(Symbol(delimiter, .closing)), at: token.range.lowerBound..<end)]
    case .endEnvironment:
      let name = environmentName()
      report(.unmatchedEnd(name, at: token.range.lowerBound..<end))
      return [MathNode(.error("\\end{\(name)}"), at: token.range.lowerBound..<end)]
    case .dollar: report(.unexpectedCharacter(token.text, at: token.range))
    case .end, .bracket: break
    }
    return [MathNode(.error(token.source), at: token.range)]
  }

  /// From the first node to the last; empty at `place` if there is none.
  func span(_ nodes: [MathNode], _ place: Int) -> SourceRange {
    guard var range = nodes.first?.range else { return place..<place }
    for node in nodes { range = range.union(node.range) }
    return range
  }

  /// The rest of the row, one level deeper, for a switch such as `\bf`.
  mutating func rest(_ token: Token, _ wrap: (MathNode) -> MathNode.Kind) -> MathNode? {
    var rest: [MathNode] = []
    let tooDeep = nested { parser in
      rest = parser.row()
      return nil
    }
    if let tooDeep { rest = [tooDeep] }
    let content = MathNode(.row(rest), at: span(rest, token.range.upperBound))
    return MathNode(wrap(content), at: token.range.union(content.range))
  }
}

extension MathNode {
  /// The only node of a row, for arguments: `x_{i}` is `x_i`.
  var unwrapped: MathNode {
    if case .row(let nodes) = kind, nodes.count == 1, let only = nodes.first { return only }
    return self
  }
}
