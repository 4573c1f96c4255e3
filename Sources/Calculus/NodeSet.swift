/// A set of nodes of one graph, one bit for each reference in a range.
struct NodeSet {
  /// The reference of the first bit, a multiple of 64.
  private let base: Int
  private var words: [UInt64]

  /// An empty set with room for the references from `first` to `last`.
  init(from first: Graph.Ref = Graph.Ref(index: 0), through last: Graph.Ref) {
    base = first.index & ~63
    words = Array(repeating: 0, count: max(0, (last.index - base) >> 6 + 1))
  }

  func contains(_ ref: Graph.Ref) -> Bool {
    let offset = ref.index - base
    guard offset >= 0, offset >> 6 < words.count else { return false }
    return words[offset >> 6] & (1 << UInt64(offset & 63)) != 0
  }

  /// Ignores references outside of the range.
  mutating func insert(_ ref: Graph.Ref) {
    let offset = ref.index - base
    guard offset >= 0, offset >> 6 < words.count else { return }
    words[offset >> 6] |= 1 << UInt64(offset & 63)
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// In rising order.
  var members: [Graph.Ref] {
    var found: [Graph.Ref] = []
    found.reserveCapacity(count)
    for (position, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        found.append(Graph.Ref(index: base + position << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return found
  }

  /// Visits every member from the last to the first. `visit` may insert what lies before the member
  /// that it is given.
  mutating func descend(_ visit: (inout NodeSet, Graph.Ref) -> Void) {
    for position in words.indices.reversed() {
      var rest = words[position]
      while rest != 0 {
        let bit = 63 - rest.leadingZeroBitCount
        visit(&self, Graph.Ref(index: base + position << 6 + bit))
        rest = words[position] & (1 << UInt64(bit) - 1)
      }
    }
  }
}
