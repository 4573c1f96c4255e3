import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// The statements of a page, read in a scope that knows its names and as yet nothing of their shapes.
struct Draft {
  struct Line {
    let statement: WrittenStatement
    /// nil where a member was not understood.
    let members: [Expression?]
    /// Its place among the lines of the page.
    let place: Int
  }

  let page: Page
  let plan: NamePlan
  var scope: Scope
  private(set) var lines: [Line] = []
  /// What the page says of shapes: `W \in \mathbb{R}^{m \times n}`.
  private(set) var memberships: [Membership] = []
  /// Sizes that the page names.
  let sizes: SizeNames

  struct Membership {
    let reference: Reference
    let axes: [IndexTerm]
    let isPositive: Bool
    /// `R^{m × n}`.
    let shape: String
    let range: SourceRange
  }

  init(_ page: Page, _ plan: NamePlan) {
    self.page = page
    self.plan = plan
    sizes = SizeNames(page, plan)
    scope = Scope()
    declareNames()
    let decorated = Set(plan.names.filter(\.isDecorated).map(\.base))
    for (place, line) in page.lines.enumerated() {
      var statement = line.statement
      statement.members = statement.members.map { $0.withoutDecorations(decorated) }
      statement.members = scope.applyingBareFunctions(statement.members)
      read(statement, at: place)
    }
  }

  private mutating func read(_ statement: WrittenStatement, at place: Int) {
    if statement.relations.last == .member, statement.members.count == 2 {
      return readMembership(statement)
    }
    let letters = statement.members.compactMap { try? scope.expression($0) }
      .reduce(into: Set<String>()) { $0.formUnion($1.freeLetters) }
    let members = statement.members.map { try? scope.expression($0, outer: letters) }
    lines.append(Line(statement: statement, members: members, place: place))
  }

  /// `x, y \in \mathbb{R}^n`.
  private mutating func readMembership(_ statement: WrittenStatement) {
    guard let domain = try? scope.domain(statement.members[1]) else { return }
    for part in statement.members[0].row.splitAtTopLevel(where: { $0.character == "," }) {
      let name = MathNode.row(of: part, at: statement.range.lowerBound)
      guard case .reference(let reference)? = (try? scope.expression(name))?.kind,
        reference.entries.isEmpty
      else { continue }
      memberships.append(
        Membership(
          reference: reference, axes: domain.axes, isPositive: domain.kind == .positive,
          shape: describe(statement.members[1]), range: statement.range))
    }
  }

  /// Adds all names to the scope, at shapes that only say how many entries are taken of them.
  private mutating func declareNames() {
    var lines = plan.families.values.sorted().map { "size \($0) = 3" }
    lines += plan.families.sorted { $0.key < $1.key }.map { "index \($0.key) = 1..\($0.value)" }
    lines += sizes.declarations(plan)
    let arrays = Set(page.uses.filter { !sizes.contains($0.head) }.map(\.head.base))
    for name in plan.names
    where arrays.contains(name.base) && !(name.asSize.map(sizes.plain.contains) ?? false) {
      if name.arguments > 0 {
        let domains = Array(repeating: "R", count: name.arguments).joined(separator: " × ")
        lines.append("\(name.text(name.letters)) : \(domains) → R")
        continue
      }
      let shape = ["R", "R^3", "R^{3 × 2}"][min(name.entries, 2)]
      for members in name.patterns { lines.append("\(name.text(members)) ∈ \(shape)") }
    }
    // A line that says nothing sensible is left out; the others stand.
    for line in lines { _ = declare(line) }
  }
}

extension NamePlan.Name {
  /// The members that are declared: one for all, or each number by itself.
  var patterns: [[String]] {
    if slots == 0 { return [[]] }
    if hasLetters, letters.count == slots { return [letters] }
    return numbers.sorted { $0.lexicographicallyPrecedes($1) }.map { $0.map(String.init) }
  }
}

extension MathNode {
  /// Without the parentheses behind names that only repeat what these depend on.
  fileprivate func withoutDecorations(_ names: Set<String>) -> MathNode {
    guard !names.isEmpty else { return self }
    guard case .row(let nodes) = kind else { return mapChildren { $0.withoutDecorations(names) } }
    var kept: [MathNode] = []
    var rest = nodes[...]
    while let node = rest.popFirst() {
      kept.append(node.withoutDecorations(names))
      guard let head = Head(node), names.contains(head.base) else { continue }
      let next = rest.drop(while: \.isInvisible)
      if case .fenced("(", _, ")")? = next.first?.kind {
        rest = next.dropFirst()
      } else if next.first?.character == "(", let end = closing(next.dropFirst()) {
        rest = next[(end + 1)...]
      }
    }
    return MathNode(.row(kept), at: range)
  }
}
