/// What is known of some nodes of one graph, kept by their references.
///
/// It takes room for the nodes that something is known of, however far apart they stand in the graph: open addressing over the
/// positions of the values.
struct NodeMap<Value> {
  /// Positions plus one; 0 where nothing stands. Empty or a power of two in number, half of it free.
  private var slots: [Int32] = []
  private var refs: [Graph.Ref] = []
  /// What was known of each of `refs`; nil once it was removed.
  private var values: [Value?] = []

  /// With room for so many nodes.
  init(capacity: Int = 0) {
    guard capacity > 0 else { return }
    refs.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
    makeSlots(for: capacity)
  }

  subscript(ref: Graph.Ref) -> Value? {
    get { position(of: ref).flatMap { values[$0] } }
    set {
      if let position = position(of: ref) {
        values[position] = newValue
      } else if newValue != nil {
        append(ref, newValue)
      }
    }
  }

  mutating func removeValue(for ref: Graph.Ref) -> Value? {
    guard let position = position(of: ref) else { return nil }
    defer { values[position] = nil }
    return values[position]
  }

  private func position(of ref: Graph.Ref) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = firstSlot(of: ref)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if refs[position] == ref { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func append(_ ref: Graph.Ref, _ value: Value?) {
    refs.append(ref)
    values.append(value)
    if 2 * refs.count > slots.count {
      makeSlots(for: 2 * refs.count)
    } else {
      place(refs.count - 1)
    }
  }

  private mutating func makeSlots(for capacity: Int) {
    var count = 16
    while count < 2 * capacity { count *= 2 }
    slots = Array(repeating: 0, count: count)
    for position in refs.indices { place(position) }
  }

  private mutating func place(_ position: Int) {
    var slot = firstSlot(of: refs[position])
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: position + 1)
  }

  /// Nodes that stand one behind the other get slots one behind the other.
  private func firstSlot(of ref: Graph.Ref) -> Int { ref.index & (slots.count - 1) }
}

extension NodeMap: Sendable where Value: Sendable {}
