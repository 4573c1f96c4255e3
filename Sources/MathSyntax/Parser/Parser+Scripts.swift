import Diagnostics

extension Token {
  /// Whether it begins a letter, a number or a bracket rather than a sign or the end.
  fileprivate var isOperand: Bool {
    switch kind {
    case .letter, .number, .word, .command, .primitive, .open: true
    default: isCharacter("(") || isCharacter("[")
    }
  }
}

extension Parser {
  /// scripted := atom (`_` script | `^` script | `'` | `₁` | `\limits`)*, at most one of each level
  mutating func scripted() {
    var base: Node?
    var start = -1
    if peekPart() == .script {
      start = current.range.lowerBound
    } else {
      guard let atom = atom() else { return }
      base = atom
      switch peekPart() {
      case .script, .limits: break
      default: return push(atom)
      }
      start = range(atom).lowerBound
      if case .row(let content) = kind(atom), content.isEmpty { base = nil }
    }
    var scripts = Scripts(base, start: start)
    while scriptMark(&scripts) { scripts.end = end }
    scripts.finish(&self)
  }

  /// Reads one script; false if none follows.
  private mutating func scriptMark(_ scripts: inout Scripts) -> Bool {
    switch peekPart() {
    case .script: break
    case .limits:
      guard case .limits(let style)? = peekCommand(), let base = scripts.base else { return false }
      let token = take()
      let range = range(base).union(token.range)
      scripts.base = styledNode(style, withoutLimits(base), at: range)
      return true
    default: return false
    }
    let mark = take()
    switch mark.kind {
    case .subscript: scripts.addSub(script(mark), mark: mark, &self)
    case .superscript: scripts.addSup(script(mark), mark: mark, &self)
    case .prime: scripts.addPrime(prime(mark), &self)
    case .subscriptRun: scripts.addSub(smallScript(mark), mark: mark, &self)
    default: scripts.addSup(smallScript(mark), mark: mark, &self)
    }
    return true
  }

  /// What `_` or `^` raises: one atom; in plain text with a sign before it, or in brackets.
  private mutating func script(_ mark: Token) -> Node {
    guard dialect == .plain else { return argument(of: mark) }
    let sign = peek()
    guard sign.isCharacter("-") || sign.isCharacter("−") else { return plainScript(mark) }
    take()
    let minus = node(.symbol(SymbolTables.minus), at: sign.range)
    // `k_-`: the sign is all.
    let next = peek()
    guard next.range.lowerBound == sign.range.upperBound, next.isOperand else { return minus }
    let atom = plainScript(mark)
    return rowNode([minus, atom], at: range(minus).union(range(atom)))
  }

  /// An atom, or `(i)` and `[l]` with all that is in them.
  private mutating func plainScript(_ mark: Token) -> Node {
    let bracket = peek()
    guard bracket.isCharacter("(") || bracket.isCharacter("[") else { return argument(of: mark) }
    let script = nested { $0.bracketedScript() }
    return script ?? node(.row(.empty), at: bracket.range)
  }

  private mutating func bracketedScript() -> Node? {
    let bracket = peek()
    var nodes: [Node] = []
    var depth = 0
    while true {
      let token = peek()
      if let stop = peekStop(), !stop.isAtom {
        report(.unclosedBracket(at: bracket.range))
        break
      }
      if token.isCharacter("(") || token.isCharacter("[") { depth += 1 }
      if token.isCharacter(")") || token.isCharacter("]") { depth -= 1 }
      if depth > 0, token != bracket {
        let start = startRow()
        scripted()
        let row = endRow(start)
        nodes += tree.nodes(row)
        continue
      }
      take()
      nodes.append(node(.symbol(symbol(for: token.text)), at: token.range))
      if depth == 0 { break }
    }
    return rowNode(nodes, at: span(nodes, bracket.range.upperBound))
  }

  private mutating func prime(_ token: Token) -> Node {
    node(.symbol(SymbolTables.prime), at: token.range)
  }

  /// `₁₂` as the number 12, `ₖ₋₁` as a row.
  private mutating func smallScript(_ token: Token) -> Node {
    var nodes: [Node] = []
    var offset = 0
    // The digits that stand behind the last node: a number once they end.
    var digits = ""
    var start = 0
    for scalar in token.text.unicodeScalars {
      let full = UnicodeScript.full(of: scalar)
      let length = UTF8.width(scalar)
      if let byte = full.utf8.first, isDigit(byte) {
        if digits.isEmpty { start = offset }
        digits += full
      } else {
        addNumber(&digits, at: token.range(of: start..<offset), to: &nodes)
        let range = token.range(of: offset..<(offset + length))
        nodes.append(node(.symbol(symbol(for: full)), at: range))
      }
      offset += length
    }
    addNumber(&digits, at: token.range(of: start..<offset), to: &nodes)
    return unwrapped(rowNode(nodes, at: token.range))
  }

  private mutating func addNumber(
    _ digits: inout String, at range: SourceRange, to nodes: inout [Node]
  ) {
    if !digits.isEmpty { nodes.append(numberNode(digits, at: range)) }
    digits = ""
  }
}

/// Scripts as they are collected around a base.
private struct Scripts {
  var base: MathTree.Node?
  private let start: Int
  /// Behind the last script.
  var end: Int
  private var sub: MathTree.Node?
  private var sup: MathTree.Node?
  /// They stand before what `^` raises.
  private var primes: [MathTree.Node] = []
  /// Second scripts, as error nodes.
  private var surplus: [MathTree.Node] = []

  init(_ base: MathTree.Node?, start: Int) {
    self.base = base
    (self.start, end) = (start, start)
  }

  mutating func addSub(_ script: MathTree.Node, mark: Token, _ parser: inout Parser) {
    guard sub != nil else {
      sub = script
      return
    }
    refuse(script, mark, &parser)
  }

  mutating func addSup(_ script: MathTree.Node, mark: Token, _ parser: inout Parser) {
    guard sup != nil else {
      sup = script
      return
    }
    refuse(script, mark, &parser)
  }

  mutating func addPrime(_ prime: MathTree.Node, _ parser: inout Parser) {
    guard sup != nil else { return primes.append(prime) }
    let range = parser.range(prime)
    parser.report(.doubleScript("'", at: range))
    surplus.append(parser.errorNode("'", at: range))
  }

  private mutating func refuse(_ script: MathTree.Node, _ mark: Token, _ parser: inout Parser) {
    let range = parser.range(script)
    parser.report(.doubleScript(mark.text, at: range))
    let isRun = mark.kind == .subscriptRun || mark.kind == .superscriptRun
    let source = isRun ? mark.text : mark.text + describe(parser.tree.mathNode(script))
    surplus.append(parser.errorNode(source, at: mark.range.union(range)))
  }

  /// Pushes the base with its scripts; labels where the base is a brace.
  func finish(_ parser: inout Parser) {
    let sup = primes.isEmpty ? sup : raised(&parser)
    var range = start..<max(start, end)
    // What macros put in another order may stand before the base.
    if let sub { range = range.union(parser.range(sub)) }
    if let sup { range = range.union(parser.range(sup)) }
    if sub == nil, sup == nil {
      if let base { parser.push(base) }
    } else if let base, case .accent(let accent, _) = parser.kind(base), accent.isBrace {
      parser.push(parser.node(.stack(base, over: sup, under: sub), at: range))
    } else {
      parser.push(parser.node(.scripts(base, sub: sub, sup: sup), at: range))
    }
    for node in surplus { parser.push(node) }
  }

  /// The primes and what `^` raises behind them.
  private func raised(_ parser: inout Parser) -> MathTree.Node? {
    guard let first = primes.first else { return sup }
    guard primes.count > 1 || sup != nil else { return first }
    var raised = primes
    if let sup { raised += parser.tree.row(of: sup) }
    var range = parser.span(primes, 0)
    if let sup { range = range.union(parser.range(sup)) }
    return parser.rowNode(raised, at: range)
  }
}

extension Parser {
  /// The base that an earlier `\limits` is about: the last one counts.
  fileprivate func withoutLimits(_ node: Node) -> Node {
    guard case .styled(let style, let base) = kind(node) else { return node }
    switch tree.styles[style] {
    case .limits, .noLimits: return base
    default: return node
    }
  }
}

extension Accent {
  /// Scripts of a brace are its label.
  var isBrace: Bool { self == .overbrace || self == .underbrace }
}
