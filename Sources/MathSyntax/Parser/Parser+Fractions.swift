import Diagnostics

extension Parser {
  /// `\dbinom` and `\tbinom`: a binomial coefficient in a style of its own.
  mutating func binomial(_ style: Style, _ token: Token) -> Node? {
    let above = argument(of: token)
    let below = argument(of: token)
    let inner = range(above).union(range(below))
    let fraction = node(.fraction(above, over: below, .binomial), at: inner)
    return styledNode(style, fraction, at: reach(from: token))
  }

  /// `\genfrac{(}{)}{0pt}{style}{above}{below}`; an empty thickness is a bar of the usual one.
  mutating func generalFraction(_ token: Token) -> Node? {
    let left = optionalDelimiter(of: token)
    let right = optionalDelimiter(of: token)
    let thickness = rawArgument()?.tokens.source ?? ""
    let style = rawArgument()?.tokens.source ?? ""
    let above = argument(of: token)
    let below = argument(of: token)
    let range = reach(from: token)
    var fraction = node(.fraction(above, over: below, .normal), at: range)
    let bar = Length.em(thickness)
    if let bar, bar > 0 { fraction = withBar(bar, fraction) }
    if bar == 0 {
      fraction = bareFraction(above, below, left, right, at: range)
    } else if left != 0 || right != 0 {
      fraction = node(.fenced(open: left, tree.add([fraction]), close: right), at: range)
    }
    let styles: [String: Style] = ["0": .display, "1": .text, "2": .script, "3": .scriptscript]
    guard let style = styles[style] else { return fraction }
    return styledNode(style, fraction, at: range)
  }

  /// One above the other without a bar. No fraction: nothing is divided.
  mutating func bareFraction(
    _ above: Node, _ below: Node, _ left: UInt32, _ right: UInt32, at range: SourceRange
  ) -> Node {
    let cells = [above, below].map { rowNode(tree.row(of: $0), at: self.range($0)) }
    let grid = gridNode("atop", cells.map { tree.add([$0]) }, at: range)
    if left == 0, right == 0 { return grid }
    return node(.fenced(open: left, tree.add([grid]), close: right), at: range)
  }

  /// A delimiter in braces, which may be empty.
  private mutating func optionalDelimiter(of command: Token) -> UInt32 {
    guard let token = rawArgument()?.tokens.first else { return 0 }
    put(back: [token])
    return delimiter(of: command)
  }
}
