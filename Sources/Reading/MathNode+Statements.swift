import MathSyntax

extension MathNode {
  /// `\quad` and wider.
  var isWideSpace: Bool {
    if case .space(let width) = kind { return width >= 1 }
    return false
  }

  /// What a sentence around a formula leaves in it.
  var isPunctuation: Bool {
    guard let character else { return false }
    return [",", ".", ";", ":"].contains(character)
  }

  var isBinary: Bool {
    if case .symbol(let symbol) = kind { return symbol.role == .binary }
    return false
  }

  /// `(i \ne j)`, as it stands beside an equation.
  var isBracketedRelation: Bool {
    var nodes = row.filter { !$0.isInvisible }
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind {
      nodes = inner
    } else if let first = nodes.first, first.bracketDepthChange > 0 {
      nodes = Array(nodes.dropFirst().dropLast())
    } else {
      return false
    }
    return nodes.firstTopLevelIndex { Relation($0) != nil } != nil
  }

  /// `\forall i …`.
  var startsForAll: Bool { row.first?.character == "∀" }
}

extension [MathNode] {
  var withoutTrailingPunctuation: [MathNode] {
    var nodes = self
    while let last = nodes.last, last.isPunctuation || last.isInvisible { nodes.removeLast() }
    return nodes
  }
}

extension Grid {
  /// Rows of equations rather than a matrix.
  var isDisplay: Bool {
    switch environment {
    case "align", "aligned", "alignat", "alignedat", "flalign", "gather", "gathered", "split",
      "multline", "eqnarray", "equation":
      true
    case "array":
      rows.contains { $0.contains { cell in cell.row.contains { Relation($0) != nil } } }
    default: false
    }
  }

  /// How many cells make an equation: `A &= B`, or `A &=& B`.
  var cellsPerEquation: Int {
    switch environment {
    case "eqnarray": 3
    case "array": Swift.max(1, rows.map(\.count).max() ?? 1)
    default: 2
    }
  }
}
