import MathSyntax

/// The rows of displays: columns in pairs, three to an equation in `eqnarray`, or equations side by
/// side.
extension StatementSplitter {
  mutating func readRows(of grid: Grid) {
    // Up to here the statements of first columns; what stands beside them does not go on below.
    var anchor = 0
    for (number, row) in grid.rows.enumerated() {
      line += 1
      for (group, cells) in grid.equations(in: row).enumerated() {
        let nodes = cells.withoutTitle.flatMap(\.row).flatMap(\.halfFenceApart).withJoinedSpaces
          .withoutLeadingSpace
        guard !nodes.isEmpty else { continue }
        guard group == 0 else {
          read(row: nodes)
          continue
        }
        let beside = number == 0 ? [] : Array(statements.dropFirst(anchor))
        statements.removeLast(beside.count)
        let isContinued = number > 0 && continues(nodes, cells, grid)
        if isContinued { anchor = statements.count }
        statements += beside
        guard !isContinued else { continue }
        read(row: nodes)
        anchor = statements.count
      }
    }
  }

  /// A row that stands for itself.
  private mutating func read(row nodes: [MathNode]) {
    let isTerm =
      !nodes.contains { Relation($0) != nil || $0.display != nil } && !nodes.allSatisfy(\.isAside)
    let start = head
    if isTerm, !parts(of: nodes).contains(where: \.isCondition) {
      head = nodes
    } else if !start.isEmpty, let first = nodes.first, Relation(first) != nil {
      readLine(start + nodes)
    } else {
      readPart(nodes)
    }
  }

  /// Takes a row that goes on from the one above; false where it stands for itself.
  private mutating func continues(_ nodes: [MathNode], _ cells: [MathNode], _ grid: Grid) -> Bool {
    guard head.isEmpty, let last = statements.last, let first = nodes.first else { return false }
    if nodes.allSatisfy(\.isAside) { return false }
    let isImplication = ["⇒", "⟹", "∴", "⇔", "⟺", "→", "⟶"].contains(first.character)
    if last.isUnfinished {
      extendLastMember(by: nodes)
    } else if Relation(first) != nil, !isImplication {
      extend(by: nodes)
    } else if !isImplication, isContinuation(nodes, cells, grid) {
      extendLastMember(by: nodes)
    } else {
      return false
    }
    return true
  }

  /// `+ b` behind an empty cell, or what has no relation where the lines of one equation stand.
  private func isContinuation(_ nodes: [MathNode], _ cells: [MathNode], _ grid: Grid) -> Bool {
    let startsEmpty = cells.count > 1 && cells[0].row.allSatisfy(\.isInvisible)
    let parts = parts(of: nodes)
    guard let first = parts.first, !first.isCondition else { return false }
    if first.hasRelation { return startsEmpty && nodes.first?.isBinary == true }
    return startsEmpty || grid.environment == "multline" || nodes.first?.isBinary == true
  }

  /// A row that starts with a relation: the chain above goes on.
  private mutating func extend(by nodes: [MathNode]) {
    let parts = parts(of: nodes)
    guard let first = parts.first else { return }
    if parts.dropFirst().contains(where: { $0.isCondition || $0.nodes.isOrderOfLetters }) {
      // A row with a condition of its own is a case of its own.
      return readLine((statements.last?.members.first?.row ?? []) + nodes)
    }
    let more = WrittenStatement(first.nodes.withoutTrailingPunctuation)
    var last = statements[statements.count - 1]
    last.members += more.members
    last.relations += more.relations
    last.range = last.range.union(more.range)
    statements[statements.count - 1] = last
    add(Array(parts.dropFirst()), isContinued: true)
  }

  /// A row that starts with `+`: the member above goes on.
  private mutating func extendLastMember(by nodes: [MathNode]) {
    var last = statements[statements.count - 1]
    let parts = parts(of: nodes)
    guard let member = last.members.popLast(), let first = parts.first else { return }
    var joined = WrittenStatement(member.row + first.nodes.withoutTrailingPunctuation)
    if joined.continues {
      // `x = \\ = y`: some write the sign at the end of a line and again where the next one starts.
      if last.relations.last == joined.relations.first {
        joined.relations.removeFirst()
      } else {
        last.members.append(member)
      }
    }
    last.members += joined.members
    last.relations += joined.relations
    last.range = last.range.union(joined.range)
    statements[statements.count - 1] = last
    add(Array(parts.dropFirst()), isContinued: true)
  }
}

extension WrittenStatement {
  /// Its last member breaks off: behind an operator, in a bracket, or before it began.
  fileprivate var isUnfinished: Bool {
    guard let member = members.last else { return false }
    guard let last = member.row.last else { return true }
    return last.isBinary || member.row.hasOpenBracket
  }
}

extension Grid {
  /// The cells of a row, equation by equation.
  fileprivate func equations(in row: [MathNode]) -> [[MathNode]] {
    let width =
      switch environment {
      case "array", "matrix", "cases", "dcases", "rcases", "drcases": max(1, row.count)
      case "eqnarray": 3
      default: 2
      }
    return stride(from: 0, to: row.count, by: width).flatMap {
      equationsSideBySide(Array(row[$0..<min($0 + width, row.count)]))
    }
  }

  /// A cell begins an equation where it has a relation with both sides and so has what stands before.
  private func equationsSideBySide(_ row: [MathNode]) -> [[MathNode]] {
    var found: [[MathNode]] = []
    for cell in row {
      let isWhole = cell.row.isEquation && !cell.row.isOrderOfLetters
      if isWhole, let last = found.last, last.flatMap(\.row).isEquation {
        found.append([cell])
      } else {
        found = found.dropLast() + [(found.last ?? []) + [cell]]
      }
    }
    return found
  }
}

extension [MathNode] {
  /// Cells without a first one of words alone, `\text{forward} & z = …`, unless it is a left side.
  fileprivate var withoutTitle: [MathNode] {
    let filled = filter { !$0.row.allSatisfy(\.isInvisible) }
    guard filled.count > 1, filled[0].row.allSatisfy(\.isAside),
      let next = filled[1].row.first(where: { !$0.isInvisible }), Relation(next) == nil
    else { return self }
    return Array(filled.dropFirst())
  }

  /// A relation with something on both sides of it.
  fileprivate var isEquation: Bool {
    let seen = filter { !$0.isInvisible && !$0.isProse }
    guard let place = seen.firstTopLevelIndex(where: { Relation($0) != nil }) else { return false }
    return place > 0 && place < seen.count - 1
  }

  fileprivate var withoutLeadingSpace: [MathNode] { Array(drop { $0.isInvisible }) }
}
