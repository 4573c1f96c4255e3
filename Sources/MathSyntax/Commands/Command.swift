/// What a control word does: one row of the tables in this folder.
enum Command: Sendable {
  /// Reads what follows the command, which has just been taken; nil if there is nothing to show.
  typealias Handler = @Sendable (inout Parser, Token) -> MathTree.Node?

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
///
/// The parser finds them through `index`: making dictionaries of so many strings would take a good part of
/// a short run.
enum CommandTable {
  /// Of rows with one name the last one counts.
  private static let rows: [(name: String, command: Command)] = {
    var rows = symbols.map { (name: $0.name, command: Command.symbol($0.symbol)) }
    for name in words(FunctionNames.text) { rows.append((name, .word(name))) }
    for table in [structureCommands, textCommands, definitionCommands] {
      for (name, command) in table { rows.append((name, command)) }
    }
    return rows
  }()

  private static let symbols: [(name: String, symbol: Symbol)] =
    SymbolTables.byRole.flatMap { role, text in
      let parts = words(text)
      return stride(from: 0, to: parts.count - 1, by: 2).map {
        (parts[$0], Symbol(parts[$0 + 1], role))
      }
    }

  static let all = Dictionary(rows.map { ($0.name, $0.command) }) { _, new in new }

  /// The same for the parser.
  static let index = CommandIndex(rows) { byCode[$0] }

  /// The symbol that a character stands for when it is written as such.
  static func symbol(of character: String) -> Symbol? {
    let code = character.onlyCode
    return code == 0 ? spellings[character] ?? composed[character] : byCode[code]
  }

  static func symbol(ofCode code: UInt32) -> Symbol? { byCode[code] }

  /// Characters of one code point.
  private static let byCode: [UInt32: Symbol] = {
    var table: [UInt32: Symbol] = [:]
    table.reserveCapacity(symbols.count)
    for (_, symbol) in symbols where symbol.code != 0 && table[symbol.code] == nil {
      table[symbol.code] = symbol
    }
    for (spelling, symbol) in SymbolTables.spellings where spelling.onlyCode != 0 {
      table[spelling.onlyCode] = symbol
    }
    return table
  }()

  /// `->`, `:=`.
  private static let spellings = Dictionary(
    SymbolTables.spellings.filter { $0.0.onlyCode == 0 }
  ) { _, new in new }

  /// `=` with a stroke over it is the same text as `≠`.
  private static let composed = Dictionary(
    byCode.values.map { ($0.character, $0) }
  ) { first, _ in first }

  /// The parts of a text between white space.
  static func words(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
