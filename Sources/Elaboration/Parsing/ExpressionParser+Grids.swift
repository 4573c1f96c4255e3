import Diagnostics
import MathSyntax

/// Matrices and cases.
extension ExpressionParser {
  func grid(_ grid: Grid, _ range: SourceRange) throws(ElaborationError) -> Expression {
    switch grid.environment {
    case "cases", "dcases": return Expression(.cases(try cases(grid)), at: range)
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

  private func cases(_ grid: Grid) throws(ElaborationError) -> [Expression.Case] {
    var cases: [Expression.Case] = []
    for row in grid.rows where !row.allSatisfy({ $0.row.allSatisfy(\.isInvisible) }) {
      let value = try ExpressionParser.parse(
        (row.first?.row ?? []).droppingComma, context, at: row.first?.range ?? place)
      let condition = try row.dropFirst().first.flatMap { (cell) throws(ElaborationError) in
        try valueCondition(cell)
      }
      cases.append(.init(value: value, condition: condition))
    }
    return cases
  }

  /// `\text{if } z > 0`; nil for `\text{otherwise}`.
  private func valueCondition(_ cell: MathNode) throws(ElaborationError) -> ValueCondition? {
    let content = cell.row.filter { node in
      if case .text = node.kind { return false }
      return !node.isInvisible && node.word != "if" && node.word != "otherwise"
    }.droppingComma
    guard !content.isEmpty else { return nil }
    var relation: Condition.Relation?
    let sides = content.splitAtTopLevel { node in
      guard let found = node.character.flatMap(Condition.Relation.init) else { return false }
      relation = found
      return true
    }
    guard sides.count == 2, let relation else {
      throw .notUnderstood("the condition \(cell.quoted) is not understood", at: cell.range)
    }
    if let condition = indexCondition(content) {
      let one = Expression(.number(.one), at: cell.range)
      return ValueCondition(
        left: Expression(.indicator(condition), at: cell.range), relation: .equal, right: one)
    }
    return ValueCondition(
      left: try ExpressionParser.parse(sides[0], context, at: cell.range), relation: relation,
      right: try ExpressionParser.parse(sides[1], context, at: cell.range))
  }
}

extension ExpressionParser {
  /// `i = j`: a relation between index letters that name nothing else.
  private func indexCondition(_ content: [MathNode]) -> Condition? {
    guard let condition = conditions(content)?.first,
      condition.letters.allSatisfy({ !context.scope.declaresSymbol($0) }),
      condition.letters.isDisjoint(with: context.formals)
    else { return nil }
    return condition
  }
}

extension [MathNode] {
  /// Without the punctuation a sentence around it leaves at the end.
  fileprivate var droppingComma: [MathNode] {
    guard let last, [",", ".", ";"].contains(last.character) else { return self }
    return dropLast()
  }
}

extension MathNode {
  /// A cell that holds `…`, `⋯`, `⋮` or `⋱` and nothing else.
  fileprivate var isDots: Bool {
    let content = row.filter { !$0.isInvisible }
    return content.count == 1 && ["…", "⋯", "⋮", "⋱"].contains(content[0].character)
  }
}
