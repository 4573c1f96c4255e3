import Diagnostics

extension Parser {
  /// A group or one atom. A group of one node is that node; a number gives its first digit only,
  /// as in TeX: `\frac12`.
  mutating func argument(of command: Token) -> Node {
    switch peekKind() {
    case .open: return nested { $0.groupArgument() } ?? missing(command)
    case .letter where current.code < 0x80: return letter()
    case .superscript, .subscript, .prime, .superscriptRun, .subscriptRun: return missing(command)
    case .number where dialect == .tex || command.kind == .command: splitNumber()
    default: break
    }
    guard peekPart() != .stop || peekStop()?.isAtom == true, let atom = atom() else {
      return missing(command)
    }
    return unwrapped(atom)
  }

  /// `{…}` without a node of its own where there is only one in it.
  private mutating func groupArgument() -> Node {
    let start = startRow()
    let brace = current.range
    skip()
    let range = readGroup(brace)
    if let only = endSingleton(start) { return only }
    let row = endRow(start)
    return node(.row(row), at: range)
  }

  private mutating func missing(_ command: Token) -> Node {
    let place = command.range.upperBound..<command.range.upperBound
    report(.missingArgument(of: command.source, at: place))
    return errorNode("", at: place)
  }

  /// Leaves the first digit of the number that comes next, and the rest behind it.
  private mutating func splitNumber() {
    let number = peek()
    guard number.code == 0, number.text.utf8.count > 1, number.text.first != "." else { return }
    let count = number.text.utf8.count
    takeRaw()
    put(back: [
      Token(
        kind: .number, text: String(number.text.prefix(1)), range: number.range(of: 0..<1),
        spaceBefore: number.spaceBefore),
      Token(
        kind: .number, text: String(number.text.dropFirst()), range: number.range(of: 1..<count)),
    ])
  }

  /// `[ … ]` as a row, if it follows.
  mutating func optionalArgument() -> Node? {
    guard peek().isCharacter("[") else { return nil }
    return nested { parser in
      let bracket = parser.take()
      let outer = parser.open.push(.optional)
      let nodes = parser.row()
      parser.open = outer
      var range = bracket.range.union(parser.span(nodes, bracket.range.upperBound))
      if parser.peek().isCharacter("]") {
        range = range.union(parser.take().range)
      } else {
        parser.report(.unclosedBracket(at: bracket.range))
      }
      return parser.unwrapped(parser.node(.row(nodes), at: range))
    }
  }

  // MARK: - Tokens that are not parsed

  /// The tokens of a group, or the one token that comes next; nil at the end of a row.
  mutating func rawArgument() -> (tokens: [Token], range: SourceRange)? {
    let first = takeRaw()
    switch first.kind {
    case .open: return rawGroup(first, until: .close)
    case .close, .end:
      put(back: [first])
      return nil
    default: return ([first], first.range)
    }
  }

  /// The tokens of `[ … ]`, if it follows.
  mutating func rawBracketed() -> (tokens: [Token], range: SourceRange)? {
    let first = takeRaw()
    guard first.isCharacter("[") else {
      put(back: [first])
      return nil
    }
    return rawGroup(first, until: nil)
  }

  /// Up to the brace or, for nil, the bracket that closes; reports the opening one if none does.
  private mutating func rawGroup(
    _ opening: Token, until closing: Token.Kind?
  ) -> (tokens: [Token], range: SourceRange) {
    var tokens: [Token] = []
    var depth = 0
    while true {
      let token = takeRaw()
      if token.kind == .end || (closing == nil && depth == 0 && token.kind == .close) {
        report(
          closing == nil
            ? .unclosedBracket(at: opening.range) : .unbalancedBrace(at: opening.range))
        put(back: [token])
        break
      }
      if depth == 0, closing.map({ token.kind == $0 }) ?? token.isCharacter("]") {
        return (tokens, opening.range.union(token.range))
      }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      tokens.append(token)
    }
    return (tokens, opening.range.union(tokens.last?.range ?? opening.range))
  }

  /// The source of an argument that is a name, a colour or a length.
  mutating func name(of command: Token) -> String {
    guard let argument = rawArgument() else {
      _ = missing(command)
      return ""
    }
    return argument.tokens.source
  }
}
