import Diagnostics
import Elaboration
import MathSyntax

/// The statements of a formula, in order: the rows of a display, and what `\quad`, commas, words and
/// arrows separate, where both parts have a relation of their own (DESIGN section 5). O(n).
///
/// - Parameter joinsSpaces: Whether wide spaces separate nothing, as between two factors.
/// - Parameter cutsAtSigns: Whether narrower spaces and signs that are no operators separate: a bar, a full
///   stop, dots.
package func writtenStatements(
  of formula: MathNode, joinsSpaces: Bool = false, cutsAtSigns: Bool = false
) -> [WrittenStatement] {
  var splitter = StatementSplitter()
  splitter.joinsSpaces = joinsSpaces
  splitter.cutsAtSigns = cutsAtSigns
  splitter.read(formula.row)
  var statements = splitter.statements.flatMap(\.byCases)
  for index in statements.indices { statements[index].ordinal = index }
  return statements
}

/// Reads the lines of a formula; `StatementSplitter+Rows.swift` has the rows of displays.
struct StatementSplitter {
  var statements: [WrittenStatement] = []
  /// A row without a relation that the next row may go on from.
  var head: [MathNode] = []
  var line = 0
  /// Whether wide spaces separate nothing.
  var joinsSpaces = false
  /// Whether signs separate that usually do not.
  var cutsAtSigns = false

  /// Displays side by side, or one line.
  mutating func read(_ nodes: [MathNode]) {
    line += 1
    readPart(nodes)
  }

  /// The same, of a part of the line.
  mutating func readPart(_ nodes: [MathNode]) {
    let visible = (cutsAtSigns ? nodes.cutAtSigns : nodes).withJoinedSpaces
    let content = visible.filter { !$0.isWideSpace && !$0.isPunctuation && !$0.isProse }
    let displays = content.prefix { $0.display != nil }
    guard let last = displays.last else { return readLine(visible) }
    let start = statements.count
    for node in displays {
      switch node.display {
      case .rows(let grid): readRows(of: grid)
      case .line(let inner): read(inner)
      case nil: break
      }
    }
    let rest = visible.drop { $0.range.lowerBound <= last.range.lowerBound }
      .drop { $0.isPunctuation || $0.isInvisible }
    guard displays.count < content.count else { return }
    readBeside(Array(rest), start)
  }

  /// What stands behind displays: a condition on all their statements from `start` on, or more of them.
  private mutating func readBeside(_ rest: [MathNode], _ start: Int) {
    let isCondition = parts(of: rest).allSatisfy(\.isCondition) || rest.isRangeOfLetters
    guard isCondition, let first = rest.first else { return read(rest) }
    let condition = MathNode.row(of: rest, at: first.range.lowerBound)
    for index in start..<statements.count { statements[index].conditions.append(condition) }
  }

  // MARK: Lines

  mutating func readLine(_ nodes: [MathNode]) {
    head = []
    let nodes = nodes.flatMap(\.styleApart).flatMap(\.proseApart).withoutMarks
    let parts = parts(of: nodes)
    if parts.allSatisfy({ !$0.hasRelation }), nodes.hasOpenBracket,
      nodes.contains(where: { Relation($0) != nil })
    {
      // A bracket that is never closed hides the relation; what it leaves is not understood.
      append(WrittenStatement(nodes, isOpen: true))
    } else {
      add(parts)
    }
  }

  mutating func append(_ statement: WrittenStatement) {
    statements.append(statement)
    statements[statements.count - 1].line = line
  }

  /// Conditions before the first statement of a line restrict those behind them; others the
  /// statement before.
  mutating func add(_ parts: [LinePart], isContinued: Bool = false) {
    let first = parts.firstIndex { $0.hasRelation && !$0.isCondition }
    var leading: [MathNode] = []
    for (index, part) in parts.enumerated() {
      let nodes = part.nodes.withoutTrailingPunctuation
      guard !nodes.isEmpty || part.isCondition else { continue }
      if part.isCondition || !part.hasRelation {
        guard let condition = part.condition else { continue }
        if let first, index < first || !leading.isEmpty, !isContinued {
          if index > first { leading = [] }
          leading.append(condition)
        } else if !statements.isEmpty {
          statements[statements.count - 1].conditions.append(condition)
        }
        continue
      }
      let (equation, condition) = nodes.bracketedConditionApart.map { ($0, [$1]) } ?? (nodes, [])
      for var statement in WrittenStatement(equation).apartFromMembership {
        statement.conditions = leading + condition
        statement.isImplied = part.isImplied
        statement.isSupposed = statement.isSupposed || part.isSupposed
        append(statement)
      }
    }
  }

  /// The parts with a relation of their own; what has none belongs to the part before it.
  func parts(of nodes: [MathNode]) -> [LinePart] {
    var pieces = [LinePart(separator: .start, nodes: [])]
    var rest = nodes[...]
    while let index = rest.firstTopLevelIndex(where: separates) {
      let separator = LinePart.Separator(rest[index]) ?? .start
      pieces[pieces.count - 1].nodes += rest[..<index]
      // A comma or a colon is kept for a part that turns out to go on behind it.
      pieces.append(
        LinePart(separator: separator, nodes: separator.isSign ? [rest[index]] : []))
      rest = rest[(index + 1)...]
    }
    pieces[pieces.count - 1].nodes += rest
    return merged(pieces)
  }

  private func separates(_ node: MathNode) -> Bool {
    if joinsSpaces, case .space(let width) = node.kind, width < 2 { return false }
    return LinePart.Separator(node) != nil
  }

  private func merged(_ pieces: [LinePart]) -> [LinePart] {
    var parts: [LinePart] = []
    for piece in pieces {
      guard let last = parts.last else {
        parts.append(piece.withoutLeadingSign)
        continue
      }
      if piece.goesOn(from: last) {
        parts[parts.count - 1] = last.joined(piece)
      } else if piece.isCondition || !piece.isEmpty {
        if last.isEmpty, !last.isCondition { parts.removeLast() }
        // What follows from a condition on indices is restricted by it.
        parts.append(last.isPremise(of: piece) ? piece.asRestricted : piece.withoutLeadingSign)
      }
    }
    return parts
  }
}

extension [MathNode] {
  /// Without what cannot be seen; spaces side by side are one, narrow ones are none.
  var withJoinedSpaces: [MathNode] {
    var found: [MathNode] = []
    for node in self {
      if case .space(let width) = node.kind {
        if case .space(let before)? = found.last?.kind, let last = found.popLast() {
          found.append(MathNode(.space(before + width), at: last.range.union(node.range)))
        } else {
          found.append(node)
        }
      } else if !node.isInvisible {
        found.append(node)
      }
    }
    return found.filter { !$0.isInvisible || $0.isWideSpace }
  }

  var hasOpenBracket: Bool { reduce(0) { $0 + $1.bracketDepthChange } > 0 }
}
