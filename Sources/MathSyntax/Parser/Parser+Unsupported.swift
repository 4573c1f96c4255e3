import Diagnostics

/// Why a command that others know is left out.
enum Unsupported: Sendable {
  case links, markup, chemistry, images
  case environments(String)

  var reason: String {
    switch self {
    case .links: "MathML Core has no links within formulas; put the link around the formula"
    case .markup: "formulas take no markup of their own: the stylesheet decides how they look"
    case .chemistry:
      "the notation of mhchem is a language of its own; `\\mathrm` sets formulas upright"
    case .images: "an image stands beside a formula: `![](image.png)`"
    case .environments: "a macro can stand for an environment: `\\newcommand` with one parameter"
    }
  }
}

extension Parser {
  /// Reports the command and shows the part of its argument that can be shown.
  mutating func unsupported(_ reason: Unsupported, _ token: Token) -> Node? {
    var shown: Kind?
    switch reason {
    case .links, .markup:
      _ = verbatimGroup()
      shown = kind(argument(of: token))
    case .chemistry: shown = .text(tree.add(verbatimGroup() ?? ""))
    case .images:
      _ = rawBracketed()
      _ = verbatimGroup()
    case .environments: break
    }
    let range = reach(from: token)
    report(.unsupportedCommand(token.text, reason, at: token.range))
    return node(shown ?? .error(tree.add(token.source)), at: range)
  }

  /// `\char"41`, `\char'101`, `\char65` and ``\char`A``.
  mutating func characterCode(_ token: Token) -> Node? {
    let mark = takeRaw()
    var code: UInt32?
    switch mark.kind {
    case .character where mark.code == 0x22: code = number(radix: 16, "")
    case .prime: code = number(radix: 8, "")
    case .number: code = number(radix: 10, mark.text)
    case .character where mark.code == 0x60:
      let letter = takeRaw()
      code = (letter.kind == .command ? letter.text : letter.source).unicodeScalars.first?.value
    default: put(back: [mark])
    }
    let range = reach(from: token)
    guard let code, code >= 0x20, code != 0x7F, let scalar = Unicode.Scalar(code) else {
      report(.missingArgument(of: token.source, at: token.range))
      return errorNode(token.source, at: range)
    }
    return symbolNode(String(scalar), at: range)
  }

  /// `digits` and the digits that come next.
  private mutating func number(radix: Int, _ digits: String) -> UInt32? {
    var digits = digits
    while digits.utf8.count < 8 {
      let token = takeRaw()
      let isDigit = token.kind == .number || token.kind == .letter
      guard isDigit, !(token.spaceBefore && !digits.isEmpty),
        UInt32(digits + token.text, radix: radix) != nil
      else {
        put(back: [token])
        break
      }
      digits += token.text
    }
    return UInt32(digits, radix: radix)
  }
}
