/// A dictionary that many copies of which may each grow by a little: what was added last stands in small layers,
/// each less than half as large as the one below it, and copies share the large ones. Adding takes O(log n) on average, and
/// so does finding.
struct LayeredDictionary<Key: Hashable & Sendable, Value: Hashable & Sendable>: Hashable, Sendable {
  /// The largest one first; a key means what the last layer that has it says.
  private var layers: [[Key: Value]] = []

  var isEmpty: Bool { layers.isEmpty }

  subscript(key: Key) -> Value? {
    for layer in layers.reversed() {
      if let value = layer[key] { return value }
    }
    return nil
  }

  mutating func set(_ value: Value, for key: Key) {
    var top = [key: value]
    while let next = layers.last, next.count <= 2 * top.count {
      top = next.merging(top) { _, new in new }
      layers.removeLast()
    }
    layers.append(top)
  }

  /// All of it as one dictionary. O(n).
  var merged: [Key: Value] {
    layers.reduce(into: [:]) { $0.merge($1) { _, new in new } }
  }

  static func == (a: Self, b: Self) -> Bool { a.merged == b.merged }

  func hash(into hasher: inout Hasher) { hasher.combine(merged) }
}
