import Diagnostics

extension Parser {
  /// One symbol, number, word, group or command with its arguments; nil if it shows nothing.
  mutating func atom() -> MathNode? {
    nested { $0.shallowAtom() }
  }

  private mutating func shallowAtom() -> MathNode? {
    look()
    let range = current.range
    switch current.kind {
    case .letter: return letter()
    case .number:
      let digits = current.text
      skip()
      return MathNode(.number(digits), at: range)
    case .character where current.code > 0 && current.code < 0x7E: return letter()
    case .open:
      skip()
      let start = startRow()
      let whole = readGroup(range)
      return MathNode(.row(endRow(start)), at: whole)
    case _ where current.part == .symbol:
      let symbol = index.symbol(of: current.row)
      skip()
      return MathNode(.symbol(symbol), at: range)
    default: return longAtom(take())
    }
  }

  /// An ASCII character.
  mutating func letter() -> MathNode {
    let node = MathNode(.symbol(index.ascii(current.code)), at: current.range)
    skip()
    return node
  }

  private mutating func longAtom(_ token: Token) -> MathNode? {
    switch token.kind {
    case .word: return word(token)
    case .letter, .number, .character: return character(token)
    case .command, .primitive:
      guard let command = command(of: token) else { return unknown(token) }
      return run(command, token)
    case .parameter, .invalid, .dollar:
      report(.unexpectedCharacter(token.source, at: token.range))
      return MathNode(.error(token.source), at: token.range)
    case .end, .open, .close, .superscript, .subscript, .ampersand, .prime, .subscriptRun,
      .superscriptRun:
      return MathNode(.error(token.source), at: token.range)
    }
  }

  private mutating func run(_ command: Command, _ token: Token) -> MathNode? {
    switch command {
    case .symbol(let symbol): return MathNode(.symbol(symbol), at: token.range)
    case .word(let word): return MathNode(.word(word), at: token.range)
    case .space(let width): return MathNode(.space(width), at: token.range)
    case .accent(let accent):
      return composed(token) { .accent(accent, $0) }
    case .font(let font): return composed(token) { font.over($0) }
    case .fontSwitch(let font): return rest(token) { font.over($0.unwrapped) }
    case .styleSwitch(let style): return rest(token) { .styled(style, $0) }
    case .fraction(let style):
      let numerator = argument(of: token)
      return composed(token) { .fraction(numerator, over: $0, style) }
    case .ignored, .limits, .line: return nil
    case .partialLine:
      _ = rawArgument()
      return nil
    case .parse(let handler): return handler(&self, token)
    case .infix, .bareInfix, .stop: return MathNode(.error(token.source), at: token.range)
    }
  }

  /// A node from `token` to its last argument, which comes next.
  mutating func composed(_ token: Token, _ kind: (MathNode) -> MathNode.Kind) -> MathNode {
    let last = argument(of: token)
    return MathNode(kind(last), at: reach(from: token))
  }

  /// From `token` to what was taken last.
  func reach(from token: Token) -> SourceRange {
    token.range.lowerBound..<max(end, token.range.upperBound)
  }

  private mutating func unknown(_ token: Token) -> MathNode {
    let nearest = canGuess() ? nearestCommand(to: token.text) : nil
    report(.unknownCommand(token.text, nearest: nearest, at: token.range))
    return MathNode(.error(token.source), at: token.range)
  }

  /// Pushes the nodes of `{ … }` from behind its opening brace; returns the range with the braces.
  mutating func readGroup(_ brace: SourceRange) -> SourceRange {
    let outer = open.push(.group)
    readRow()
    open = outer
    let range = brace.lowerBound..<max(end, brace.upperBound)
    guard peekKind() == .close else {
      report(.unbalancedBrace(at: brace))
      return range
    }
    skip()
    return range.lowerBound..<max(end, range.upperBound)
  }

  // MARK: - Characters

  private func character(_ token: Token) -> MathNode {
    let (base, marks) = token.splitMarks
    var node = letter(base, token.range)
    // Each one is a level of the tree; letters have at most three.
    for mark in marks.prefix(8) { node = MathNode(.accent(mark, node), at: token.range) }
    return node
  }

  /// A character as a symbol, or as a letter in a font if Unicode has one of its own for that.
  private func letter(_ text: String, _ range: SourceRange) -> MathNode {
    if text.onlyCode == 0x7E {
      let tilde = MathNode.Kind.symbol(Symbol("∼", .relation))
      return MathNode(dialect == .plain ? tilde : .space(0.25), at: range)
    }
    guard let (font, letter) = MathAlphabet.letter(text) else {
      return MathNode(.symbol(symbol(for: text)), at: range)
    }
    return MathNode(.font(font, MathNode(.symbol(symbol(for: letter)), at: range)), at: range)
  }

  func symbol(for character: String) -> Symbol {
    CommandTable.symbol(of: character) ?? Symbol(character, .ordinary)
  }

  // MARK: - Words of plain text

  private mutating func word(_ token: Token) -> MathNode {
    if let symbol = plainSymbol(token.text) { return MathNode(.symbol(symbol), at: token.range) }
    return MathNode(.word(token.text), at: token.range)
  }

  /// Words that spell a symbol: Greek letters, `in`, `grad`, and `sum` with a bound index.
  private mutating func plainSymbol(_ word: String) -> Symbol? {
    switch word {
    case "in": return Symbol("∈", .relation)
    case "grad": return Symbol("∇", .ordinary)
    case "sum", "prod":
      let next = peek().kind
      guard next == .subscript || next == .superscript || next == .subscriptRun else { return nil }
      return Symbol(word == "sum" ? "∑" : "∏", .largeOperator)
    default:
      guard SymbolTables.greekNames.contains(word),
        case .symbol(let symbol)? = CommandTable.all[word]
      else { return nil }
      return symbol
    }
  }
}
