import MathSyntax

/// One line of `cases` as written.
package struct WrittenCase {
  package let value: [MathNode]
  /// What stands beside the value, words included; empty where nothing does.
  package let condition: [MathNode]
}

extension MathNode {
  /// The lines of `cases`, or of an array behind a brace.
  package var writtenCases: [WrittenCase]? {
    switch kind {
    case .grid(let grid) where ["cases", "dcases"].contains(grid.environment):
      return grid.writtenCases
    case .fenced("{", let nodes, ""):
      let seen = nodes.filter { !$0.isInvisible }
      guard seen.count == 1, case .grid(let grid) = seen[0].kind,
        ["array", "aligned", "matrix", "alignedat", "split", "gathered"].contains(grid.environment)
      else { return nil }
      return grid.writtenCases
    case .row(let nodes):
      let seen = nodes.filter { !$0.isInvisible }
      return seen.count == 1 ? seen[0].writtenCases : nil
    default:
      return nil
    }
  }
}

extension Grid {
  fileprivate var writtenCases: [WrittenCase] {
    rows.compactMap { row in
      guard let first = row.first, !row.allSatisfy({ $0.row.allSatisfy(\.isInvisible) }) else {
        return nil
      }
      var value = first.row.trimmed
      var condition = row.dropFirst().flatMap(\.row).trimmed
      // Without a second cell the condition stands behind a space or a word.
      if condition.isEmpty, let place = value.firstTopLevelIndex(where: \.separatesCondition) {
        condition = value[place...].map { $0 }.trimmed
        value = value[..<place].map { $0 }.trimmed
      }
      return WrittenCase(value: value, condition: condition)
    }
  }
}

extension [MathNode] {
  /// Without the punctuation and the space around it.
  fileprivate var trimmed: [MathNode] {
    var nodes = self[...]
    while let last = nodes.last, last.isCasePunctuation { nodes.removeLast() }
    while let first = nodes.first, first.isCasePunctuation { nodes.removeFirst() }
    return Array(nodes)
  }
}

extension MathNode {
  fileprivate var isCasePunctuation: Bool {
    isInvisible || [",", ".", ";", ":"].contains(character ?? "")
  }

  fileprivate var separatesCondition: Bool {
    switch kind {
    case .text(let text): !Head.isName(text)
    case .row(let nodes): nodes.first?.separatesCondition ?? false
    case .space(let width): width >= 1
    default: false
    }
  }
}
