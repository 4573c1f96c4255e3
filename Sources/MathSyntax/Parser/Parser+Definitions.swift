import Diagnostics

extension Parser {
  /// `\newcommand{\name}[parameters][default]{body}`
  mutating func newCommand(_ token: Token) -> Node? {
    if peekRawCharacter("*") { _ = takeRaw() }
    guard let name = commandName(of: token) else { return nil }
    var parameters = 0
    if let count = rawBracketed() { parameters = Int(count.tokens.source) ?? 0 }
    let standard = parameters > 0 ? rawBracketed()?.tokens : nil
    guard let body = rawArgument() else {
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    let isProvided = token.text == "providecommand" && hasMeaning(name)
    if !isProvided { define(name, parameters, standard, body.tokens) }
    return nil
  }

  private func hasMeaning(_ name: String) -> Bool {
    macros[name] != nil || index.row(of: name) >= 0
  }

  /// `\def\name#1#2{body}`, with text around the parameters or not.
  mutating func def(_ token: Token) -> Node? {
    guard let name = commandName(of: token) else { return nil }
    var delimiters: [[Token]] = [[]]
    while true {
      let next = takeRaw()
      if next.kind == .parameter {
        delimiters.append([])
      } else if next.kind == .open || next.kind == .close || next.kind == .end {
        put(back: [next])
        break
      } else {
        delimiters[delimiters.count - 1].append(next)
      }
    }
    guard let body = rawArgument() else {
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    var macro = Macro(
      parameters: min(delimiters.count - 1, 9), optional: nil, template: body.tokens)
    if delimiters.contains(where: { !$0.isEmpty }) { macro.delimiters = delimiters }
    assign(macro, to: name, isGlobal: token.text == "gdef" || token.text == "xdef")
    return nil
  }

  /// `\futurelet\name\a\b`: `\name` means what `\b` does, and both are read on.
  mutating func futureLet(_ token: Token) -> Node? {
    guard let name = commandName(of: token) else { return nil }
    let first = takeRaw()
    let second = takeRaw()
    bind(name, to: second)
    put(back: [first, second])
    return nil
  }

  /// `\expandafter\a\b`: `\b` is replaced first.
  mutating func expandAfter(_ token: Token) -> Node? {
    let first = takeRaw()
    let second = takeRaw()
    if second.kind == .command, let macro = macros[second] {
      _ = expand(macro, second)
    } else {
      put(back: [second])
    }
    put(back: [first])
    return nil
  }

  /// `\newenvironment{name}[parameters]{begin}{end}` is not understood.
  mutating func newEnvironment(_ token: Token) -> Node? {
    let name = name(of: token)
    while rawBracketed() != nil {}
    _ = rawArgument()
    _ = rawArgument()
    report(.unsupportedCommand(token.text, .environments(name), at: reach(from: token)))
    return nil
  }

  /// `\let\name=\other`: the meaning that `\other` has now.
  mutating func letCommand(_ token: Token) -> Node? {
    guard let name = commandName(of: token) else { return nil }
    if peekRawCharacter("=") { _ = takeRaw() }
    let other = takeRaw()
    guard other.kind != .end, other.kind != .close else {
      put(back: [other])
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    bind(name, to: other)
    return nil
  }

  private mutating func bind(_ name: String, to other: Token) {
    var other = other
    if other.kind == .command, let macro = macros[other] {
      assign(macro, to: name)
    } else if other.kind != .end {
      if other.kind == .command { other.kind = .primitive }
      assign(Macro(parameters: 0, optional: nil, template: [other]), to: name)
    }
  }

  /// `\DeclareMathOperator{\name}{text}`, starred where its scripts stand under it.
  mutating func declareOperator(_ token: Token) -> Node? {
    let isStarred = peekRawCharacter("*")
    if isStarred { _ = takeRaw() }
    guard let name = commandName(of: token) else { return nil }
    guard let text = rawArgument() else {
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    let command = isStarred ? "operatornamewithlimits" : "operatorname"
    let place = token.range
    let body =
      [
        Token(kind: .primitive, text: command, range: place),
        Token(kind: .open, text: "{", range: place),
      ]
      + text.tokens + [Token(kind: .close, text: "}", range: place)]
    define(name, 0, nil, body)
    return nil
  }

  private mutating func define(
    _ name: String, _ parameters: Int, _ standard: [Token]?, _ body: [Token]
  ) {
    let macro = Macro(
      parameters: min(max(parameters, 0), 9), optional: standard, template: body)
    assign(macro, to: name)
  }

  /// `\name` or `{\name}`.
  private mutating func commandName(of command: Token) -> String? {
    let argument = rawArgument()
    if let name = argument?.tokens.first, argument?.tokens.count == 1, name.kind == .command {
      return name.text
    }
    report(.missingArgument(of: command.source, at: argument?.range ?? command.range))
    return nil
  }

  private mutating func peekRawCharacter(_ character: Unicode.Scalar) -> Bool {
    let token = takeRaw()
    put(back: [token])
    return token.isCharacter(character)
  }
}
