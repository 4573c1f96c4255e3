/// The nodes of the rows that are being read, those of the innermost one last. One block of memory
/// serves them all, and each row leaves it as an array of just its size.
struct NodeStack: ~Copyable {
  private var start: UnsafeMutablePointer<MathNode>
  private(set) var count = 0
  /// At least `count`.
  private var capacity = 32

  init() { start = .allocate(capacity: capacity) }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }

  mutating func push(_ node: consuming MathNode) {
    if count == capacity { grow() }
    (start + count).initialize(to: node)
    count += 1
  }

  /// The last node; nil if there is none.
  mutating func pop() -> MathNode? {
    guard count > 0 else { return nil }
    count -= 1
    return (start + count).move()
  }

  /// Takes the nodes from `first` on, 0-based.
  mutating func popRow(from first: Int) -> [MathNode] {
    let length = count - max(first, 0)
    guard length > 0 else { return [] }
    count -= length
    let from = start + count
    return Array(unsafeUninitializedCapacity: length) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      base.moveInitialize(from: from, count: length)
      initialized = length
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<MathNode>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    (start, capacity) = (larger, 2 * capacity)
  }
}
