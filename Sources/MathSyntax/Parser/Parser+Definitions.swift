import Diagnostics

extension Parser {
  /// `\newcommand{\name}[parameters][default]{body}`
  mutating func newCommand(_ token: Token) -> MathNode? {
    if peekRawCharacter("*") { _ = takeRaw() }
    guard let name = commandName(of: token) else { return nil }
    var parameters = 0
    if let count = rawBracketed() { parameters = Int(count.tokens.source) ?? 0 }
    let standard = parameters > 0 ? rawBracketed()?.tokens : nil
    guard let body = rawArgument() else {
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    define(name, parameters, standard, body.tokens)
    return nil
  }

  /// `\def\name#1#2{body}`
  mutating func def(_ token: Token) -> MathNode? {
    guard let name = commandName(of: token) else { return nil }
    var parameters = 0
    while true {
      let next = takeRaw()
      if next.kind == .parameter {
        parameters += 1
      } else {
        put(back: [next])
        break
      }
    }
    guard let body = rawArgument() else {
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    define(name, parameters, nil, body.tokens)
    return nil
  }

  /// `\let\name=\other`: the meaning that `\other` has now.
  mutating func letCommand(_ token: Token) -> MathNode? {
    guard let name = commandName(of: token) else { return nil }
    if peekRawCharacter("=") { _ = takeRaw() }
    var other = takeRaw()
    guard other.kind != .end, other.kind != .close else {
      put(back: [other])
      report(.missingArgument(of: token.source, at: token.range))
      return nil
    }
    if other.kind == .command, let macro = macros[other.text] {
      macros[name] = macro
    } else {
      if other.kind == .command { other.kind = .primitive }
      macros[name] = Macro(parameters: 0, optional: nil, template: [other])
    }
    return nil
  }

  /// `\DeclareMathOperator{\name}{text}`, starred where its scripts stand under it.
  mutating func declareOperator(_ token: Token) -> MathNode? {
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
    macros[name] = Macro(
      parameters: min(max(parameters, 0), 9), optional: standard, template: body)
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
