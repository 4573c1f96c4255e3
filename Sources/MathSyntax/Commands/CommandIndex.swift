/// The rows of the command table by name, found from bytes without making a string: an open
/// hash table.
final class CommandIndex: Sendable {
  /// What the parser must know of a token to decide whose turn it is.
  enum Part: UInt8, Sendable {
    case atom, symbol, script, limits, infix, stop

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
  private let spellings: [[UInt8]]
  private let commands: [Command]
  private let parts: [Part]
  /// What the commands of the part `symbol` stand for.
  private let symbols: [Symbol]
  /// The symbols of ASCII characters by their code.
  private let ascii: [Symbol]
  /// Rows by hash, −1 where there is none; a power of two long, at most a quarter full.
  private let slots: [Int16]

  init(_ table: [String: Command], characters: [String: Symbol]) {
    ascii = (0..<128).map { code in
      let text = String(Unicode.Scalar(UInt8(code)))
      return characters[text] ?? Symbol(text, .ordinary)
    }
    names = table.keys.sorted()
    spellings = names.map { Array($0.utf8) }
    commands = names.compactMap { table[$0] }
    parts = commands.map(\.part)
    symbols = commands.map { command in
      if case .symbol(let symbol) = command { symbol } else { Symbol("", .ordinary) }
    }
    var slots = [Int16](repeating: -1, count: 4096)
    for (row, spelling) in spellings.enumerated().prefix(2048) {
      var slot = Int(Self.hash(spelling[...])) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int16(row)
    }
    self.slots = slots
  }

  /// The row of a name, −1 if there is none.
  func row(of name: ArraySlice<UInt8>) -> Int16 {
    var slot = Int(Self.hash(name)) & (slots.count - 1)
    while slots[slot] >= 0 {
      if spellings[Int(slots[slot])].elementsEqual(name) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  func row(of name: String) -> Int16 { row(of: Array(name.utf8)[...]) }

  func name(of row: Int16) -> String { names[Int(row)] }

  func command(of row: Int16) -> Command { commands[Int(row)] }

  func symbol(of row: Int16) -> Symbol { symbols[Int(row)] }

  /// `code`: less than 128.
  func ascii(_ code: UInt32) -> Symbol { ascii[Int(code & 0x7F)] }

  func part(of row: Int16) -> Part { parts[Int(row)] }

  /// FNV-1a.
  static func hash(_ name: ArraySlice<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash ^ hash >> 15
  }
}

extension Command {
  fileprivate var part: CommandIndex.Part {
    switch self {
    case .symbol: .symbol
    case .infix, .bareInfix: .infix
    case .limits: .limits
    case .stop: .stop
    default: .atom
    }
  }
}
