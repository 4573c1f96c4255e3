import Diagnostics

extension Parser {
  /// `\left( … \right)`
  mutating func fenced(_ token: Token) -> Node? {
    let left = delimiter(of: token)
    let leftEnd = end
    let outer = open.push(.fence)
    let hidden = shadowed.count
    let nodes = row()
    open = outer
    defer { restoreMacros(to: hidden) }
    let inside = token.range.lowerBound..<max(leftEnd, span(nodes, leftEnd).upperBound)
    guard peekStop() == .right else {
      report(.unmatchedLeft(at: token.range))
      return node(.fenced(open: left, nodes, close: 0), at: inside)
    }
    let right = delimiter(of: take())
    let range = inside.lowerBound..<max(inside.upperBound, end)
    return node(.fenced(open: left, nodes, close: right), at: range)
  }

  /// A bar between the halves of a fence: the one use of a delimiter as a relation.
  mutating func middle(_ token: Token) -> Node? {
    let delimiter = delimiter(of: token)
    guard delimiter != 0 else { return nil }
    return node(.symbol(Symbol(code: delimiter, .relation)), at: token.range.lowerBound..<end)
  }

  /// `\bigl(`: the delimiter itself.
  mutating func bigDelimiter(_ token: Token) -> Node? {
    let plain = peek()
    let delimiter = delimiter(of: token)
    guard delimiter != 0 else { return nil }
    let role: Symbol.Role? =
      switch token.text.utf8.last {
      case UInt8(ascii: "l"): .opening
      case UInt8(ascii: "r"): .closing
      case UInt8(ascii: "m"): .relation
      default: nil
      }
    let known = CommandTable.symbol(ofCode: delimiter)?.role ?? .ordinary
    let range = token.range.lowerBound..<max(end, plain.range.upperBound)
    let symbol = Symbol(code: delimiter, role ?? known, size: size(of: token.text))
    return node(.symbol(symbol), at: range)
  }

  /// That of `\big`, `\Big`, `\bigg`, `\Bigg` and these with a letter behind.
  private func size(of name: String) -> Symbol.Size {
    let isTall = name.hasPrefix("bigg") || name.hasPrefix("Bigg")
    return switch (name.utf8.first == UInt8(ascii: "b"), isTall) {
    case (true, false): .big
    case (false, false): .bigger
    case (true, true): .huge
    case (false, true): .hugest
    }
  }

  /// The code of the delimiter after `\left` and its like; 0 for `.`, and if there is none.
  mutating func delimiter(of command: Token) -> UInt32 {
    let token = peek()
    if token.kind == .character, let known = Delimiters.code(of: token) {
      take()
      return known
    }
    if peekPart() == .symbol {
      let code = index.symbol(of: current.row).code
      if code != 0x2E, let known = Delimiters.code(of: code) {
        take()
        return known
      }
    }
    if peekStop() == .newline { return escapedDelimiter(of: command) }
    if token.kind == .close || token.kind == .open || peekStop() != nil {
      let place = command.range.upperBound..<command.range.upperBound
      report(.missingDelimiter(after: command.source, at: place))
    } else {
      report(.missingDelimiter(after: command.source, at: token.range))
    }
    return 0
  }

  /// `\left\\|`, `\left\\{`: a backslash doubled for Markdown's sake, where no row can end.
  private mutating func escapedDelimiter(of command: Token) -> UInt32 {
    let newline = take()
    let token = peek()
    let delimiter: Unicode.Scalar
    switch token.kind {
    case .open: delimiter = "{"
    case .close: delimiter = "}"
    case .character where token.text == "|": delimiter = "‖"
    default:
      report(.missingDelimiter(after: command.source, at: newline.range))
      return 0
    }
    take()
    return delimiter.value
  }
}

/// What may follow `\left`.
enum Delimiters {
  /// The code of the delimiter that a character stands for, 0 for `.`; nil if it is none.
  static func code(of token: Token) -> UInt32? {
    token.code == 0 && token.text == "||" ? 0x2016 : code(of: token.code)
  }

  static func code(of character: UInt32) -> UInt32? {
    switch character {
    case 0x2E: 0
    case 0x3C: 0x27E8
    case 0x3E: 0x27E9
    case 0x28, 0x29, 0x5B, 0x5D, 0x7C: character
    default: codes.contains(character) ? character : nil
    }
  }

  private static let codes = Set(
    "()[]|‖/⟨⟩⌊⌋⌈⌉{}↑↓↕⇑⇓⇕⟮⟯⎰⎱⌜⌝⌞⌟⟦⟧∣∥\\".unicodeScalars.map(\.value))
}
