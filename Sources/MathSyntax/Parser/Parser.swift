import Diagnostics

/// Reads a formula of either dialect. Never fails: what cannot be parsed is an `.error` node with a
/// diagnostic. The result is a `.row`. `macros` grows by the definitions in the text. O(n).
package func parseMath(
  _ source: Excerpt, dialect: Dialect, macros: inout Macros
) -> (MathNode, [Diagnostic]) {
  var parser = Parser(source, dialect: dialect, macros: macros)
  let node = parser.formula(source.range)
  macros = parser.macros
  return (node, parser.diagnostics)
}

/// The state of one parse. Each production is a method named for what it reads; it takes the
/// command that announced it, if any, and leaves the token behind it.
struct Parser {
  var macros: Macros
  private(set) var diagnostics: [Diagnostic] = []
  let dialect: Dialect
  /// What the innermost open construct is, and how many are open of those that a stop can end.
  var open = OpenConstructs()

  private var lexer: Lexer
  /// Tokens that come before the lexer's, last one first.
  private var pending: [Token] = []
  private var current: Token?
  /// What `current` does, where it is a command.
  private var command: Command?
  private let commands = CommandTable.all
  private var depth = 0
  /// After a limit was hit nothing more is reported.
  private var isSilent = false
  /// Whether the lexer has come to the end, and whether something was reported since: all that is
  /// open there gives one diagnostic.
  private var isAtEnd = false
  private var hasReportedAtEnd = false
  private var expansionBudget = Limit.expandedTokens
  private var guesses = 0
  /// How far the tokens taken so far reach.
  private(set) var end: Int

  enum Limit {
    /// Productions within productions; real formulas stay below 20.
    static let depth = 80
    /// Tokens that macros may produce in one formula.
    static let expandedTokens = 20_000
    /// Unknown names that get a hint, which takes long to find.
    static let guesses = 16
  }

  init(_ source: Excerpt, dialect: Dialect, macros: Macros) {
    self.macros = macros
    self.dialect = dialect
    lexer = Lexer(source, dialect: dialect)
    end = source.range.lowerBound
  }

  // MARK: - Tokens

  /// The next token with macros replaced. Idempotent.
  mutating func peek() -> Token {
    if let current { return current }
    var token = fetch()
    while token.kind == .command, let macro = macros[token.text] {
      guard expand(macro, token) else { break }
      token = fetch()
    }
    command = token.kind == .command || token.kind == .primitive ? commands[token.text] : nil
    current = token
    return token
  }

  @discardableResult
  mutating func take() -> Token {
    let token = peek()
    consume(token)
    return token
  }

  /// The next token as it stands, macro or not.
  @discardableResult
  mutating func takeRaw() -> Token {
    let token = current ?? fetch()
    consume(token)
    return token
  }

  /// Puts tokens before the next one; they are read in the order given.
  mutating func put(back tokens: [Token]) {
    if let current { pending.append(current) }
    self.current = nil
    pending.append(contentsOf: tokens.reversed())
  }

  private mutating func consume(_ token: Token) {
    end = max(end, token.range.upperBound)
    current = nil
  }

  private mutating func fetch() -> Token {
    let token = pending.popLast() ?? lexer.next()
    if token.kind == .end { isAtEnd = true }
    return token
  }

  /// What the next token does, if it is a known command.
  mutating func peekCommand() -> Command? {
    _ = peek()
    return command
  }

  /// What row the next token ends, if it ends any.
  mutating func peekStop() -> Stop? {
    let token = peek()
    switch token.kind {
    case .end: return .end
    case .close: return .close
    case .ampersand: return .ampersand
    case .dollar: return .dollar
    case .character where token.isCharacter("]"): return .bracket
    default:
      if case .stop(let stop)? = command { return stop }
      return nil
    }
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
  private mutating func abandon(_ diagnostic: Diagnostic) -> MathNode {
    report(diagnostic)
    isSilent = true
    var rest: [Token] = []
    while peek().kind != .end { rest.append(takeRaw()) }
    let start = rest.first?.range.lowerBound ?? end
    return MathNode(.error(rest.source), at: start..<max(start, end))
  }

  /// Runs `body` one level deeper, unless that is too deep.
  mutating func nested(_ body: (inout Parser) -> MathNode?) -> MathNode? {
    guard depth < Limit.depth else {
      return abandon(.nestingTooDeep(limit: Limit.depth, at: peek().range))
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  // MARK: - Macros

  /// Puts the macro's body in the place of its use; false if the limit does not allow it.
  private mutating func expand(_ macro: Macro, _ use: Token) -> Bool {
    var arguments: [[Token]] = []
    var range = use.range
    for index in 0..<macro.parameters {
      guard let argument = macroArgument(macro, index, &range) else {
        report(.missingArgument(of: use.source, at: use.range))
        arguments.append([])
        continue
      }
      arguments.append(argument)
    }
    let body = macro.body(arguments, at: range, spaceBefore: use.spaceBefore)
    expansionBudget -= body.count + 1
    guard expansionBudget > 0 else {
      report(.tooManyExpansions(of: use.source, at: use.range))
      isSilent = true
      return false
    }
    pending.append(contentsOf: body.reversed())
    return true
  }

  private mutating func macroArgument(
    _ macro: Macro, _ index: Int, _ range: inout SourceRange
  ) -> [Token]? {
    if index == 0, let standard = macro.optional {
      guard let given = rawBracketed() else { return standard }
      range = range.union(given.range)
      return given.tokens
    }
    guard let given = rawArgument() else { return nil }
    range = range.union(given.range)
    return given.tokens
  }
}
