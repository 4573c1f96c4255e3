import Diagnostics
import MathSyntax

/// A statement as it stands on the page: members with relations between them.
package struct WrittenStatement: Hashable, Sendable {
  /// Rows; one more than there are relations, or as many in a statement that continues another.
  package var members: [MathNode]
  package var relations: [Relation]
  /// It starts with a relation: its left side is what the statement before it ended with.
  package var continues: Bool
  /// What stands beside it and restricts it, words included: `\text{for } i \ne j`,
  /// `k = 1, \dots, K`.
  package var conditions: [MathNode] = []
  /// Which line of its formula it stands in: statements of one line belong together.
  package var line = 0
  /// Its place among the statements of its formula, however others are joined to it.
  package var ordinal = 0
  /// A sign or a word says that it follows from what stands before it: `\Rightarrow`.
  package var isImplied = false
  /// A sign or a word says that it is supposed or asked for: `\overset{!}{=}`, `\text{let } y = 1`.
  package var isSupposed = false
  package var range: SourceRange

  /// The range of the first relation and the members beside it, and so on.
  package func stepRange(_ index: Int) -> SourceRange {
    if continues, index == 0 { return range.lowerBound..<members[0].range.upperBound }
    let first = continues ? index - 1 : index
    return members[first].range.union(members[first + 1].range)
  }
}

extension WrittenStatement {
  /// A chain of equations, as the `check` of a block claims it.
  package init(claim members: [MathNode]) {
    let range = members.dropFirst().reduce(members.first?.range ?? 0..<0) { $0.union($1.range) }
    self.init(
      members: members, relations: Array(repeating: .equal, count: max(0, members.count - 1)),
      continues: false, range: range)
  }

  /// A chain cut at its relations; where brackets stay open, those inside them count too.
  init(_ nodes: [MathNode], isOpen: Bool = false) {
    var relations: [Relation] = []
    var isSupposed = false
    func isRelation(_ node: MathNode) -> Bool {
      guard let relation = Relation(node) else { return false }
      relations.append(relation)
      isSupposed = isSupposed || node.asksFor
      return true
    }
    let parts =
      isOpen
      ? nodes.split(omittingEmptySubsequences: false, whereSeparator: isRelation)
      : nodes.splitAtTopLevel(where: isRelation)
    let place = nodes.first?.range.lowerBound ?? 0
    let continues = parts.first?.isEmpty == true
    self.init(
      members: parts.dropFirst(continues ? 1 : 0).map { .row(of: $0, at: place) },
      relations: relations, continues: continues,
      range: MathNode.row(of: nodes, at: place).range)
    self.isSupposed = isSupposed
    joinColons()
    readAssignments()
    readColonsAsProducts()
  }

  /// `A : B` beside an equality, as Frobenius' product; a function has its sets behind a colon.
  private mutating func readColonsAsProducts() {
    guard relations.contains(where: { !$0.isOrder }), !relations.contains(.other("→")) else {
      return
    }
    while let index = relations.firstIndex(of: .other(":")) {
      let left = continues ? index - 1 : index
      guard members.indices.contains(left), members.indices.contains(left + 1),
        !members[left].row.isEmpty, !members[left + 1].row.isEmpty
      else { return }
      let right = members.remove(at: left + 1)
      let place = members[left].range.upperBound..<right.range.lowerBound
      let sign = MathNode(.symbol(Symbol(":", .binary)), at: place)
      members[left] = .row(
        of: members[left].row + [sign] + right.row, at: members[left].range.lowerBound)
      relations.remove(at: index)
    }
  }

  /// `:` and `=` set apart are `:=`; `A =: B` defines `B`.
  private mutating func joinColons() {
    while let index = relations.indices.dropFirst().first(where: { colonBeside($0) }) {
      let empty = continues ? index - 1 : index
      let isReversed = relations[index] == .other(":")
      members.remove(at: empty)
      relations.replaceSubrange((index - 1)...index, with: [.definition])
      if isReversed, !continues, members.count == 2 { members.swapAt(0, 1) }
    }
  }

  /// Whether the relation at `index` and the one before it are `:` and `=`, with nothing between.
  private func colonBeside(_ index: Int) -> Bool {
    let between = continues ? index - 1 : index
    guard members.indices.contains(between), members[between].row.isEmpty else { return false }
    let pair = [relations[index - 1], relations[index]]
    return pair == [.other(":"), .equal] || pair == [.equal, .other(":")]
  }

  /// `w -= g`: an operator that nothing follows belongs to the sign.
  private mutating func readAssignments() {
    let signs: [Relation] = [.other("−"), .other("+"), .other("*")]
    if !continues, relations.count == 2, signs.contains(relations[0]), relations[1] == .equal,
      members[1].row.isEmpty
    {
      (relations, members) = ([.update], [members[0], members[2]])
    }
    guard !continues, relations.first == .equal, let last = members[0].row.last,
      ["+", "−", "*", "/"].contains(last.character)
    else { return }
    relations[0] = .update
    members[0] = .row(of: members[0].row.dropLast(), at: members[0].range.lowerBound)
  }

  /// `A = B ∈ R^n` as `A = B` and `B ∈ R^n`.
  var apartFromMembership: [WrittenStatement] {
    guard relations.count > 1, relations.last == .member, members.count > 1,
      !relations.dropLast().contains(.member)
    else { return [self] }
    var equation = self
    let domain = equation.members.removeLast()
    equation.relations.removeLast()
    let value = equation.members[equation.members.count - 1]
    equation.range = range.lowerBound..<value.range.upperBound
    let membership = WrittenStatement(
      members: [value, domain], relations: [.member], continues: false,
      range: value.range.lowerBound..<range.upperBound)
    return [equation, membership]
  }
}
