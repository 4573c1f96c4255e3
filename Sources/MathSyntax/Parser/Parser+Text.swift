import Diagnostics

extension Parser {
  /// `\text{ … }`; `$…$` in it is a formula again.
  mutating func text(_ token: Token, font: Font?) -> Node? {
    var pieces: [Node] = []
    let isGroup = peek().kind == .open
    guard isGroup else {
      let argument = argument(of: token)
      guard let letters = letters(argument) else { return argument }
      return textNode(letters, at: reach(from: token))
    }
    let brace = take()
    let outer = open.push(.group)
    let hidden = shadowed.count
    textPieces(brace, isCode: font == .typewriter, into: &pieces)
    open = outer
    restoreMacros(to: hidden)
    if let font, pieces.count > 1 { pieces = pieces.map { inFont(font, $0) } }
    let range = token.range.lowerBound..<max(end, span(pieces, brace.range.upperBound).upperBound)
    let content =
      switch pieces.count {
      case 0: textNode("", at: range)
      case 1: node(kind(pieces[0]), at: range)
      default: rowNode(pieces, at: range)
      }
    guard let font, pieces.count == 1 else { return content }
    return node(.font(font, content), at: range)
  }

  /// A piece of text in a font, which leaves the formulas in it alone.
  private mutating func inFont(_ font: Font, _ piece: Node) -> Node {
    guard case .text = kind(piece) else { return piece }
    return node(.font(font, piece), at: range(piece))
  }

  /// What stands between the braces, the closing one taken.
  private mutating func textPieces(_ brace: Token, isCode: Bool, into pieces: inout [Node]) {
    if let text = plainText() {
      skipClosingBrace()
      let text = isCode ? text : TextCharacters.typeset(text)
      return pieces.append(textNode(text, at: brace.range.upperBound..<(end - 1)))
    }
    var run = TextRun(start: brace.range.upperBound, isCode: isCode)
    var depth = 0
    while true {
      let token = takeRaw()
      if token.kind == .end || (token.kind == .close && depth == 0) {
        if token.spaceBefore { run.append(" ", token.range) }
        run.flush(into: &pieces, &self)
        if token.kind == .end { report(.unbalancedBrace(at: brace.range)) }
        if token.kind == .end { put(back: [token]) }
        return
      }
      if token.spaceBefore { run.append(" ", token.range.lowerBound..<token.range.lowerBound) }
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .dollar:
        run.flush(into: &pieces, &self)
        if let formula = textFormula(token) { pieces.append(formula) }
        run.restart(at: end)
      case .command, .primitive: command(token, in: &run, &pieces)
      default: run.append(typed: token.kind == .parameter ? token.source : token.text, token.range)
      }
    }
  }

  private mutating func command(_ token: Token, in run: inout TextRun, _ pieces: inout [Node]) {
    if token.kind == .command, let macro = macros[token] {
      var use = token
      // The blank before it is written already.
      use.spaceBefore = false
      if expand(macro, use) { return }
    }
    if token.text == "(", !run.hasOpenFormula {
      if closeFormula(with: token) { return }
      run.hasOpenFormula = true
    }
    if let text = textCommand(token) { return run.append(text, token.range) }
    run.flush(into: &pieces, &self)
    let isCode = run.isCode
    if let inner = nested({ $0.commandInText(token, isCode: isCode) }) { pieces.append(inner) }
    run.restart(at: end)
  }

  /// Makes dollars of `\(`, which is taken, and of the `\)` that closes it; false if none does.
  private mutating func closeFormula(with opening: Token) -> Bool {
    var tokens: [Token] = []
    var depth = 0
    while true {
      var token = takeRaw()
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      let isEnd = depth == 0 && token.kind == .command && token.text == ")"
      if isEnd { token = Token(.dollar, code: 0x24, range: token.range) }
      tokens.append(token)
      guard isEnd || token.kind == .end || depth < 0 else { continue }
      if isEnd { tokens.insert(Token(.dollar, code: 0x24, range: opening.range), at: 0) }
      put(back: tokens)
      return isEnd
    }
  }

  /// The characters of a command of text, an accent with its letter; nil for any other command.
  private mutating func textCommand(_ token: Token) -> String? {
    if token.text == "verb" { return verbatim() ?? "" }
    if let mark = TextCharacters.accents[token.text] ?? TextCharacters.symbolAccents[token.text] {
      return accented(mark)
    }
    if let text = TextCharacters.character(token.text) { return text }
    switch command(of: token) {
    case .fontSwitch, .styleSwitch, .ignored, .limits, .line, .infix, .bareInfix, .stop: return ""
    default: return nil
    }
  }

  /// Text in another font, or what belongs into formulas: shown as there, or reported.
  private mutating func commandInText(_ token: Token, isCode: Bool) -> Node? {
    if TextFonts.knows(token.text) {
      return text(token, font: TextFonts.byName[token.text] ?? (isCode ? .typewriter : nil))
    }
    put(back: [token])
    return atom()
  }

  /// The argument with `mark` behind its first character.
  private mutating func accented(_ mark: String) -> String {
    let text =
      rawArgument()?.tokens.map { token in
        token.kind == .command ? TextCharacters.character(token.text) ?? "" : token.text
      }.joined() ?? ""
    let base = text == "ı" ? "i" : text == "ȷ" ? "j" : text
    return String(base.prefix(1)) + mark + base.dropFirst()
  }

  /// `\v{c}`, `\textcircled{c}`: accents of text.
  mutating func textAccent(_ mark: String, _ token: Token) -> Node? {
    let text = accented(mark)
    return textNode(text, at: reach(from: token))
  }

  /// `\verb|…|`
  mutating func verbatimText(_ token: Token) -> Node? {
    guard let text = verbatim() else {
      report(.missingArgument(of: token.source, at: token.range))
      return errorNode(token.source, at: token.range)
    }
    return typewriter(text, reach(from: token))
  }

  /// `\url{…}`
  mutating func address(_ token: Token) -> Node? {
    let text = verbatimGroup() ?? ""
    return typewriter(text, reach(from: token))
  }

  private mutating func typewriter(_ text: String, _ range: SourceRange) -> Node {
    let text = textNode(text, at: range)
    return node(.font(.typewriter, text), at: range)
  }

  /// `$ … $` in text, from behind its opening dollar.
  private mutating func textFormula(_ dollar: Token) -> Node? {
    nested { parser in
      let outer = parser.open.push(.textMath)
      let nodes = parser.row()
      parser.open = outer
      var range = dollar.range.union(parser.span(nodes, dollar.range.upperBound))
      if parser.peekStop() == .dollar {
        range = range.union(parser.take().range)
      } else {
        parser.report(.unclosedDollar(at: dollar.range))
      }
      return parser.node(.row(nodes), at: range)
    }
  }

  // MARK: - Words

  /// `\operatorname{softmax}`, starred where its scripts stand under it.
  mutating func operatorName(_ token: Token, withLimits: Bool = false) -> Node? {
    var withLimits = withLimits
    if peek().isCharacter("*") {
      take()
      withLimits = true
    }
    let argument = argument(of: token)
    let range = reach(from: token)
    let word =
      if let letters = letters(argument) { wordNode(letters, at: range) } else {
        node(.font(.roman, argument), at: range)
      }
    return withLimits ? styledNode(.limits, word, at: range) : word
  }

  /// `\textrm{softmax}` is a word like `\mathrm{softmax}`; anything longer is prose.
  mutating func romanText(_ token: Token) -> Node? {
    guard let prose = text(token, font: nil) else { return nil }
    guard case .text(let text) = kind(prose), tree.bytes(text).allSatisfy(isLetter) else {
      return prose
    }
    let (name, range) = (tree.string(text), range(prose))
    guard name.utf8.count != 1 else {
      let letter = symbolNode(name, at: range)
      return node(.font(.roman, letter), at: range)
    }
    return name.isEmpty ? prose : wordNode(name, at: range)
  }

  // MARK: - About the equation

  mutating func tag(_ token: Token) -> Node? {
    guard peek().isCharacter("*") else { return annotation(token) { .tag($0) } }
    take()
    return annotation(token) { .bareTag($0) }
  }

  mutating func annotation(_ token: Token, _ make: (String) -> Annotation) -> Node? {
    let name = name(of: token)
    let range = reach(from: token)
    return annotationNode(make(name), at: range)
  }

  mutating func skippedArgument(_ token: Token) -> Node? {
    _ = rawArgument()
    return nil
  }

  mutating func binaryModulo(_ token: Token) -> Node? {
    wordNode("mod", at: token.range)
  }

  /// `\pmod{n}`: a space and `(mod n)`.
  mutating func modulo(_ token: Token) -> Node? {
    let argument = argument(of: token)
    let place = token.range
    var nodes = [
      node(.space(1), at: place), wordNode("mod", at: place),
      // The word has a thin space of its own behind it.
      node(.space(1 / 6), at: place), argument,
    ]
    if token.text == "pod" { nodes.removeSubrange(1...2) }
    if token.text != "mod" {
      nodes.insert(symbolNode("(", .opening, at: place), at: 1)
      nodes.append(symbolNode(")", .closing, at: place))
    }
    return rowNode(nodes, at: reach(from: token))
  }
}

/// Text as it grows, with the range it came from.
private struct TextRun {
  private var text = ""
  /// What follows as it was typed.
  private var typed = ""
  private var range: SourceRange
  let isCode: Bool
  /// A `\(` has been met that nothing closes.
  var hasOpenFormula = false

  init(start: Int, isCode: Bool) {
    range = start..<start
    self.isCode = isCode
  }

  mutating func restart(at start: Int) { range = start..<start }

  mutating func append(_ more: String, _ place: SourceRange) {
    typeset()
    text += more
    range = range.union(place)
  }

  /// Characters of which some are typed for others.
  mutating func append(typed more: String, _ place: SourceRange) {
    typed += more
    range = range.union(place)
  }

  private mutating func typeset() {
    if typed.isEmpty { return }
    text += isCode ? typed.replacing("~", with: " ") : TextCharacters.typeset(typed)
    typed = ""
  }

  mutating func flush(into pieces: inout [MathTree.Node], _ parser: inout Parser) {
    typeset()
    if !text.isEmpty { pieces.append(parser.textNode(text, at: range)) }
    text = ""
  }
}

extension Parser {
  /// A font over an argument: roman letters in a row are a word, in other upright fonts a word in
  /// that font.
  mutating func over(_ font: Font, _ argument: Node) -> Kind {
    guard case .row(let nodes) = kind(argument), nodes.count > 1, let letters = letters(argument)
    else {
      if font == .roman, case .word = kind(argument) { return kind(argument) }
      return .font(font, argument)
    }
    switch font {
    case .roman: return .word(tree.add(letters))
    case .sans, .typewriter, .italic:
      return .font(font, wordNode(letters, at: range(argument)))
    default: return .font(font, argument)
    }
  }
}
