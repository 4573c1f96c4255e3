import Diagnostics

extension Parser {
  /// `\dbinom` and `\tbinom`: a binomial coefficient in a style of its own.
  mutating func binomial(_ style: Style, _ token: Token) -> MathNode? {
    let above = argument(of: token)
    return composed(token) { below in
      let range = above.range.union(below.range)
      return .styled(style, MathNode(.fraction(above, over: below, .binomial), at: range))
    }
  }

  /// `\genfrac{(}{)}{0pt}{style}{above}{below}`; an empty thickness is a bar of the usual one.
  mutating func generalFraction(_ token: Token) -> MathNode? {
    let left = optionalDelimiter(of: token)
    let right = optionalDelimiter(of: token)
    let thickness = rawArgument()?.tokens.source ?? ""
    let style = rawArgument()?.tokens.source ?? ""
    let above = argument(of: token)
    let below = argument(of: token)
    let range = reach(from: token)
    var fraction = MathNode(.fraction(above, over: below, .normal), at: range)
    let bar = Length.em(thickness)
    if let bar, bar > 0 { fraction = fraction.withBar(bar) }
    if bar == 0 {
      fraction = bareFraction(above, below, left, right, at: range)
    } else if !left.isEmpty || !right.isEmpty {
      fraction = MathNode(.fenced(open: left, [fraction], close: right), at: range)
    }
    let styles: [String: Style] = ["0": .display, "1": .text, "2": .script, "3": .scriptscript]
    return styles[style].map { MathNode(.styled($0, fraction), at: range) } ?? fraction
  }

  /// One above the other without a bar. No fraction: nothing is divided.
  func bareFraction(
    _ above: MathNode, _ below: MathNode, _ left: String, _ right: String, at range: SourceRange
  ) -> MathNode {
    let rows = [above, below].map { [MathNode(.row($0.row), at: $0.range)] }
    let grid = MathNode(.grid(Grid(environment: "atop", columns: "", rows: rows)), at: range)
    if left.isEmpty, right.isEmpty { return grid }
    return MathNode(.fenced(open: left, [grid], close: right), at: range)
  }

  /// A delimiter in braces, which may be empty.
  private mutating func optionalDelimiter(of command: Token) -> String {
    guard let argument = rawArgument() else { return "" }
    guard let token = argument.tokens.first else { return "" }
    put(back: [token])
    return delimiter(of: command)
  }
}
