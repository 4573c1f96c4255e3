import Diagnostics

extension Parser {
  /// `\phantom`, `\vphantom`, `\hphantom`: what the argument would take of room.
  mutating func strut(_ extent: Annotation.Extent, _ token: Token) -> Node? {
    composed(token) { .strut($0, extent) }
  }

  /// `\mathstrut`: as high and deep as a parenthesis.
  mutating func parenthesisStrut(_ token: Token) -> Node? {
    let parenthesis = symbolNode("(", .opening, at: token.range)
    return node(.strut(parenthesis, .height), at: token.range)
  }

  /// `\smash[t]{…}` takes the height away, `[b]` the depth, and neither both.
  mutating func smash(_ token: Token) -> Node? {
    let side = rawBracketed()?.tokens.source ?? ""
    let style = Style.smashed(height: side != "b", depth: side != "t")
    return styled(style, token)
  }

  /// `\raisebox{1em}{text}`
  mutating func raiseBox(_ token: Token) -> Node? {
    let height = length(of: token)
    return styledText(.raised(height), token)
  }

  /// `\rule[raise]{width}{height}`
  mutating func rule(_ token: Token) -> Node? {
    let raise = rawBracketed().flatMap { Length.em($0.tokens.source) } ?? 0
    let width = length(of: token)
    let height = length(of: token)
    let rule = Annotation.rule(width: max(width, 0), height: max(height, 0), raise: raise)
    return annotationNode(rule, at: reach(from: token))
  }

  /// The form for displays; the others are read and dropped.
  mutating func mathChoice(_ token: Token) -> Node? {
    let display = argument(of: token)
    for _ in 0..<3 { _ = argument(of: token) }
    return node(kind(display), at: reach(from: token))
  }

  /// A style over an argument that is text.
  mutating func styledText(_ style: Style, _ token: Token) -> Node? {
    guard let text = text(token, font: nil) else { return nil }
    return styledNode(style, text, at: range(text))
  }

  mutating func colorBox(_ token: Token) -> Node? {
    let color = name(of: token)
    return styledText(.background(color, frame: nil), token)
  }

  /// `\fcolorbox{frame}{background}{text}`
  mutating func framedColorBox(_ token: Token) -> Node? {
    let frame = name(of: token)
    let color = name(of: token)
    return styledText(.background(color, frame: frame), token)
  }

  // MARK: - Brackets around an argument

  /// `\braket{x|y}` with brackets as they are.
  mutating func ket(_ left: String, _ right: String, _ token: Token) -> Node? {
    let argument = argument(of: token)
    let place = token.range
    let isSet = left == "{"
    let bar = isSet ? Symbol("∣", .relation) : Symbol("|", .ordinary)
    var nodes = tree.row(of: argument).map { withBars($0, bar) }
    if isSet { nodes.insert(node(.space(1 / 6), at: place), at: 0) }
    nodes.insert(symbolNode(left, .opening, at: place), at: 0)
    let end = nodes.last.map { range($0).upperBound } ?? place.upperBound
    if isSet { nodes.append(node(.space(1 / 6), at: end..<end)) }
    nodes.append(symbolNode(right, .closing, at: end..<end))
    return rowNode(nodes, at: reach(from: token))
  }

  /// `\Braket{x|y}` with brackets, and bars between, as high as what they enclose.
  mutating func tallKet(_ left: String, _ right: String, _ token: Token) -> Node? {
    let argument = argument(of: token)
    let bar = Symbol("|", .relation)
    let nodes = tree.row(of: argument).map { withBars($0, bar) }
    let row = tree.add(nodes)
    return node(
      .fenced(open: left.onlyCode, row, close: right.onlyCode), at: reach(from: token))
  }

  /// `\angln`: an n under the actuarial angle.
  mutating func actuarialN(_ token: Token) -> Node? {
    let letter = symbolNode("n", at: token.range)
    return node(.accent(.actuarial, letter), at: token.range)
  }

  /// `\varinjlim` and its like: `lim` with a mark.
  mutating func limit(_ mark: Accent, _ token: Token) -> Node? {
    let lim = wordNode("lim", at: token.range)
    return node(.accent(mark, lim), at: token.range)
  }

  /// `bar` in the place of a bar.
  private mutating func withBars(_ node: Node, _ bar: Symbol) -> Node {
    guard let symbol = symbol(node), symbol.code == 0x7C || symbol.code == 0x2223 else {
      return node
    }
    return self.node(.symbol(bar), at: range(node))
  }
}
