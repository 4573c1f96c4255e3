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
  /// The names behind one another.
  private let bytes: [UInt8]
  /// Where each name begins in `bytes`, and the end.
  private let starts: [Int]
  private let commands: [Command]
  private let parts: [Part]
  /// What the commands of the part `symbol` stand for.
  private let symbols: [Symbol]
  /// The symbols of ASCII characters by their code.
  private let ascii: [Symbol]
  /// Rows by hash, −1 where there is none; a power of two long, at most half full.
  private let slots: [Int16]

  /// `rows`: at most 2048; the last of those with one name counts.
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
    var (bytes, starts): ([UInt8], [Int]) = ([], [0])
    for name in names {
      bytes += name.utf8
      starts.append(bytes.count)
    }
    var slots = [Int16](repeating: -1, count: 4096)
    for row in names.indices.prefix(2048) {
      let name = bytes[starts[row]..<starts[row + 1]]
      let slot = Self.slot(of: name, slots) { bytes[starts[$0]..<starts[$0 + 1]] }
      slots[slot] = Int16(row)
    }
    (self.bytes, self.starts, self.slots) = (bytes, starts, slots)
  }

  /// The row of a name, −1 if there is none.
  func row(of name: ArraySlice<UInt8>) -> Int16 {
    slots[Self.slot(of: name, slots) { bytes[starts[$0]..<starts[$0 + 1]] }]
  }

  /// The slot of the row with this name, or a free one.
  @inline(__always)
  private static func slot(
    of name: ArraySlice<UInt8>, _ slots: [Int16], spelling: (Int) -> ArraySlice<UInt8>
  ) -> Int {
    var slot = Int(hash(name)) & (slots.count - 1)
    while slots[slot] >= 0, !spelling(Int(slots[slot])).elementsEqual(name) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
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
