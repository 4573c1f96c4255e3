/// What a control word does: one row of the tables in this folder.
enum Command: Sendable {
  /// Reads what follows the command, which has just been taken; nil if there is nothing to show.
  typealias Handler = @Sendable (inout Parser, Token) -> MathNode?

  case symbol(Symbol)
  /// An upright function name.
  case word(String)
  case space(Double)
  case accent(Accent)
  /// A font for the argument.
  case font(Font)
  /// A font for the rest of the group.
  case fontSwitch(Font)
  /// A style for the rest of the group.
  case styleSwitch(Style)
  case fraction(FractionStyle)
  /// Splits its group into what is above it and what is below it.
  case infix(FractionStyle)
  /// The same without a bar, between delimiters.
  case bareInfix(String, String)
  /// Puts the scripts of what stands before it above and below, or beside.
  case limits(Style)
  /// A line between the rows of an array; nothing elsewhere.
  case line(Grid.Rules.Line)
  /// The same along some columns: `{2-3}`.
  case partialLine
  /// Shows nothing and means nothing here.
  case ignored
  /// Ends a row: `\\`, `\end`, `\right`.
  case stop(Stop)
  case parse(Handler)
}

/// What ends a row of nodes.
enum Stop: Sendable {
  case end, close, ampersand, newline, endEnvironment, right, dollar, bracket, at

  /// Whether it is an atom like others except in one construct: `]` and `@`.
  var isAtom: Bool { self == .bracket || self == .at }
}

/// Every command by its name, without the backslash.
enum CommandTable {
  static let all: [String: Command] = {
    var table: [String: Command] = [:]
    for (role, text) in SymbolTables.byRole {
      for (name, character) in pairs(text) {
        table[name] = .symbol(Symbol(character, role))
      }
    }
    for name in words(FunctionNames.text) { table[name] = .word(name) }
    for rows in [structureCommands, textCommands, definitionCommands] {
      table.merge(rows) { _, new in new }
    }
    return table
  }()

  /// The same for the parser.
  static let index = CommandIndex(all, characters: byCharacter)

  /// The symbol that a character stands for when it is written as such.
  static let byCharacter: [String: Symbol] = {
    var table: [String: Symbol] = [:]
    for (role, text) in SymbolTables.byRole {
      for (_, character) in pairs(text) where table[character] == nil {
        table[character] = Symbol(character, role)
      }
    }
    for (spelling, symbol) in SymbolTables.spellings { table[spelling] = symbol }
    return table
  }()

  /// `name character name character …`, separated by white space.
  private static func pairs(_ text: String) -> [(String, String)] {
    let parts = words(text)
    return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
  }

  static func words(_ text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .map { String(Substring($0)) }
  }
}
