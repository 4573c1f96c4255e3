import Diagnostics

/// Reads a formula of either dialect. Never fails: what cannot be parsed is an `.error` node with a
/// diagnostic. The result is a `.row`. `macros` grows by the definitions in the text. O(n).
package func parseMath(
  _ source: Excerpt, dialect: Dialect, macros: inout Macros
) -> (MathNode, [Diagnostic]) {
  let (tree, diagnostics) = parseMathTree(source, dialect: dialect, macros: &macros)
  return (tree.mathNode, diagnostics)
}

/// The same for a formula that is to be shown.
package func parseMathTree(
  _ source: Excerpt, dialect: Dialect, macros: inout Macros
) -> (MathTree, [Diagnostic]) {
  guard source.bytes.count <= Parser.Limit.length else {
    let range = source.range
    let whole = MathNode(.row([MathNode(.error(source.text), at: range)]), at: range)
    return (
      MathTree(whole),
      [.formulaTooLong(limit: Parser.Limit.length, at: range.lowerBound..<range.lowerBound)]
    )
  }
  return source.bytes.withUnsafeBufferPointer { bytes in
    var parser = Parser(source, bytes, dialect: dialect, macros: macros)
    let whole = parser.formula(source.range)
    parser.tree.finish(whole)
    if parser.hasDefined { macros = parser.macros }
    macros.budget.tokens -= parser.expandedTokens
    return (parser.tree, parser.diagnostics)
  }
}

/// The state of one parse. Each production is a method named for what it reads; it takes the
/// command that announced it, if any, and leaves the token behind it.
struct Parser: ~Copyable {
  typealias Node = MathTree.Node
  typealias Row = MathTree.Row
  typealias Kind = MathTree.Kind

  var macros: Macros { didSet { hasDefined = true } }
  var shadowed = ShadowedMacros()
  /// Whether the formula has added to the macros.
  private(set) var hasDefined = false
  private(set) var diagnostics: [Diagnostic] = []
  let dialect: Dialect
  /// What the innermost open construct is, and how many are open of those that a stop can end.
  var open = OpenConstructs()

  private var lexer: Lexer
  /// Tokens that come before the lexer's, last one first.
  private var pending: [Token] = []
  /// The token that was looked at but not taken, if `hasCurrent`.
  private(set) var current = Token(.end, code: 0, range: 0..<0)
  private var hasCurrent = false
  /// Whether `current` is the outcome of all macros.
  private var isExpanded = false
  let index = CommandTable.index
  /// What has been read, and the nodes of the rows that are being read, those of the innermost one last.
  var tree: MathTree
  private var nodes: [Node] = []
  private var depth = 0
  /// After a limit was hit nothing more is reported.
  private var isSilent = false
  /// Whether the lexer has come to the end, and whether something was reported since: all that is
  /// open there gives one diagnostic.
  private var isAtEnd = false
  private var hasReportedAtEnd = false
  /// Tokens that macros have produced.
  private(set) var expandedTokens = 0
  private var guesses = 0
  /// How far the tokens taken so far reach.
  private(set) var end: Int

  enum Limit {
    /// Bytes of a formula; a page of it would be 10 MB long.
    static let length = 500_000
    /// Productions within productions; real formulas stay below 20.
    static let depth = 80
    /// Tokens that macros may produce in one formula.
    static let expandedTokens = 20_000
    /// Unknown names that get a hint, which takes long to find.
    static let guesses = 16
  }

  init(
    _ source: Excerpt, _ bytes: UnsafeBufferPointer<UInt8>, dialect: Dialect, macros: Macros
  ) {
    self.macros = macros
    self.dialect = dialect
    tree = MathTree(size: bytes.count)
    nodes.reserveCapacity(32)
    lexer = Lexer(source, bytes, dialect: dialect)
    end = source.range.lowerBound
  }

  // MARK: - Tokens

  /// Makes `current` the next token, with macros replaced.
  @inline(__always)
  mutating func look() {
    if !isExpanded { lookAhead() }
  }

  private mutating func lookAhead() {
    if !hasCurrent { current = fetch() }
    if !macros.isEmpty { expandMacros() }
    hasCurrent = true
    isExpanded = true
  }

  private mutating func expandMacros() {
    while current.kind == .command, let macro = macros[current] {
      guard expand(macro, current) else { break }
      current = fetch()
    }
  }

  /// Whose turn it is with the next token.
  @inline(__always)
  mutating func peekPart() -> CommandIndex.Part {
    look()
    return current.part
  }

  /// The next token with macros replaced. Idempotent.
  mutating func peek() -> Token {
    look()
    return current
  }

  @inline(__always)
  mutating func peekKind() -> Token.Kind {
    look()
    return current.kind
  }

  @discardableResult
  mutating func take() -> Token {
    look()
    return consume()
  }

  /// Takes the token that was looked at, and leaves it at that.
  mutating func skip() {
    if current.range.upperBound > end { end = current.range.upperBound }
    (hasCurrent, isExpanded) = (false, false)
  }

  /// The next token as it stands, macro or not.
  @discardableResult
  mutating func takeRaw() -> Token {
    if !hasCurrent { current = fetch() }
    return consume()
  }

  /// Puts tokens before the next one; they are read in the order given.
  mutating func put(back tokens: [Token]) {
    if hasCurrent { pending.append(current) }
    (hasCurrent, isExpanded) = (false, false)
    pending.append(contentsOf: tokens.reversed())
  }

  private mutating func consume() -> Token {
    skip()
    return current
  }

  private mutating func fetch() -> Token {
    if !pending.isEmpty, let token = pending.popLast() { return token }
    let token = lexer.next()
    if token.kind == .end { isAtEnd = true }
    return token
  }

  /// What the next token does, if it is a known command.
  mutating func peekCommand() -> Command? {
    look()
    return current.row >= 0 ? index.command(of: current.row) : nil
  }

  /// What row the next token ends, if it ends any.
  mutating func peekStop() -> Stop? {
    look()
    guard current.part == .stop else { return nil }
    switch current.kind {
    case .end: return .end
    case .close: return .close
    case .ampersand: return .ampersand
    case .dollar: return .dollar
    case .character: return current.code == 0x5D ? .bracket : .at
    default:
      if case .stop(let stop) = index.command(of: current.row) { return stop }
      return nil
    }
  }

  func command(of token: Token) -> Command? {
    token.row >= 0 ? index.command(of: token.row) : nil
  }

  /// A name in braces that stands in the source as such, if it comes next.
  mutating func bracedName() -> String? {
    guard !hasCurrent, pending.isEmpty, let name = lexer.bracedName() else { return nil }
    end = max(end, lexer.offset)
    return name
  }

  /// Text that stands in the source as such up to a closing brace, if it comes next.
  mutating func plainText() -> String? {
    guard !hasCurrent, pending.isEmpty, let text = lexer.plainText() else { return nil }
    end = max(end, lexer.offset)
    return text
  }

  /// Takes the brace before which `plainText` stopped.
  mutating func skipClosingBrace() { takeRaw() }

  /// `{…}` as it stands in the source. In the body of a macro, where there is no source, its tokens.
  mutating func verbatimGroup() -> String? {
    guard !hasCurrent, pending.isEmpty else { return rawArgument()?.tokens.source }
    guard let text = lexer.verbatimGroup() else { return rawArgument()?.tokens.source }
    end = max(end, lexer.offset)
    return text
  }

  /// `|…|` as it stands in the source, with any character for the bar.
  mutating func verbatim() -> String? {
    guard !hasCurrent, pending.isEmpty, let text = lexer.verbatim() else { return nil }
    end = max(end, lexer.offset)
    return text
  }

  // MARK: - Nodes

  /// A row is read by pushing its nodes behind those of the rows around it: `startRow`, `push`,
  /// then `endRow`. One array serves all of them.
  func startRow() -> Int { nodes.count }

  mutating func push(_ node: Node) { nodes.append(node) }

  mutating func endRow(_ start: Int) -> Row {
    start < nodes.count ? tree.addRow(of: &nodes, from: start) : .empty
  }

  /// The only node of the row that began at `start`.
  mutating func endSingleton(_ start: Int) -> Node? {
    nodes.count == start + 1 ? nodes.popLast() : nil
  }

  // MARK: - Diagnostics

  mutating func report(_ diagnostic: Diagnostic) {
    guard !isSilent, !hasReportedAtEnd else { return }
    hasReportedAtEnd = isAtEnd
    diagnostics.append(diagnostic)
  }

  /// Whether to look for the name that was meant; false after a number of times.
  mutating func canGuess() -> Bool {
    guesses += 1
    return guesses <= Limit.guesses
  }

  /// Reports a limit and gives up on the rest, which becomes one error node.
  private mutating func abandon(_ diagnostic: Diagnostic) -> Node {
    report(diagnostic)
    isSilent = true
    var rest: [Token] = []
    while peekKind() != .end { rest.append(takeRaw()) }
    let start = rest.first?.range.lowerBound ?? end
    return errorNode(rest.source, at: start..<max(start, end))
  }

  /// Runs `body` one level deeper, unless that is too deep.
  mutating func nested(_ body: (inout Parser) -> Node?) -> Node? {
    guard depth < Limit.depth else {
      return abandon(.nestingTooDeep(limit: Limit.depth, at: peek().range))
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  // MARK: - Macros

  /// Puts what a macro stands for before the next token, nothing for nil; false if a limit does not allow it.
  mutating func put(
    _ macro: Macro?, _ arguments: [[Token]], at range: SourceRange, _ use: Token
  ) -> Bool {
    // Before it is made: `#1#1…` with a long argument would not fit into memory.
    spend((macro?.size(with: arguments) ?? 0) + 1)
    guard mayExpand(use) else { return false }
    guard let macro else { return true }
    let body = macro.body(arguments, at: range, spaceBefore: use.spaceBefore)
    pending.append(contentsOf: body.reversed())
    return true
  }

  mutating func spend(_ tokens: Int) { expandedTokens += tokens }

  /// Whether the limits of expansions are not yet reached; reports it if one is, and drops what the
  /// macros have piled up: only `use` itself is shown.
  mutating func mayExpand(_ use: Token) -> Bool {
    let isInFormula = expandedTokens < Limit.expandedTokens
    if isInFormula, expandedTokens < macros.budget.tokens { return true }
    report(
      isInFormula
        ? .tooManyExpansions(limit: Macros.Budget.tokensOfNote, at: use.range)
        : .tooManyExpansions(of: use.source, at: use.range))
    isSilent = true
    pending.removeAll()
    return false
  }
}
