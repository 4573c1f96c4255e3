import Diagnostics

extension Parser {
  /// The rows of `\begin{CD} A @>f>> B \\ @VVV @| \\ C @= D \end{CD}`, up to the end, which is left.
  /// Objects stand in even columns, counted from 0, and so do the arrows between rows; the arrows
  /// between objects stand in odd ones.
  mutating func diagramRows() -> [[MathNode]] {
    var rows: [[MathNode]] = []
    var cells: [MathNode] = []
    while true {
      let start = end
      let nodes = row()
      if !nodes.isEmpty {
        pad(&cells, toOdd: false, at: start)
        cells.append(MathNode(.row(nodes), at: span(nodes, start)))
      }
      switch peekStop() {
      case .at: diagramArrow(take(), into: &cells)
      case .newline:
        take()
        _ = rowGap()
        rows.append(cells)
        cells = []
      default:
        if !cells.isEmpty || rows.isEmpty { rows.append(cells) }
        return rows
      }
    }
  }

  /// Empty cells up to an odd column, or an even one.
  private func pad(_ cells: inout [MathNode], toOdd isOdd: Bool, at place: Int) {
    guard (cells.count % 2 == 1) != isOdd else { return }
    cells.append(MathNode(.row([]), at: place..<place))
  }

  /// An arrow from behind its `@`: two labels between three equal characters, or one of `=`, `|`, `.`
  private mutating func diagramArrow(_ at: Token, into cells: inout [MathNode]) {
    let mark = takeRaw()
    if mark.kind == .end || mark.kind == .close { return put(back: [mark]) }
    switch mark.text {
    case ">", "<":
      pad(&cells, toOdd: true, at: at.range.lowerBound)
      let arrow = symbol(mark.text == ">" ? "→" : "←", mark, .wide)
      let over = diagramLabel(upTo: mark)
      let under = diagramLabel(upTo: mark)
      cells.append(cell(MathNode(.stack(arrow, over: over, under: under), at: reach(from: at)), at))
    case "V", "A":
      pad(&cells, toOdd: false, at: at.range.lowerBound)
      let arrow = symbol(mark.text == "V" ? "↓" : "↑", mark, .bigger)
      let labels = [diagramLabel(upTo: mark), diagramLabel(upTo: mark)]
      let sides = labels.map { MathNode(.styled(.script, $0), at: $0.range) }
      let nodes = [sides[0], arrow, sides[1]]
      cells.append(MathNode(.row(nodes), at: reach(from: at)))
    case "=":
      pad(&cells, toOdd: true, at: at.range.lowerBound)
      cells.append(cell(symbol("=", mark), at))
    case "|", "Vert":
      pad(&cells, toOdd: false, at: at.range.lowerBound)
      cells.append(cell(symbol("‖", mark, .bigger), at))
    case ".": cells.append(MathNode(.row([]), at: at.range))
    default:
      report(.unexpectedCharacter("@", at: at.range))
      put(back: [mark])
    }
  }

  private func cell(_ node: MathNode, _ at: Token) -> MathNode {
    MathNode(.row([node]), at: reach(from: at))
  }

  private func symbol(
    _ character: String, _ mark: Token, _ size: Symbol.Size = .normal
  ) -> MathNode {
    MathNode(.symbol(Symbol(character, .relation, size: size)), at: mark.range)
  }

  /// What stands before the next `mark` outside braces, which is taken too.
  private mutating func diagramLabel(upTo mark: Token) -> MathNode {
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
    guard !tokens.isEmpty else { return MathNode(.row([]), at: place) }
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
