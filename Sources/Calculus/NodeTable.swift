/// Finds the node that is equal to another one by its fingerprint: open addressing over the positions of the nodes.
struct NodeTable: Sendable {
  /// Positions plus one; 0 where nothing stands. Always a power of two in number, half of it empty.
  private var slots = [Int32](repeating: 0, count: 64)
  /// The fingerprint of each node.
  private var keys: [UInt64] = []

  /// The position of the node with this fingerprint that is the one.
  @inline(__always)
  func position(_ key: UInt64, where isIt: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if keys[position] == key, isIt(position) { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the node behind the last one.
  mutating func append(_ key: UInt64) {
    keys.append(key)
    if 2 * keys.count > slots.count {
      slots = Array(repeating: 0, count: 2 * slots.count)
      for position in keys.indices { place(position) }
    } else {
      place(keys.count - 1)
    }
  }

  private mutating func place(_ position: Int) {
    var slot = Int(truncatingIfNeeded: keys[position]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: position + 1)
  }
}

extension Graph.Node {
  /// Equal operations on equal inputs have equal fingerprints; others seldom do.
  static func fingerprint(_ op: Op, _ inputs: [Graph.Ref]) -> UInt64 {
    var key = op.fingerprint
    for input in inputs { key = mix(key, UInt64(truncatingIfNeeded: input.index)) }
    return key
  }
}

extension Op {
  /// Leaves out what seldom makes the difference.
  fileprivate var fingerprint: UInt64 {
    switch self {
    case .input(let id): Self.number(1, id)
    case .constant(let value): Self.number(2, value.significand, value.exponent)
    case .named(let key): Self.number(3, key)
    case .map(let function): function.fingerprint
    case .add: 5
    case .subtract: 6
    case .multiply: 7
    case .divide: 8
    case .power: 9
    case .maximum: 10
    case .minimum: 11
    case .choose: 12
    case .matmul: 13
    case .transpose: 14
    case .kronecker: 15
    case .sum: 16
    case .logSumExp: 17
    case .softmax: 18
    case .repeated(let shape): Self.number(19, shape.rows, shape.columns)
    case .reshape(let shape): Self.number(20, shape.rows, shape.columns)
    case .slice(let block): Self.number(21, block.rows.lowerBound, block.columns.lowerBound)
    case .place(let row, let column, _): Self.number(22, row, column)
    case .assemble: 23
    case .beside: 24
    case .stacked: 25
    case .diagonal: 26
    case .diagonalMatrix: 27
    case .determinant: 28
    case .inverse: 29
    case .abstract(let id, let orders): Self.number(30, id, orders.count)
    case .field: 31
    }
  }

  fileprivate static func number(_ kind: UInt64, _ a: Int, _ b: Int = 0) -> UInt64 {
    mix(kind, UInt64(truncatingIfNeeded: a &+ b &* 0x1_0000_0001))
  }
}

extension Elementwise {
  fileprivate var fingerprint: UInt64 {
    switch self {
    case .negate: 40
    case .exp: 41
    case .log: 42
    case .sigmoid: 43
    case .relu: 44
    case .step: 45
    case .power(let n): Op.number(46, n)
    case .abstract(let id, let order): Op.number(47, id, order)
    default: 48
    }
  }
}
