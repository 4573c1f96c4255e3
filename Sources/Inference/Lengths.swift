/// The length of an axis: a number, or an unknown that may differ from member to member of a family.
enum Length: Hashable {
  case literal(Int)
  /// The unknown `node`, at the member `member` where it has members.
  case unknown(node: Int, member: ScriptTerm?)

  static let one = Length.literal(1)
}

/// Unknown lengths and which of them are equal. Members of families are equal at a distance: in
/// `a_k = W_k h_{k-1}` the columns of `W` are, at `k`, as many as the rows of `h` at `k - 1`. So each
/// unknown has its distance from the root of its set (a union-find with offsets).
struct Lengths {
  /// A set of unknowns that are equal: its root, at a member or for all.
  struct Key: Hashable {
    let root: Int
    let member: ScriptTerm?
  }

  private var parents: [Int] = []
  /// `value(node, k) = value(parent, k + offset)`.
  private var offsets: [Int] = []
  private var isIndexed: [Bool] = []
  private var isConstant: [Bool] = []
  private var isShifted: [Bool] = []
  private var names: [Set<String>] = []
  private var literals: [Set<Int>] = []
  /// Equalities at one member alone, which wait until it is known which sets have members.
  private var waiting: [(Length, Length)] = []
  /// What stands for the last member of a family.
  private let uppers: Set<String>
  /// How often two named lengths, or two numbers, had to be one.
  private(set) var conflicts = 0

  init(uppers: Set<String>) { self.uppers = uppers }

  mutating func add(indexed: Bool = false, name: String? = nil) -> Int {
    parents.append(parents.count)
    offsets.append(0)
    isIndexed.append(indexed)
    isConstant.append(false)
    isShifted.append(false)
    names.append(name.map { [$0] } ?? [])
    literals.append([])
    return parents.count - 1
  }

  /// The root of the node's set, and how far it lies from there. Follows the chain; sets are small.
  func find(_ node: Int) -> (root: Int, offset: Int) {
    var (node, offset) = (node, 0)
    while parents[node] != node {
      offset += offsets[node]
      node = parents[node]
    }
    return (node, offset)
  }

  mutating func unify(_ a: Length, _ b: Length) {
    switch (a, b) {
    case (.literal(let x), .literal(let y)): conflicts += x == y ? 0 : 1
    case (.unknown(let node, let member), .literal(let value)),
      (.literal(let value), .unknown(let node, let member)):
      unify(node, member, literal: value)
    case (.unknown(let x, let p), .unknown(let y, let q)): unify(x, p, y, q)
    }
  }

  private mutating func unify(_ node: Int, _ member: ScriptTerm?, literal: Int) {
    if let member, isIndexed[node], isSingle(member) { return }
    let root = find(node).root
    if member?.letter != nil, isIndexed[root] { isConstant[root] = true }
    literals[root].insert(literal)
    settleLiterals(of: root)
  }

  /// A length with a name is not 1: `∂L/∂w = (ŷ - y) xᵀ` with `w ∈ R^n` says how derivatives lie, and not that n is 1.
  private mutating func settleLiterals(of root: Int) {
    if !names[root].isEmpty, literals[root].remove(1) != nil { conflicts += 1 }
    if literals[root].count > 1 { conflicts += 1 }
  }

  /// `h_0`, `a^L`: one member.
  private func isSingle(_ member: ScriptTerm) -> Bool {
    member.letter.map(uppers.contains) ?? true
  }

  private mutating func unify(_ x: Int, _ p: ScriptTerm?, _ y: Int, _ q: ScriptTerm?) {
    if [p, q].contains(where: { $0.map(isSingle) ?? false }) {
      waiting.append((.unknown(node: x, member: p), .unknown(node: y, member: q)))
      return
    }
    switch (p, q) {
    case (let p?, let q?) where p.letter == q.letter: join(x, y, distance: q.shift - p.shift)
    default:
      let (a, b) = (find(x).root, find(y).root)
      if a != b { join(x, y, distance: 0) }
      let root = find(x).root
      isConstant[root] = true
    }
  }

  /// `value(x, k) = value(y, k + distance)`.
  private mutating func join(_ x: Int, _ y: Int, distance: Int) {
    let (a, p) = find(x)
    let (b, q) = find(y)
    // value(a, k + p) = value(b, k + distance + q)
    let offset = distance + q - p
    if a == b {
      if offset != 0 { isConstant[a] = true }
      return
    }
    parents[a] = b
    offsets[a] = offset
    isIndexed[b] = isIndexed[a] && isIndexed[b]
    isConstant[b] = isConstant[a] || isConstant[b]
    isShifted[b] = isShifted[a] || isShifted[b] || offset != 0 || distance != 0
    names[b].formUnion(names[a])
    literals[b].formUnion(literals[a])
    if names[b].count > 1 { conflicts += 1 }
    settleLiterals(of: b)
  }

  // MARK: Results

  /// Whether the members of the set differ in length.
  func isFamily(_ node: Int) -> Bool {
    let root = find(node).root
    return isIndexed[root] && !isConstant[root] && isShifted[root]
  }

  func names(of key: Key) -> Set<String> { names[key.root] }
  func literals(of key: Key) -> Set<Int> { literals[key.root] }

  /// The set that a length belongs to; nil for a number.
  func key(_ length: Length) -> Key? {
    guard case .unknown(let node, let member) = length else { return nil }
    let (root, offset) = find(node)
    guard isFamily(node), let member else { return Key(root: root, member: nil) }
    return Key(root: root, member: ScriptTerm(letter: member.letter, shift: member.shift + offset))
  }

  /// Pairs of sets that are equal at one member alone.
  var equalities: [(Key, Key)] {
    waiting.compactMap { a, b in
      guard let a = key(a), let b = key(b), a != b else { return nil }
      return (a, b)
    }
  }
}
