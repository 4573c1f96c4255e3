import Diagnostics

extension Parser {
  /// The rows of `\begin{CD} A @>f>> B \\ @VVV @| \\ C @= D \end{CD}`, up to the end, which is left.
  /// Objects stand in even columns, counted from 0, and so do the arrows between rows; the arrows
  /// between objects stand in odd ones.
  mutating func diagramRows() -> [Row] {
    var rows: [Row] = []
    var cells: [Node] = []
    while true {
      let start = end
      let nodes = row()
      if !nodes.isEmpty {
        pad(&cells, toOdd: false, at: start)
        cells.append(node(.row(nodes), at: span(nodes, start)))
      }
      switch peekStop() {
      case .at: diagramArrow(take(), into: &cells)
      case .newline:
        take()
        _ = rowGap()
        rows.append(tree.add(cells))
        cells = []
      default:
        if !cells.isEmpty || rows.isEmpty { rows.append(tree.add(cells)) }
        return rows
      }
    }
  }

  /// Empty cells up to an odd column, or an even one.
  private mutating func pad(_ cells: inout [Node], toOdd isOdd: Bool, at place: Int) {
    guard (cells.count % 2 == 1) != isOdd else { return }
    cells.append(node(.row(.empty), at: place..<place))
  }

  /// An arrow from behind its `@`: two labels between three equal characters, or one of `=`, `|`, `.`
  private mutating func diagramArrow(_ at: Token, into cells: inout [Node]) {
    let mark = takeRaw()
    if mark.kind == .end || mark.kind == .close { return put(back: [mark]) }
    switch mark.text {
    case ">", "<":
      pad(&cells, toOdd: true, at: at.range.lowerBound)
      let arrow = symbol(mark.text == ">" ? "→" : "←", mark, .wide)
      let over = diagramLabel(upTo: mark)
      let under = diagramLabel(upTo: mark)
      let stack = node(.stack(arrow, over: over, under: under), at: reach(from: at))
      cells.append(cell(stack, at))
    case "V", "A":
      pad(&cells, toOdd: false, at: at.range.lowerBound)
      let arrow = symbol(mark.text == "V" ? "↓" : "↑", mark, .bigger)
      let labels = [diagramLabel(upTo: mark), diagramLabel(upTo: mark)]
      let sides = labels.map { styledNode(.script, $0, at: range($0)) }
      cells.append(rowNode([sides[0], arrow, sides[1]], at: reach(from: at)))
    case "=":
      pad(&cells, toOdd: true, at: at.range.lowerBound)
      let equals = symbol("=", mark, .wide)
      let blank = node(.row(.empty), at: mark.range)
      let stack = node(.stack(equals, over: blank, under: nil), at: reach(from: at))
      cells.append(cell(stack, at))
    case "|", "Vert":
      pad(&cells, toOdd: false, at: at.range.lowerBound)
      let bar = symbol("‖", mark, .bigger)
      cells.append(cell(bar, at))
    case ".": cells.append(node(.row(.empty), at: at.range))
    default:
      report(.unexpectedCharacter("@", at: at.range))
      put(back: [mark])
    }
  }

  private mutating func cell(_ content: Node, _ at: Token) -> Node {
    rowNode([content], at: reach(from: at))
  }

  private mutating func symbol(
    _ character: String, _ mark: Token, _ size: Symbol.Size = .normal
  ) -> Node {
    symbolNode(character, .relation, size: size, at: mark.range)
  }

  /// What stands before the next `mark` outside braces, which is taken too.
  private mutating func diagramLabel(upTo mark: Token) -> Node {
    let place = end..<end
    var tokens: [Token] = []
    var depth = 0
    while true {
      let token = takeRaw()
      if token.kind == .end || (depth == 0 && command(of: token)?.isEnd == true) {
        put(back: [token])
        break
      }
      if depth == 0, token.kind == mark.kind, token.code == mark.code { break }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      tokens.append(token)
    }
    guard !tokens.isEmpty else { return node(.row(.empty), at: place) }
    let last = tokens.last?.range ?? place
    put(
      back: [Token(.open, code: 0x7B, range: place)] + tokens
        + [Token(.close, code: 0x7D, range: last.upperBound..<last.upperBound)])
    return argument(of: mark)
  }
}

extension Command {
  /// Whether an environment or a row ends here.
  fileprivate var isEnd: Bool {
    if case .stop = self { return true }
    return false
  }
}
