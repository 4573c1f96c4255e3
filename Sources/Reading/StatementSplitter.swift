import Diagnostics
import Elaboration
import MathSyntax

/// The statements of a formula, in order: the rows of a display, and what `\quad`, commas, words and
/// arrows separate, where both parts have a relation of their own (DESIGN section 5). O(n).
package func writtenStatements(of formula: MathNode) -> [WrittenStatement] {
  var splitter = StatementSplitter()
  splitter.read(formula.row)
  return splitter.statements
}

struct StatementSplitter {
  private(set) var statements: [WrittenStatement] = []

  /// Rows of an aligned display, or one line.
  mutating func read(_ nodes: [MathNode]) {
    let visible = nodes.filter { !$0.isInvisible || $0.isWideSpace }
    let content = visible.filter { !$0.isWideSpace && !$0.isPunctuation }
    if content.count == 1, case .grid(let grid) = content[0].kind, grid.isDisplay {
      readRows(of: grid)
    } else if content.count == 1, case .styled(_, let inner) = content[0].kind {
      read(inner.row)
    } else {
      readLine(visible)
    }
  }

  // MARK: Lines

  private mutating func readLine(_ nodes: [MathNode]) {
    let parts = parts(of: nodes)
    if parts.allSatisfy({ !$0.hasRelation }), nodes.hasOpenBracket,
      nodes.contains(where: { Relation($0) != nil })
    {
      // A bracket that is never closed hides the relation; what it leaves is not understood.
      statements.append(WrittenStatement(nodes, isOpen: true))
    } else {
      for part in parts { add(part) }
    }
  }

  /// What separates parts of a line.
  fileprivate enum Separator {
    case start, comma, space
    case text(String)
    case arrow
  }

  fileprivate struct Part {
    let separator: Separator
    var nodes: [MathNode]
  }

  /// The parts with a relation of their own; what has none belongs to the part before it.
  private func parts(of nodes: [MathNode]) -> [Part] {
    var pieces = [Part(separator: .start, nodes: [])]
    var rest = nodes[...]
    while let index = rest.firstTopLevelIndex(where: { separator($0) != nil }) {
      pieces[pieces.count - 1].nodes += rest[..<index]
      pieces.append(Part(separator: separator(rest[index]) ?? .start, nodes: []))
      if case .comma? = separator(rest[index]) {
        // Kept for a part that turns out to go on behind the comma.
        pieces[pieces.count - 1].nodes = [rest[index]]
      }
      rest = rest[(index + 1)...]
    }
    pieces[pieces.count - 1].nodes += rest
    return merged(pieces)
  }

  private func separator(_ node: MathNode) -> Separator? {
    switch node.kind {
    case .space: return node.isWideSpace ? .space : nil
    case .text(let text): return Head.isName(text) ? nil : .text(text)
    case .symbol(let symbol):
      if [",", ";"].contains(symbol.character) { return .comma }
      return ["→", "⟶"].contains(symbol.character) ? .arrow : nil
    default: return nil
    }
  }

  private func merged(_ pieces: [Part]) -> [Part] {
    var parts: [Part] = []
    for piece in pieces {
      if piece.hasRelation || parts.isEmpty {
        parts.append(piece.withoutLeadingComma)
      } else if !parts[parts.count - 1].hasRelation {
        parts[parts.count - 1].nodes += piece.nodes
      } else if case .comma = piece.separator {
        parts[parts.count - 1].nodes += piece.nodes
      } else if !piece.nodes.allSatisfy({ $0.isPunctuation || $0.isInvisible }) {
        parts.append(piece.withoutLeadingComma)
      }
    }
    return parts
  }

  private mutating func add(_ part: Part) {
    let nodes = part.nodes.withoutTrailingPunctuation
    guard !nodes.isEmpty else { return }
    let node = MathNode.row(of: nodes, at: nodes[0].range.lowerBound)
    if part.introducesCondition || !part.hasRelation {
      guard !statements.isEmpty,
        part.hasRelation || part.introducesCondition || node.startsForAll
          || node.isBracketedRelation
      else { return }
      statements[statements.count - 1].conditions.append(node)
      return
    }
    statements += WrittenStatement(nodes).apartFromMembership
  }

  // MARK: Rows

  /// The rows of an aligned display: columns in pairs, or three to an equation in `eqnarray`.
  private mutating func readRows(of grid: Grid) {
    let width = grid.cellsPerEquation
    for (number, row) in grid.rows.enumerated() {
      for start in stride(from: 0, to: row.count, by: width) {
        let cells = row[start..<min(start + width, row.count)]
        let nodes = cells.flatMap { $0.row.filter { !$0.isInvisible || $0.isWideSpace } }
        guard nodes.contains(where: { !$0.isWideSpace }) else { continue }
        let isContinued = number > 0 && start == 0 && !statements.isEmpty
        if isContinued, let first = nodes.first, Relation(first) != nil {
          extend(by: nodes)
        } else if isContinued, cells.first?.row.allSatisfy(\.isInvisible) == true,
          let first = nodes.first, first.isBinary
        {
          extendLastMember(by: nodes)
        } else {
          readLine(nodes)
        }
      }
    }
  }

  /// A row that starts with a relation: the chain above goes on.
  private mutating func extend(by nodes: [MathNode]) {
    let parts = parts(of: nodes)
    guard let first = parts.first else { return }
    let more = WrittenStatement(first.nodes.withoutTrailingPunctuation)
    var last = statements[statements.count - 1]
    last.members += more.members
    last.relations += more.relations
    last.range = last.range.union(more.range)
    statements[statements.count - 1] = last
    for part in parts.dropFirst() { add(part) }
  }

  /// A row that starts with `+`: the member above goes on.
  private mutating func extendLastMember(by nodes: [MathNode]) {
    var last = statements[statements.count - 1]
    guard let member = last.members.popLast() else { return }
    let joined = WrittenStatement(member.row + nodes.withoutTrailingPunctuation)
    last.members += joined.members
    last.relations += joined.relations
    last.range = last.range.union(joined.range)
    statements[statements.count - 1] = last
  }
}

extension [MathNode] {
  fileprivate var hasOpenBracket: Bool { reduce(0) { $0 + $1.bracketDepthChange } > 0 }
}

extension StatementSplitter.Part {
  fileprivate var hasRelation: Bool {
    nodes.firstTopLevelIndex { Relation($0) != nil } != nil
  }

  fileprivate var withoutLeadingComma: Self {
    var part = self
    if let first = nodes.first, first.isPunctuation { part.nodes.removeFirst() }
    return part
  }

  /// `for`, `if`, `where … ≠ …`: words that restrict what stands before them.
  fileprivate var introducesCondition: Bool {
    guard case .text(let text) = separator else { return false }
    let words = text.lowercased().split { !$0.isLetter }
    return words.contains { ["for", "if", "when", "whenever", "unless"].contains($0) }
  }
}

extension WrittenStatement {
  /// `A = B ∈ R^n` as `A = B` and `B ∈ R^n`.
  fileprivate var apartFromMembership: [WrittenStatement] {
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

  /// A chain cut at its relations.
  fileprivate init(_ nodes: [MathNode], isOpen: Bool = false) {
    var relations: [Relation] = []
    func isRelation(_ node: MathNode) -> Bool {
      guard let relation = Relation(node) else { return false }
      relations.append(relation)
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
  }
}
