import Diagnostics

extension Parser {
  /// `\text{ … }`; `$…$` in it is a formula again.
  mutating func text(_ token: Token, font: Font?) -> MathNode? {
    var pieces: [MathNode] = []
    let isGroup = peek().kind == .open
    guard isGroup else {
      let argument = argument(of: token)
      guard let letters = argument.letters else { return argument }
      return MathNode(.text(letters), at: reach(from: token))
    }
    let brace = take()
    let outer = open.push(.group)
    textPieces(brace, into: &pieces)
    open = outer
    let range = token.range.lowerBound..<max(end, span(pieces, brace.range.upperBound).upperBound)
    let content: MathNode.Kind =
      switch pieces.count {
      case 0: .text("")
      case 1: pieces[0].kind
      default: .row(pieces)
      }
    guard let font else { return MathNode(content, at: range) }
    return MathNode(.font(font, MathNode(content, at: range)), at: range)
  }

  /// What stands between the braces, the closing one taken.
  private mutating func textPieces(_ brace: Token, into pieces: inout [MathNode]) {
    if let text = plainText() {
      skipClosingBrace()
      return pieces.append(MathNode(.text(text), at: brace.range.upperBound..<(end - 1)))
    }
    var run = TextRun(start: brace.range.upperBound)
    var depth = 0
    while true {
      let token = takeRaw()
      if token.kind == .end || (token.kind == .close && depth == 0) {
        if token.spaceBefore { run.append(" ", token.range) }
        run.flush(into: &pieces)
        if token.kind == .end { report(.unbalancedBrace(at: brace.range)) }
        if token.kind == .end { put(back: [token]) }
        return
      }
      if token.spaceBefore { run.append(" ", token.range.lowerBound..<token.range.lowerBound) }
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .dollar:
        run.flush(into: &pieces)
        if let formula = textFormula(token) { pieces.append(formula) }
        run = TextRun(start: end)
      case .command where TextFonts.knows(token.text):
        run.flush(into: &pieces)
        if let inner = nested({ $0.text(token, font: TextFonts.byName[token.text]) }) {
          pieces.append(inner)
        }
        run = TextRun(start: end)
      case .command: run.append(textCommand(token), token.range)
      default: run.append(token.kind == .parameter ? token.source : token.text, token.range)
      }
    }
  }

  /// The characters of a command in text, an accent with its letter.
  private mutating func textCommand(_ token: Token) -> String {
    if token.text == "verb" { return verbatim() ?? "" }
    guard let mark = TextCharacters.accents[token.text] ?? TextCharacters.symbolAccents[token.text]
    else { return TextCharacters.character(token.text) ?? "" }
    return accented(mark)
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
  mutating func textAccent(_ mark: String, _ token: Token) -> MathNode? {
    let text = accented(mark)
    return MathNode(.text(text), at: reach(from: token))
  }

  /// `\verb|…|`
  mutating func verbatimText(_ token: Token) -> MathNode? {
    guard let text = verbatim() else {
      report(.missingArgument(of: token.source, at: token.range))
      return MathNode(.error(token.source), at: token.range)
    }
    return typewriter(text, reach(from: token))
  }

  /// `\url{…}`
  mutating func address(_ token: Token) -> MathNode? {
    let text = verbatimGroup() ?? ""
    return typewriter(text, reach(from: token))
  }

  private func typewriter(_ text: String, _ range: SourceRange) -> MathNode {
    MathNode(.font(.typewriter, MathNode(.text(text), at: range)), at: range)
  }

  /// `$ … $` in text, from behind its opening dollar.
  private mutating func textFormula(_ dollar: Token) -> MathNode? {
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
      return MathNode(.row(nodes), at: range)
    }
  }

  // MARK: - Words

  /// `\operatorname{softmax}`, starred where its scripts stand under it.
  mutating func operatorName(_ token: Token, withLimits: Bool = false) -> MathNode? {
    var withLimits = withLimits
    if peek().isCharacter("*") {
      take()
      withLimits = true
    }
    let argument = argument(of: token)
    let kind = argument.letters.map(MathNode.Kind.word) ?? .font(.roman, argument)
    let word = MathNode(kind, at: reach(from: token))
    return withLimits ? MathNode(.styled(.limits, word), at: word.range) : word
  }

  /// `\textrm{softmax}` is a word like `\mathrm{softmax}`; anything longer is prose.
  mutating func romanText(_ token: Token) -> MathNode? {
    guard let node = text(token, font: nil) else { return nil }
    guard case .text(let text) = node.kind, !text.isEmpty, text.utf8.allSatisfy(isLetter) else {
      return node
    }
    guard text.utf8.count == 1 else { return MathNode(.word(text), at: node.range) }
    let letter = MathNode(.symbol(Symbol(text, .ordinary)), at: node.range)
    return MathNode(.font(.roman, letter), at: node.range)
  }

  // MARK: - About the equation

  mutating func tag(_ token: Token) -> MathNode? {
    guard peek().isCharacter("*") else { return annotation(token) { .tag($0) } }
    take()
    return annotation(token) { .bareTag($0) }
  }

  mutating func annotation(_ token: Token, _ make: (String) -> Annotation) -> MathNode? {
    let name = name(of: token)
    let range = reach(from: token)
    return MathNode(.annotation(make(name)), at: range)
  }

  mutating func skippedArgument(_ token: Token) -> MathNode? {
    _ = rawArgument()
    return nil
  }

  mutating func binaryModulo(_ token: Token) -> MathNode? {
    MathNode(.word("mod"), at: token.range)
  }

  /// `\pmod{n}`: a space and `(mod n)`.
  mutating func modulo(_ token: Token) -> MathNode? {
    composed(token) { argument in
      let place = token.range
      var nodes = [
        MathNode(.space(1), at: place), MathNode(.word("mod"), at: place),
        // The word has a thin space of its own behind it.
        MathNode(.space(1 / 6), at: place), argument,
      ]
      if token.text == "pod" { nodes.removeSubrange(1...2) }
      if token.text != "mod" {
        nodes.insert(MathNode(.symbol(Symbol("(", .opening)), at: place), at: 1)
        nodes.append(MathNode(.symbol(Symbol(")", .closing)), at: place))
      }
      return .row(nodes)
    }
  }
}

/// Text as it grows, with the range it came from.
private struct TextRun {
  private var text = ""
  private var range: SourceRange

  init(start: Int) { range = start..<start }

  mutating func append(_ more: String, _ place: SourceRange) {
    text += more
    range = range.union(place)
  }

  mutating func flush(into pieces: inout [MathNode]) {
    if !text.isEmpty { pieces.append(MathNode(.text(text), at: range)) }
    text = ""
  }
}

extension MathNode {
  /// The letters, digits and hyphens of a name in upright type; nil if there is anything else.
  var letters: String? {
    var name = ""
    for node in row {
      switch node.kind {
      case .symbol(let symbol) where symbol.role == .ordinary: name += symbol.character
      case .symbol(let symbol) where symbol == SymbolTables.minus || symbol.character == "*":
        name += symbol == SymbolTables.minus ? "-" : "*"
      case .number(let text), .word(let text), .text(let text): name += text
      case .space(let width): if width > 0 { name += " " }
      case .row([]): break
      default: return nil
      }
    }
    return name.isEmpty ? nil : name
  }
}

extension Font {
  /// A font over an argument: roman letters in a row are a word, in other upright fonts a word in
  /// that font.
  func over(_ argument: MathNode) -> MathNode.Kind {
    guard case .row(let nodes) = argument.kind, nodes.count > 1, let letters = argument.letters
    else {
      if self == .roman, case .word = argument.kind { return argument.kind }
      return .font(self, argument)
    }
    switch self {
    case .roman: return .word(letters)
    case .sans, .typewriter, .italic:
      return .font(self, MathNode(.word(letters), at: argument.range))
    default: return .font(self, argument)
    }
  }
}
