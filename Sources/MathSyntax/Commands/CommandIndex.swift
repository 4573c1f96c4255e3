/// The rows of the command table, by name and by what the parser asks of them most.
final class CommandIndex: Sendable {
  /// What the parser must know of a token to decide whose turn it is.
  enum Part: UInt8, Sendable {
    case atom, symbol, script, limits, infix, stop, line

    /// That of a token which is no known command.
    @inline(__always)
    init(_ kind: Token.Kind, _ code: UInt32) {
      switch kind {
      case .letter, .number, .word, .open, .parameter, .invalid, .command, .primitive: self = .atom
      case .character: self = code == 0x5D || code == 0x40 ? .stop : .atom
      case .end, .close, .ampersand, .dollar: self = .stop
      case .superscript, .subscript, .prime, .subscriptRun, .superscriptRun: self = .script
      }
    }
  }

  private let names: [String]
  private let rows: NameIndex
  private let commands: [Command]
  private let parts: [Part]
  /// What the commands of the part `symbol` stand for.
  private let symbols: [Symbol]
  /// The symbols of ASCII characters by their code.
  private let ascii: [Symbol]

  /// Of rows with one name the last one counts.
  init(_ rows: [(name: String, command: Command)], character: (UInt32) -> Symbol?) {
    ascii = (0..<128).map { (code: UInt8) in
      character(UInt32(code)) ?? Symbol(String(Unicode.Scalar(code)), .ordinary)
    }
    names = rows.map(\.name)
    commands = rows.map(\.command)
    parts = commands.map(\.part)
    symbols = commands.map { command in
      if case .symbol(let symbol) = command { symbol } else { Symbol("", .ordinary) }
    }
    self.rows = NameIndex(names)
  }

  /// The row of the name in `range` of a text, whose hash is known; −1 if there is none.
  @inline(__always)
  func row(_ hash: NameHash, _ text: ByteView, _ range: Range<Int>) -> Int16 {
    rows.row(hash, text, range)
  }

  func row(of name: String) -> Int16 { rows.row(of: name) }

  func name(of row: Int16) -> String { names[Int(row)] }

  func command(of row: Int16) -> Command { commands[Int(row)] }

  func symbol(of row: Int16) -> Symbol { symbols[Int(row)] }

  /// `code`: less than 128.
  func ascii(_ code: UInt32) -> Symbol { ascii[Int(code & 0x7F)] }

  func part(of row: Int16) -> Part { parts[Int(row)] }
}

extension Command {
  fileprivate var part: CommandIndex.Part {
    switch self {
    case .symbol: .symbol
    case .infix, .bareInfix: .infix
    case .limits: .limits
    case .stop: .stop
    case .line, .partialLine: .line
    default: .atom
    }
  }
}
