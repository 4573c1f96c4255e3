import Elaboration
import MathSyntax

extension MathNode {
  /// `\quad` and wider, or narrower spaces that make about as much together.
  var isWideSpace: Bool {
    if case .space(let width) = kind { return width >= 0.8 }
    return false
  }

  /// What a sentence around a formula leaves in it.
  var isPunctuation: Bool {
    guard let character else { return false }
    return [",", ".", ";", ":", "□", "■", "∎", "✓", "✔", "◻", "◼"].contains(character)
  }

  var isBinary: Bool {
    if case .symbol(let symbol) = kind { return symbol.role == .binary }
    return false
  }

  /// Text that is no name.
  var isProse: Bool {
    switch kind {
    case .text: true
    case .font(_, let inner), .styled(_, let inner): inner.isProse
    case .row(let nodes): !nodes.isEmpty && nodes.allSatisfy { $0.isProse || $0.isInvisible }
    default: false
    }
  }

  /// What indicators are written with: `1`, `\mathbb{I}`, `\delta`, a function's name.
  fileprivate var isIndicatorSign: Bool {
    switch kind {
    case .number("1"), .font, .word: true
    default: ["I", "δ"].contains(character)
    }
  }

  /// A capital letter, with scripts or in a font.
  private var isCapital: Bool {
    switch kind {
    case .scripts(let base?, _, _): base.isCapital
    case .font(_, let inner), .accent(_, let inner): inner.row.count == 1 && inner.row[0].isCapital
    case .symbol(let symbol):
      symbol.character.count == 1 && symbol.character.allSatisfy { $0.isUppercase }
    default: false
    }
  }

  private var isFence: Bool {
    switch kind {
    case .scripts(let base?, _, _): base.isFence
    case .fenced: true
    default: false
    }
  }

  var mayBeginMatrix: Bool { isCapital || isFence || bracketDepthChange > 0 }

  var mayEndMatrix: Bool { isCapital || isFence || bracketDepthChange < 0 }

  /// What is said beside an equation: `\text{(chain rule)}`, `(1)`.
  var isAside: Bool { isProse || isPunctuation || isInvisible }

  /// A letter that indices are called by.
  var isIndexLetter: Bool {
    guard let character, let code = character.utf8.first, character.utf8.count == 1 else {
      return false
    }
    return code >= UInt8(ascii: "a") && code <= UInt8(ascii: "z")
  }

  /// `(i \ne j)`, as it stands beside an equation.
  var isBracketedRelation: Bool {
    var nodes = row.filter { !$0.isInvisible }
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind {
      nodes = inner
    } else if let first = nodes.first, first.bracketDepthChange > 0,
      nodes[nodes.count - 1].bracketDepthChange < 0
    {
      nodes = Array(nodes.dropFirst().dropLast())
    } else {
      return false
    }
    return nodes.firstTopLevelIndex { Relation($0) != nil } != nil
  }

  /// `\text{if $i = j$}` in its parts.
  package var proseApart: [MathNode] {
    guard case .row(let nodes) = kind, nodes.contains(where: \.isProse) else { return [self] }
    return nodes.flatMap { node in
      if case .row(let inner) = node.kind { inner } else { [node] }
    }
  }

  /// `\color{red} a = b` behind other parts of a line: what a switch reaches over, equations and all.
  var styleApart: [MathNode] {
    guard case .styled(_, let inner) = kind, inner.row.isWholeEquation else { return [self] }
    return inner.row.flatMap(\.styleApart)
  }

  /// `\left( a` and `b \right)` of two lines as single brackets.
  var halfFenceApart: [MathNode] {
    switch kind {
    case .fenced(let open, let nodes, "") where ["(", "["].contains(open):
      let place = range.lowerBound..<range.lowerBound
      return [MathNode(.symbol(Symbol(open, .opening)), at: place)] + nodes
    case .fenced("", let nodes, let close) where [")", "]"].contains(close):
      let place = range.upperBound..<range.upperBound
      return nodes + [MathNode(.symbol(Symbol(close, .closing)), at: place)]
    case .scripts(let base?, let sub, let sup):
      guard case .fenced("", _, _) = base.kind, let last = base.halfFenceApart.last,
        last.bracketDepthChange < 0
      else { return [self] }
      let closing = MathNode(.scripts(last, sub: sub, sup: sup), at: range)
      return base.halfFenceApart.dropLast() + [closing]
    default: return [self]
    }
  }
}

extension [MathNode] {
  /// `i = j`, `i \ne j`: relations between letters and numbers, as they stand beside an equation.
  var isOrderOfLetters: Bool {
    let seen = filter { !$0.isInvisible && !$0.isProse && !$0.isPunctuation }
    return seen.contains { Relation($0) != nil }
      && seen.allSatisfy { node in
        if case .number = node.kind { return true }
        return node.isIndexLetter || Relation(node) != nil || node.bracketDepthChange != 0
      }
  }

  /// `i = 1, \dots, N`, `i, j \in [n]`: what index letters run over.
  var isRangeOfLetters: Bool {
    let seen = filter { !$0.isInvisible && !$0.isProse }
    let sides = seen.splitAtTopLevel { Relation($0) != nil }
    let isOfLetters = sides[0].allSatisfy { $0.isIndexLetter || [",", "∀"].contains($0.character) }
    guard sides.count > 1, !sides[0].isEmpty, isOfLetters else { return false }
    return seen.isOrderOfLetters || seen.contains { ["…", "⋯", "∈"].contains($0.character) }
  }

  /// A condition in parentheses at the end, `- p_i p_j (i \ne j)`, apart.
  var bracketedConditionApart: (equation: [MathNode], condition: MathNode)? {
    guard let last = self.last else { return nil }
    var start = count - 1
    var inner: [MathNode] = []
    if case .fenced("(", let nodes, ")") = last.kind {
      inner = nodes
    } else if last.character == ")", let open = lastIndex(where: { $0.character == "(" }) {
      start = open
      inner = Array(self[(open + 1)..<(count - 1)])
    }
    guard start > 0, inner.isOrderOfLetters, inner.contains(where: \.isIndexLetter),
      self[..<start].contains(where: { Relation($0) != nil })
    else { return nil }
    let before = self[start - 1]
    let isApart = before.range.upperBound < self[start].range.lowerBound
    let isUnequal = inner.contains { $0.character == "≠" }
    guard isApart || isUnequal, !before.isIndicatorSign else { return nil }
    let condition = MathNode.row(of: inner, at: last.range.lowerBound)
    return (Array(self[..<start]), condition)
  }

  package var withoutTrailingPunctuation: [MathNode] {
    var nodes = self
    while let last = nodes.last, last.isPunctuation || last.isInvisible { nodes.removeLast() }
    return nodes
  }
}

extension MathNode {
  /// A node that is a display by itself: rows of equations, or a box around formulas.
  enum Display {
    case rows(Grid)
    case line([MathNode])
  }

  var display: Display? {
    switch kind {
    case .grid(let grid) where grid.isDisplay: return .rows(grid)
    // A colour or a box around one side alone is no display.
    case .styled(_, let inner):
      return inner.row.isWholeEquation ? .line(inner.row) : inner.display
    case .font(_, let inner) where inner.row.isWholeEquation: return .line(inner.row)
    case .stack(let base, _, _):
      return base.row.isWholeEquation ? .line(base.row) : base.display
    case .fenced("(", let nodes, ")") where nodes.isWholeEquation: return .line(nodes)
    case .fenced("{", let nodes, ""), .fenced("", let nodes, "}"):
      let seen = nodes.filter { !$0.isInvisible }
      guard seen.count == 1, case .grid(let grid) = seen[0].kind, grid.isDisplay || grid.isSystem
      else { return nil }
      return .rows(grid)
    case .row(let nodes):
      let seen = nodes.filter { !$0.isInvisible }
      if nodes.isWholeEquation { return .line(nodes) }
      return seen.count == 1 ? seen[0].display : nil
    default: return nil
    }
  }
}

extension [MathNode] {
  /// Whether a relation stands between other things: what is set around them changes nothing.
  fileprivate var isWholeEquation: Bool {
    guard let place = firstTopLevelIndex(where: { Relation($0) != nil }) else { return false }
    return place > startIndex && place < endIndex - 1
  }
}

extension Grid {
  /// Rows of equations rather than a matrix.
  var isDisplay: Bool {
    switch environment {
    case "align", "aligned", "alignat", "alignedat", "flalign", "gather", "gathered", "split",
      "multline", "eqnarray", "equation":
      true
    case "array": rows.contains { $0.contains(where: \.hasRelation) }
    case "matrix", "cases", "dcases", "rcases", "drcases", "substack": isSystem
    default: false
    }
  }

  /// Each row begins with an equation, or goes on from the one above.
  var isSystem: Bool {
    let filled = rows.filter { row in row.contains { cell in !cell.row.allSatisfy(\.isInvisible) } }
    return !filled.isEmpty
      && filled.allSatisfy { row in
        let isFirst = environment.hasSuffix("cases")
        return (isFirst ? Array(row.prefix(1)) : row).contains(where: \.hasRelation)
      }
  }
}

extension MathNode {
  /// A relation outside brackets.
  fileprivate var hasRelation: Bool { row.firstTopLevelIndex { Relation($0) != nil } != nil }
}
