import Diagnostics

extension Parser {
  /// The whole text: one row, or rows where `\\` separates lines.
  mutating func formula(_ range: SourceRange) -> Node {
    var lines: [Node] = []
    var start = range.lowerBound
    while true {
      let nodes = row()
      lines.append(node(.row(nodes), at: span(nodes, start)))
      guard peek().kind != .end else { break }
      take()
      start = end
    }
    if lines.count > 1, let last = lines.last, isEmptyRow(last) { lines.removeLast() }
    if lines.count == 1, let line = lines.first { return node(kind(line), at: range) }
    let rows = lines.map { tree.add([$0]) }
    return rowNode([gridNode("gathered", rows, at: range)], at: range)
  }

  private func isEmptyRow(_ node: Node) -> Bool {
    if case .row(let nodes) = kind(node) { return nodes.isEmpty }
    return false
  }

  /// Nodes side by side up to a token that ends them, which is left.
  mutating func row() -> Row {
    let start = startRow()
    readRow()
    return endRow(start)
  }

  /// Pushes nodes up to a token that ends the row, which is left.
  mutating func readRow() {
    let start = startRow()
    var infix: Infix?
    while true {
      switch peekPart() {
      case .stop:
        guard let stop = peekStop(), !stop.isAtom || open.endsRow(stop) else {
          scripted()
          continue
        }
        if !open.endsRow(stop) {
          strayStop(stop)
        } else if let infix {
          let below = endRow(start)
          return push(fraction(infix, below: below))
        } else {
          return
        }
      case .infix:
        let token = take()
        let thickness = token.text == "above" ? Length.em(length()) : nil
        if infix != nil { report(.ambiguousFraction(at: token.range)) }
        if infix == nil { infix = Infix(token: token) }
        infix?.token = token
        infix?.thickness = thickness
        let above = endRow(start)
        infix?.above += tree.nodes(above)
      default: scripted()
      }
    }
  }

  /// `\over` with what stands before it.
  private struct Infix {
    var token: Token
    var above: [Node] = []
    /// Of the bar, in em.
    var thickness: Double?
  }

  private mutating func fraction(_ infix: Infix, below: Row) -> Node {
    let token = infix.token
    let above = tree.add(infix.above)
    let numerator = unwrapped(node(.row(above), at: span(above, token.range.lowerBound)))
    let denominator = unwrapped(node(.row(below), at: span(below, token.range.upperBound)))
    let range = range(numerator).union(self.range(denominator)).union(token.range)
    switch command(of: token) {
    case .infix(let style)?:
      let fraction = node(.fraction(numerator, over: denominator, style), at: range)
      return infix.thickness.map { withBar($0, fraction) } ?? fraction
    case .bareInfix(let left, let right)?:
      return bareFraction(numerator, denominator, left.onlyCode, right.onlyCode, at: range)
    default: return rowNode(infix.above + tree.nodes(below), at: range)
    }
  }

  /// Takes a token that would end a row if one of its kind were open.
  private mutating func strayStop(_ stop: Stop) {
    let token = take()
    switch stop {
    case .newline: return push(node(.space(2), at: token.range))
    case .close: report(.unbalancedBrace(at: token.range))
    case .ampersand: report(.strayAmpersand(at: token.range))
    case .right:
      report(.unmatchedRight(at: token.range))
      let delimiter = delimiter(of: token)
      guard delimiter != 0 else { return }
      let range = token.range.lowerBound..<end
      return push(node(.symbol(Symbol(code: delimiter, .closing)), at: range))
    case .endEnvironment:
      let name = environmentName()
      let range = token.range.lowerBound..<end
      report(.unmatchedEnd(name, at: range))
      return push(errorNode("\\end{\(name)}", at: range))
    case .dollar: report(.unexpectedCharacter(token.text, at: token.range))
    case .end, .bracket, .at: break
    }
    push(errorNode(token.source, at: token.range))
  }

  /// The rest of the row, one level deeper, for a switch such as `\bf`.
  mutating func rest(_ token: Token) -> Node {
    var rest = Row.empty
    let tooDeep = nested { parser in
      rest = parser.row()
      return nil
    }
    if let tooDeep { rest = tree.add([tooDeep]) }
    return node(.row(rest), at: span(rest, token.range.upperBound))
  }

  /// The rest of the row in a style.
  mutating func rest(_ token: Token, in style: Style) -> Node {
    let content = rest(token)
    return styledNode(style, content, at: token.range.union(range(content)))
  }

  /// A fraction with a bar of that thickness, in em.
  mutating func withBar(_ thickness: Double, _ fraction: Node) -> Node {
    styledNode(.bar(min(max(thickness, 0), 1)), fraction, at: range(fraction))
  }
}
