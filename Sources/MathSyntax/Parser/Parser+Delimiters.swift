import Diagnostics

extension Parser {
  /// `\left( … \right)`
  mutating func fenced(_ token: Token) -> MathNode? {
    let left = delimiter(of: token)
    let leftEnd = end
    let outer = open.push(.fence)
    let nodes = row()
    open = outer
    let inside = token.range.lowerBound..<max(leftEnd, span(nodes, leftEnd).upperBound)
    guard peekStop() == .right else {
      report(.unmatchedLeft(at: token.range))
      return MathNode(.fenced(open: left, nodes, close: ""), at: inside)
    }
    let right = delimiter(of: take())
    let range = inside.lowerBound..<max(inside.upperBound, end)
    return MathNode(.fenced(open: left, nodes, close: right), at: range)
  }

  /// A bar between the halves of a fence: the one use of a delimiter as a relation.
  mutating func middle(_ token: Token) -> MathNode? {
    let delimiter = delimiter(of: token)
    guard !delimiter.isEmpty else { return nil }
    return MathNode(.symbol(Symbol(delimiter, .relation)), at: token.range.lowerBound..<end)
  }

  /// `\bigl(`: the delimiter itself.
  mutating func bigDelimiter(_ token: Token) -> MathNode? {
    let plain = peek()
    let delimiter = delimiter(of: token)
    guard !delimiter.isEmpty else { return nil }
    let role: Symbol.Role? =
      switch token.text.utf8.last {
      case UInt8(ascii: "l"): .opening
      case UInt8(ascii: "r"): .closing
      case UInt8(ascii: "m"): .relation
      default: nil
      }
    let known = CommandTable.symbol(of: delimiter)?.role ?? .ordinary
    let range = token.range.lowerBound..<max(end, plain.range.upperBound)
    let symbol = Symbol(delimiter, role ?? known, size: size(of: token.text))
    return MathNode(.symbol(symbol), at: range)
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

  /// The delimiter after `\left` and its like; empty for `.`, and if there is none.
  mutating func delimiter(of command: Token) -> String {
    let token = peek()
    if token.kind == .character, let known = Delimiters.characters[token.text] {
      take()
      return known
    }
    if case .symbol(let symbol)? = peekCommand(), Delimiters.isDelimiter(symbol.character) {
      take()
      return symbol.character
    }
    if token.kind == .close || token.kind == .open || peekStop() != nil {
      let place = command.range.upperBound..<command.range.upperBound
      report(.missingDelimiter(after: command.source, at: place))
    } else {
      report(.missingDelimiter(after: command.source, at: token.range))
    }
    return ""
  }
}

/// What may follow `\left`.
enum Delimiters {
  static let characters: [String: String] = {
    var table = ["<": "⟨", ">": "⟩", ".": "", "||": "‖"]
    for character in all { table[String(character)] = String(character) }
    return table
  }()

  private static let all = "()[]|‖/⟨⟩⌊⌋⌈⌉{}↑↓↕⇑⇓⇕⟮⟯⎰⎱⌜⌝⌞⌟⟦⟧∣∥\\"

  static func isDelimiter(_ character: String) -> Bool {
    character != "." && characters[character] != nil
  }
}
