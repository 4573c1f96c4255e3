import Diagnostics
import MathSyntax

/// Matrices and cases.
extension ExpressionParser {
  func grid(_ grid: Grid, _ range: SourceRange) throws(ElaborationError) -> Expression {
    switch grid.environment {
    case "cases", "dcases":
      return try cases(MathNode(.grid(grid), at: range).writtenCases ?? [], range)
    case "matrix", "bmatrix", "pmatrix", "array", "smallmatrix":
      return Expression(.matrix(try cells(grid)), at: range)
    default:
      throw .notUnderstood("an environment `\(grid.environment)` is not understood here", at: range)
    }
  }

  private func cells(_ grid: Grid) throws(ElaborationError) -> [[Expression]] {
    let hasDots = grid.rows.joined().contains(where: \.isDots)
    var rows: [[Expression]] = []
    for row in grid.rows where !row.allSatisfy({ $0.row.allSatisfy(\.isInvisible) }) {
      var cells: [Expression] = []
      for cell in row { cells.append(try self.cell(cell, hasDots: hasDots)) }
      rows.append(cells)
    }
    return rows
  }

  /// An empty cell beside dots (`\vdots & & \vdots`) leaves its entry out too.
  private func cell(_ cell: MathNode, hasDots: Bool) throws(ElaborationError) -> Expression {
    let content = cell.row.filter { !$0.isInvisible }
    if cell.isDots || (hasDots && content.isEmpty) { return Expression(.dots, at: cell.range) }
    return try ExpressionParser.parse(content, context, at: cell.range)
  }

  /// The lines of `cases`, each with what stands beside it.
  func cases(_ written: [WrittenCase], _ range: SourceRange) throws(ElaborationError) -> Expression
  {
    let cases = try written.mapEach { (item) throws(ElaborationError) -> Expression.Case in
      let place = MathNode.row(of: item.value, at: range.lowerBound).range
      return Expression.Case(
        value: try ExpressionParser.parse(item.value, context, at: place),
        conditions: try valueConditions(besides: item.condition, range))
    }
    return Expression(.cases(cases), at: range)
  }

  /// `\text{if } z > 0`; none for `\text{otherwise}`.
  private func valueConditions(
    besides cell: [MathNode], _ range: SourceRange
  ) throws(ElaborationError) -> [ValueCondition] {
    var words = cell.flatMap(\.proseWords)
    if words == ["if", "otherwise"] { words = ["otherwise"] }
    let content = cell.compactMap { node -> MathNode? in
      let words = node.proseWords
      if words == ["and"] { return MathNode(.symbol(Symbol(",", .punctuation)), at: node.range) }
      return words.isEmpty && !node.isInvisible ? node : nil
    }
    let isOtherwise =
      words.first { $0 != "if" }.map(["otherwise", "else", "elsewhere"].contains) ?? words.isEmpty
    if content.isEmpty, isOtherwise { return [] }
    guard Set(words).isDisjoint(with: ["unless", "except", "not", "or"]),
      let conditions = try valueConditions(content)
    else {
      let node = MathNode.row(of: cell, at: range.lowerBound)
      throw .notUnderstood("the condition \(node.quoted) is not understood", at: node.range)
    }
    return conditions
  }

  /// `z > 0`, `0 \le z < 1`, `(i = j)`, several between commas; nil where it is no relation.
  func valueConditions(_ nodes: [MathNode]) throws(ElaborationError) -> [ValueCondition]? {
    var nodes = nodes.filter { !$0.isInvisible }
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind {
      nodes = inner
    } else if nodes.count > 2, nodes[0].bracketDepthChange > 0,
      nodes[nodes.count - 1].bracketDepthChange < 0
    {
      nodes = Array(nodes.dropFirst().dropLast())
    }
    var found: [ValueCondition] = []
    for part in nodes.splitAtTopLevel(where: { [",", ":", "∧"].contains($0.character) }) {
      guard !part.isEmpty else { continue }
      guard let conditions = try relations(Array(part)) else { return nil }
      found += conditions
    }
    return found.isEmpty ? nil : found
  }

  /// A chain of relations, step by step.
  private func relations(_ nodes: [MathNode]) throws(ElaborationError) -> [ValueCondition]? {
    if let conditions = indexConditions(nodes) {
      return conditions.map { condition in
        let one = Expression(.number(.one), at: place)
        return ValueCondition(
          left: Expression(.indicator(condition), at: place), relation: .equal, right: one)
      }
    }
    var signs: [Condition.Relation] = []
    let sides = nodes.splitAtTopLevel { node in
      guard let found = node.character.flatMap(Condition.Relation.init) else { return false }
      signs.append(found)
      return true
    }
    guard !signs.isEmpty, sides.allSatisfy({ !$0.isEmpty }) else { return nil }
    let values = try sides.mapEach { (side) throws(ElaborationError) in
      try ExpressionParser.parse(side, context, at: place)
    }
    return signs.indices.map {
      ValueCondition(left: values[$0], relation: signs[$0], right: values[$0 + 1])
    }
  }

  /// `i = j`: relations between index letters that name no value.
  private func indexConditions(_ content: [MathNode]) -> [Condition]? {
    guard let found = conditions(content),
      found.allSatisfy({ condition in
        condition.letters.allSatisfy { !context.scope.declaresBare($0) }
          && condition.letters.isDisjoint(with: context.formals)
      })
    else { return nil }
    return found
  }

  /// 1 where a relation holds, else 0: `[i = j]`, `1_{z > 0}`; nil where `nodes` are no relation.
  func indicator(
    of nodes: [MathNode], _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    guard
      nodes.firstTopLevelIndex(where: { $0.isComparison }) != nil
        || nodes.contains(where: { $0.children.contains(where: \.isComparison) })
    else { return nil }
    guard let conditions = try valueConditions(nodes) else { return nil }
    if conditions.count == 1, case .indicator = conditions[0].left.kind {
      return conditions[0].left
    }
    let (one, zero) = (
      Expression(.number(.one), at: range), Expression(.number(.zero), at: range)
    )
    let cases = [
      Expression.Case(value: one, conditions: conditions),
      Expression.Case(value: zero, conditions: []),
    ]
    return Expression(.cases(cases), at: range)
  }
}

extension MathNode {
  fileprivate var isComparison: Bool {
    character.flatMap(Condition.Relation.init(rawValue:)) != nil
  }

  /// The words of text, without those that only say that a condition follows.
  fileprivate var proseWords: [String] {
    switch kind {
    case .text(let text), .word(let text):
      let isWord = Head.isName(text) && !["if", "otherwise", "else"].contains(text)
      if isWord, case .word = kind { return [] }
      let words = text.lowercased().split { !$0.isLetter }.map(String.init)
      return words.isEmpty ? [" "] : words
    case .row(let nodes), .fenced(_, let nodes, _):
      let words = nodes.map(\.proseWords)
      return words.allSatisfy { !$0.isEmpty } ? words.flatMap { $0 } : []
    default: return []
    }
  }
}

extension MathNode {
  /// A cell that holds `…`, `⋯`, `⋮` or `⋱` and nothing else.
  fileprivate var isDots: Bool {
    let content = row.filter { !$0.isInvisible }
    return content.count == 1 && ["…", "⋯", "⋮", "⋱"].contains(content[0].character)
  }
}
