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
          return push(fraction(infix, below: endRow(start)))
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
        infix?.above.append(contentsOf: endRow(start))
      default: scripted()
      }
    }
  }

  /// `\over` with what stands before it.
  private struct Infix {
    var token: Token
    var above: [MathNode] = []
    /// Of the bar, in em.
    var thickness: Double?
  }

  private mutating func fraction(_ infix: Infix, below: [MathNode]) -> MathNode {
    let token = infix.token
    let above = infix.above
    let numerator = MathNode(.row(above), at: span(above, token.range.lowerBound)).unwrapped
    let denominator = MathNode(.row(below), at: span(below, token.range.upperBound)).unwrapped
    let range = numerator.range.union(denominator.range).union(token.range)
    switch command(of: token) {
    case .infix(let style)?:
      let fraction = MathNode(.fraction(numerator, over: denominator, style), at: range)
      return infix.thickness.map { fraction.withBar($0) } ?? fraction
    case .bareInfix(let left, let right)?:
      return bareFraction(numerator, denominator, left, right, at: range)
    default: return MathNode(.row(above + below), at: range)
    }
  }

  /// Takes a token that would end a row if one of its kind were open.
  private mutating func strayStop(_ stop: Stop) {
    let token = take()
    switch stop {
    case .newline: return push(MathNode(.space(2), at: token.range))
    case .close: report(.unbalancedBrace(at: token.range))
    case .ampersand: report(.strayAmpersand(at: token.range))
    case .right:
      report(.unmatchedRight(at: token.range))
      let delimiter = delimiter(of: token)
      guard !delimiter.isEmpty else { return }
      let range = token.range.lowerBound..<end
      return push(MathNode(.symbol(Symbol(delimiter, .closing)), at: range))
    case .endEnvironment:
      let name = environmentName()
      let range = token.range.lowerBound..<end
      report(.unmatchedEnd(name, at: range))
      return push(MathNode(.error("\\end{\(name)}"), at: range))
    case .dollar: report(.unexpectedCharacter(token.text, at: token.range))
    case .end, .bracket, .at: break
    }
    push(MathNode(.error(token.source), at: token.range))
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
  /// A fraction with a bar of that thickness, in em.
  func withBar(_ thickness: Double) -> MathNode {
    MathNode(.styled(.bar(min(max(thickness, 0), 1)), self), at: range)
  }

  /// The only node of a row, for arguments: `x_{i}` is `x_i`.
  var unwrapped: MathNode {
    if case .row(let nodes) = kind, nodes.count == 1, let only = nodes.first { return only }
    return self
  }
}
