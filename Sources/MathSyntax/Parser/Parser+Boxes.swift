import Diagnostics

extension Parser {
  /// `\phantom`, `\vphantom`, `\hphantom`: what the argument would take of room.
  mutating func strut(_ extent: Annotation.Extent, _ token: Token) -> MathNode? {
    composed(token) { .annotation(.strut($0, extent)) }
  }

  /// `\mathstrut`: as high and deep as a parenthesis.
  mutating func parenthesisStrut(_ token: Token) -> MathNode? {
    let parenthesis = MathNode(.symbol(Symbol("(", .opening)), at: token.range)
    return MathNode(.annotation(.strut(parenthesis, .height)), at: token.range)
  }

  /// `\smash[t]{…}` takes the height away, `[b]` the depth, and neither both.
  mutating func smash(_ token: Token) -> MathNode? {
    let side = rawBracketed()?.tokens.source ?? ""
    let style = Style.smashed(height: side != "b", depth: side != "t")
    return styled(style, token)
  }

  /// `\raisebox{1em}{text}`
  mutating func raiseBox(_ token: Token) -> MathNode? {
    let height = length(of: token)
    return styledText(.raised(height), token)
  }

  /// `\rule[raise]{width}{height}`
  mutating func rule(_ token: Token) -> MathNode? {
    let raise = rawBracketed().flatMap { Length.em($0.tokens.source) } ?? 0
    let width = length(of: token)
    let height = length(of: token)
    let rule = Annotation.rule(width: max(width, 0), height: max(height, 0), raise: raise)
    return MathNode(.annotation(rule), at: reach(from: token))
  }

  /// The form for displays; the others are read and dropped.
  mutating func mathChoice(_ token: Token) -> MathNode? {
    let display = argument(of: token)
    for _ in 0..<3 { _ = argument(of: token) }
    return MathNode(display.kind, at: reach(from: token))
  }

  /// A style over an argument that is text.
  mutating func styledText(_ style: Style, _ token: Token) -> MathNode? {
    guard let text = text(token, font: nil) else { return nil }
    return MathNode(.styled(style, text), at: text.range)
  }

  mutating func colorBox(_ token: Token) -> MathNode? {
    let color = name(of: token)
    return styledText(.background(color, frame: nil), token)
  }

  /// `\fcolorbox{frame}{background}{text}`
  mutating func framedColorBox(_ token: Token) -> MathNode? {
    let frame = name(of: token)
    let color = name(of: token)
    return styledText(.background(color, frame: frame), token)
  }

  // MARK: - Brackets around an argument

  /// `\braket{x|y}` with brackets as they are.
  mutating func ket(_ left: String, _ right: String, _ token: Token) -> MathNode? {
    composed(token) { argument in
      let place = token.range
      let isSet = left == "{"
      var nodes = argument.row.map { node in
        guard node.isBar else { return node }
        return MathNode(
          .symbol(Symbol(isSet ? "∣" : "|", isSet ? .relation : .ordinary)), at: node.range)
      }
      if isSet { nodes.insert(MathNode(.space(1 / 6), at: place), at: 0) }
      nodes.insert(MathNode(.symbol(Symbol(left, .opening)), at: place), at: 0)
      let end = nodes.last?.range.upperBound ?? place.upperBound
      if isSet { nodes.append(MathNode(.space(1 / 6), at: end..<end)) }
      nodes.append(MathNode(.symbol(Symbol(right, .closing)), at: end..<end))
      return .row(nodes)
    }
  }

  /// `\Braket{x|y}` with brackets, and bars between, as high as what they enclose.
  mutating func tallKet(_ left: String, _ right: String, _ token: Token) -> MathNode? {
    composed(token) { argument in
      let nodes = argument.row.map { node in
        node.isBar ? MathNode(.symbol(Symbol("|", .relation)), at: node.range) : node
      }
      return .fenced(open: left, nodes, close: right)
    }
  }

  /// `\angln`: an n under the actuarial angle.
  mutating func actuarialN(_ token: Token) -> MathNode? {
    let letter = MathNode(.symbol(Symbol("n", .ordinary)), at: token.range)
    return MathNode(.accent(.actuarial, letter), at: token.range)
  }

  /// `\varinjlim` and its like: `lim` with a mark.
  mutating func limit(_ mark: Accent, _ token: Token) -> MathNode? {
    MathNode(.accent(mark, MathNode(.word("lim"), at: token.range)), at: token.range)
  }
}

extension MathNode {
  fileprivate var isBar: Bool {
    guard case .symbol(let symbol) = kind else { return false }
    return symbol.code == 0x7C || symbol.code == 0x2223
  }
}
