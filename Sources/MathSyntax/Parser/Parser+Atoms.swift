import Diagnostics

extension Parser {
  /// One symbol, number, word, group or command with its arguments; nil if it shows nothing.
  mutating func atom() -> Node? {
    nested { $0.shallowAtom() }
  }

  private mutating func shallowAtom() -> Node? {
    look()
    let range = current.range
    switch current.kind {
    case .letter: return letter()
    case .number:
      let digits = current.code == 0 ? tree.add(current.text) : tree.add(ascii: current.code)
      skip()
      return node(.number(digits), at: range)
    case .character where current.code > 0 && current.code < 0x7E: return letter()
    case .open:
      skip()
      let start = startRow()
      let whole = readGroup(range)
      let row = endRow(start)
      return node(.row(row), at: whole)
    case _ where current.part == .symbol:
      let symbol = index.symbol(of: current.row)
      skip()
      return node(.symbol(symbol), at: range)
    default: return longAtom(take())
    }
  }

  /// An ASCII character.
  mutating func letter() -> Node {
    let node = node(.symbol(index.ascii(current.code)), at: current.range)
    skip()
    return node
  }

  private mutating func longAtom(_ token: Token) -> Node? {
    switch token.kind {
    case .word: return word(token)
    case .letter, .number, .character: return character(token)
    case .command, .primitive:
      guard let command = command(of: token) else { return unknown(token) }
      return run(command, token)
    case .parameter, .invalid, .dollar:
      report(.unexpectedCharacter(token.source, at: token.range))
      return errorNode(token.source, at: token.range)
    case .end, .open, .close, .superscript, .subscript, .ampersand, .prime, .subscriptRun,
      .superscriptRun:
      return errorNode(token.source, at: token.range)
    }
  }

  private mutating func run(_ command: Command, _ token: Token) -> Node? {
    switch command {
    case .symbol(let symbol): return node(.symbol(symbol), at: token.range)
    case .word(let word): return wordNode(word, at: token.range)
    case .space(let width): return node(.space(width), at: token.range)
    case .accent(let accent):
      return composed(token) { .accent(accent, $0) }
    case .font(let font):
      let content = argument(of: token)
      return node(over(font, content), at: reach(from: token))
    case .fontSwitch(let font):
      let content = rest(token)
      return node(over(font, unwrapped(content)), at: token.range.union(self.range(content)))
    case .styleSwitch(let style): return rest(token, in: style)
    case .fraction(let style):
      // `\cfrac[l]`: where a numerator stands, which is in the middle here.
      if style == .continued { _ = rawBracketed() }
      let numerator = argument(of: token)
      return composed(token) { .fraction(numerator, over: $0, style) }
    case .ignored, .limits, .line: return nil
    case .partialLine:
      _ = rawArgument()
      return nil
    case .parse(let handler): return handler(&self, token)
    case .infix, .bareInfix, .stop: return errorNode(token.source, at: token.range)
    }
  }

  /// A node from `token` to its last argument, which comes next.
  mutating func composed(_ token: Token, _ kind: (Node) -> Kind) -> Node {
    let last = argument(of: token)
    return node(kind(last), at: reach(from: token))
  }

  /// From `token` to what was taken last.
  func reach(from token: Token) -> SourceRange {
    token.range.lowerBound..<max(end, token.range.upperBound)
  }

  private mutating func unknown(_ token: Token) -> Node {
    let nearest = canGuess() ? nearestCommand(to: token.text) : nil
    report(.unknownCommand(token.text, nearest: nearest, at: token.range))
    return errorNode(token.source, at: token.range)
  }

  /// Pushes the nodes of `{ … }` from behind its opening brace; returns the range with the braces.
  mutating func readGroup(_ brace: SourceRange) -> SourceRange {
    let outer = open.push(.group)
    let hidden = shadowed.count
    readRow()
    open = outer
    defer { restoreMacros(to: hidden) }
    let range = brace.lowerBound..<max(end, brace.upperBound)
    guard peekKind() == .close else {
      report(.unbalancedBrace(at: brace))
      return range
    }
    skip()
    return range.lowerBound..<max(end, range.upperBound)
  }

  // MARK: - Characters

  private mutating func character(_ token: Token) -> Node {
    let (base, marks) = token.splitMarks
    var letter = letter(base, token.range)
    // Each one is a level of the tree; letters have at most three.
    for mark in marks.prefix(8) { letter = node(.accent(mark, letter), at: token.range) }
    return letter
  }

  /// A character as a symbol, or as a letter in a font if Unicode has one of its own for that.
  private mutating func letter(_ text: String, _ range: SourceRange) -> Node {
    if text.onlyCode == 0x7E {
      let tilde = Kind.symbol(Symbol("∼", .relation))
      return node(dialect == .plain ? tilde : .space(0.25), at: range)
    }
    // A sign that takes in what follows it: in plain text as the word for it does.
    if dialect == .plain, text == "√" { return wordNode("sqrt", at: range) }
    guard let (font, letter) = MathAlphabet.letter(text) else {
      return node(.symbol(symbol(for: text)), at: range)
    }
    let plain = node(.symbol(symbol(for: letter)), at: range)
    return node(.font(font, plain), at: range)
  }

  func symbol(for character: String) -> Symbol {
    CommandTable.symbol(of: character) ?? Symbol(character, .ordinary)
  }

  // MARK: - Words of plain text

  private mutating func word(_ token: Token) -> Node {
    if let symbol = plainSymbol(token.text) { return node(.symbol(symbol), at: token.range) }
    return wordNode(token.text, at: token.range)
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
