import Diagnostics

extension Parser {
  mutating func root(_ token: Token) -> Node? {
    let degree = optionalArgument()
    return composed(token) { .root($0, degree: degree) }
  }

  mutating func overset(_ token: Token) -> Node? {
    let label = argument(of: token)
    return composed(token) { .stack($0, over: label, under: nil) }
  }

  mutating func underset(_ token: Token) -> Node? {
    let label = argument(of: token)
    return composed(token) { .stack($0, over: nil, under: label) }
  }

  mutating func labelledArrow(_ arrow: String, _ token: Token) -> Node? {
    let under = optionalArgument()
    let arrow = symbolNode(arrow, .relation, size: .wide, at: token.range)
    return composed(token) { .stack(arrow, over: $0, under: under) }
  }

  /// `\dots`: in the middle of the line between operators, on it elsewhere.
  mutating func dots(_ token: Token) -> Node? {
    let character: String =
      switch peekSymbol()?.role {
      case .binary, .relation, .largeOperator: "⋯"
      default: "…"
      }
    return node(.symbol(Symbol(character, .ordinary)), at: token.range)
  }

  /// The symbol that the next token is.
  private mutating func peekSymbol() -> Symbol? {
    switch peekPart() {
    case .symbol: index.symbol(of: current.row)
    case .atom where current.kind == .character: symbol(for: current.text)
    default: nil
    }
  }

  /// `\R` is `\mathbb{R}`, unless a macro says otherwise.
  mutating func numberSet(_ letter: String, _ token: Token) -> Node? {
    let symbol = node(.symbol(Symbol(letter, .ordinary)), at: token.range)
    return node(.font(.blackboard, symbol), at: token.range)
  }

  mutating func styled(_ style: Style, _ token: Token) -> Node? {
    let content = argument(of: token)
    return styledNode(style, content, at: reach(from: token))
  }

  /// `\color{red}{x}`, or `\color{red}` for the rest of the group.
  mutating func color(_ token: Token) -> Node? {
    let color = name(of: token)
    if peek().kind == .open { return styled(.color(color), token) }
    return rest(token, in: .color(color))
  }

  mutating func textColor(_ token: Token) -> Node? {
    let color = name(of: token)
    return styled(.color(color), token)
  }

  /// The argument alone.
  mutating func group(_ token: Token) -> Node? {
    let content = argument(of: token)
    return node(kind(content), at: reach(from: token))
  }

  /// `\mathrel{…}`: a symbol of another class; more than one node stays as it is.
  mutating func withRole(_ role: Symbol.Role, _ token: Token) -> Node? {
    let argument = argument(of: token)
    let kind = symbol(argument).map { Kind.symbol(Symbol($0.character, role)) }
    return node(kind ?? self.kind(argument), at: reach(from: token))
  }

  mutating func largeOperator(_ token: Token) -> Node? {
    let argument = argument(of: token)
    guard let symbol = symbol(argument) else {
      return styledNode(.limits, argument, at: reach(from: token))
    }
    return symbolNode(symbol.character, .largeOperator, at: reach(from: token))
  }

  /// `\not=` is `≠`; where Unicode has no such character, the symbol gets a slash.
  mutating func negation(_ token: Token) -> Node? {
    let argument = argument(of: token)
    guard let symbol = symbol(argument) else {
      return node(kind(argument), at: reach(from: token))
    }
    let struck = symbol.character + "\u{338}"
    let negated = CommandTable.symbol(of: struck) ?? Symbol(struck, symbol.role)
    return node(.symbol(negated), at: reach(from: token))
  }

  mutating func length(_ token: Token) -> Node? {
    if peek().isCharacter("*") { take() }
    let source = length()
    guard let width = Length.em(source) else {
      reportLength(source, of: token)
      return nil
    }
    return node(.space(width), at: reach(from: token))
  }

  /// The source of a length, in braces or free: `\kern-3mu` is a sign, a number and two letters.
  mutating func length() -> String {
    if peekKind() == .open { return rawArgument()?.tokens.source ?? "" }
    var source = ""
    if peek().isCharacter("-") { source += take().text }
    if peekKind() == .number { source += take().text }
    while source.utf8.count < 12, peekKind() == .letter, !peek().spaceBefore, !source.isUnit {
      source += take().text
    }
    return source
  }

  /// The length in em that the next argument is; reports one that is none, and gives 0.
  mutating func length(of token: Token) -> Double {
    let source = length()
    if let width = Length.em(source) { return width }
    reportLength(source, of: token)
    return 0
  }

  private mutating func reportLength(_ source: String, of token: Token) {
    let range = reach(from: token)
    report(
      source.isEmpty
        ? .missingArgument(of: token.source, at: range) : .badLength(source, at: range))
  }
}

extension String {
  /// Whether it ends in the two letters of a unit.
  fileprivate var isUnit: Bool {
    utf8.suffix(2).allSatisfy(MathSyntax.isLetter) && utf8.suffix(2).count == 2
  }
}

/// TeX's units of length.
enum Length {
  /// `1.5pt` in em, an em being 10 pt; nil if it is no length.
  static func em(_ source: String) -> Double? {
    let text = source.filter { $0 != " " }
    guard text.utf8.count > 2, let size = unit[String(text.suffix(2))],
      let value = Double(text.dropLast(2)), value.isFinite
    else { return nil }
    return min(max(value * size, -100), 100)
  }

  private static let unit: [String: Double] = [
    "em": 1, "mu": 1 / 18, "ex": 0.43, "pt": 0.1, "bp": 0.100375, "px": 0.075, "cm": 2.845,
    "mm": 0.2845, "in": 7.227, "pc": 1.2, "sp": 0.1 / 65536, "dd": 0.107, "cc": 1.284,
  ]
}
