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
    var base: MathNode?
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
      start = atom.range.lowerBound
      if case .row(let content) = atom.kind, content.isEmpty { base = nil }
    }
    var scripts = Scripts(base, start: start)
    while scriptMark(&scripts) { scripts.end = end }
    if let node = scripts.node { push(node) }
    for node in scripts.surplus { push(node) }
  }

  /// Reads one script; false if none follows.
  private mutating func scriptMark(_ scripts: inout Scripts) -> Bool {
    switch peekPart() {
    case .script: break
    case .limits:
      guard case .limits(let style)? = peekCommand(), let base = scripts.base else { return false }
      let token = take()
      let range = base.range.union(token.range)
      scripts.base = MathNode(.styled(style, base.withoutLimits), at: range)
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
  private mutating func script(_ mark: Token) -> MathNode {
    guard dialect == .plain else { return argument(of: mark) }
    let sign = peek()
    guard sign.isCharacter("-") || sign.isCharacter("−") else { return plainScript(mark) }
    take()
    let minus = MathNode(.symbol(SymbolTables.minus), at: sign.range)
    // `k_-`: the sign is all.
    let next = peek()
    guard next.range.lowerBound == sign.range.upperBound, next.isOperand else { return minus }
    let atom = plainScript(mark)
    return MathNode(.row([minus, atom]), at: minus.range.union(atom.range))
  }

  /// An atom, or `(i)` and `[l]` with all that is in them.
  private mutating func plainScript(_ mark: Token) -> MathNode {
    let bracket = peek()
    guard bracket.isCharacter("(") || bracket.isCharacter("[") else { return argument(of: mark) }
    let script = nested { $0.bracketedScript() }
    return script ?? MathNode(.row([]), at: bracket.range)
  }

  private mutating func bracketedScript() -> MathNode? {
    let bracket = peek()
    var nodes: [MathNode] = []
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
        nodes += endRow(start)
        continue
      }
      take()
      nodes.append(MathNode(.symbol(symbol(for: token.text)), at: token.range))
      if depth == 0 { break }
    }
    return MathNode(.row(nodes), at: span(nodes, bracket.range.upperBound))
  }

  private func prime(_ token: Token) -> MathNode {
    MathNode(.symbol(Symbol("′", .ordinary)), at: token.range)
  }

  /// `₁₂` as the number 12, `ₖ₋₁` as a row.
  private func smallScript(_ token: Token) -> MathNode {
    var nodes: [MathNode] = []
    var offset = 0
    for scalar in token.text.unicodeScalars {
      let length = UTF8.width(scalar)
      let range = token.range(of: offset..<(offset + length))
      offset += length
      let full = UnicodeScript.full(of: scalar)
      guard let byte = full.utf8.first, isDigit(byte) else {
        nodes.append(MathNode(.symbol(symbol(for: full)), at: range))
        continue
      }
      if let last = nodes.last, case .number(let digits) = last.kind {
        nodes[nodes.count - 1] = MathNode(.number(digits + full), at: last.range.union(range))
      } else {
        nodes.append(MathNode(.number(full), at: range))
      }
    }
    return MathNode(.row(nodes), at: token.range).unwrapped
  }
}

/// Scripts as they are collected around a base.
private struct Scripts: ~Copyable {
  var base: MathNode?
  private let start: Int
  /// Behind the last script.
  var end: Int
  private var sub: MathNode?
  private var sup: MathNode?
  /// They stand before what `^` raises.
  private var primes: [MathNode] = []
  /// Second scripts, as error nodes.
  var surplus: [MathNode] = []

  init(_ base: MathNode?, start: Int) {
    self.base = base
    (self.start, end) = (start, start)
  }

  mutating func addSub(_ script: MathNode, mark: Token, _ parser: inout Parser) {
    guard sub != nil else {
      sub = script
      return
    }
    refuse(script, mark, &parser)
  }

  mutating func addSup(_ script: MathNode, mark: Token, _ parser: inout Parser) {
    guard sup != nil else {
      sup = script
      return
    }
    refuse(script, mark, &parser)
  }

  mutating func addPrime(_ prime: MathNode, _ parser: inout Parser) {
    guard sup != nil else { return primes.append(prime) }
    parser.report(.doubleScript("'", at: prime.range))
    surplus.append(MathNode(.error("'"), at: prime.range))
  }

  /// The primes and what `^` raises behind them.
  private var superscript: MathNode? {
    guard let first = primes.first, let last = primes.last else { return sup }
    guard primes.count > 1 || sup != nil else { return first }
    let range = first.range.union(last.range)
    guard let sup else { return MathNode(.row(primes), at: range) }
    return MathNode(.row(primes + sup.row), at: range.union(sup.range))
  }

  private mutating func refuse(_ script: MathNode, _ mark: Token, _ parser: inout Parser) {
    parser.report(.doubleScript(mark.text, at: script.range))
    let isRun = mark.kind == .subscriptRun || mark.kind == .superscriptRun
    let source = isRun ? mark.text : mark.text + describe(script)
    surplus.append(MathNode(.error(source), at: mark.range.union(script.range)))
  }

  /// The base with its scripts; labels where the base is a brace.
  var node: MathNode? {
    let sup = superscript
    guard sub != nil || sup != nil else { return base }
    var range = start..<max(start, end)
    if let base { range = range.union(base.range) }
    if let sub { range = range.union(sub.range) }
    if let sup { range = range.union(sup.range) }
    if let base, case .accent(let accent, _) = base.kind, accent.isBrace {
      return MathNode(.stack(base, over: sup, under: sub), at: range)
    }
    return MathNode(.scripts(base, sub: sub, sup: sup), at: range)
  }
}

extension MathNode {
  /// The base that an earlier `\\limits` is about: the last one counts.
  fileprivate var withoutLimits: MathNode {
    switch kind {
    case .styled(.limits, let base), .styled(.noLimits, let base): base
    default: self
    }
  }
}

extension Accent {
  /// Scripts of a brace are its label.
  var isBrace: Bool { self == .overbrace || self == .underbrace }
}
