import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// `expand E`: E entry by entry as symbols.
extension Runner {
  /// Larger matrices are elided by the page anyway; their entries are not even written out.
  static let maximalEntries = 10_000
  /// A sum in an entry is written out up to this many terms.
  static let maximalTerms = 6

  /// One matrix for all members of a family if they have one shape, else one for each.
  mutating func expand(_ node: MathNode) throws(Diagnostic) -> [BlockResult.Kind] {
    let expression = try expression(node)
    let letters = expression.freeLetters.sorted()
    guard let letter = letters.first else {
      return [try expansion(expression, Bindings(), caption: node, node)]
    }
    guard letters.count == 1, let range = lowering.range(ofIndex: letter) else {
      throw .openShow(letter, at: node.range)
    }
    let members = range.filter {
      lowering.membersExist(expression.references, Bindings(letters: [letter: $0]))
    }
    var shapes: Set<Shape> = []
    for member in members {
      shapes.insert(try lower(expression, Bindings(letters: [letter: member])).shape)
    }
    guard shapes.count > 1 else {
      let bindings = Bindings(letters: [letter: members.first ?? range.lowerBound])
      return [try expansion(expression, bindings, caption: node, node)]
    }
    var results: [BlockResult.Kind] = []
    for member in members {
      let bindings = Bindings(letters: [letter: member])
      let caption = node.replacing(letter: letter, by: member)
      results.append(try expansion(self.expression(caption), bindings, caption: caption, node))
    }
    return results
  }

  private mutating func expansion(
    _ expression: Expression, _ bindings: Bindings, caption: MathNode, _ node: MathNode
  ) throws(Diagnostic) -> BlockResult.Kind {
    let value = try lower(expression, bindings)
    let shape = value.shape
    if value.isScalar {
      guard case .reference = expression.kind else {
        return .expansion(caption: caption, formula: Notation(scope).node(expression))
      }
      throw .nothingToExpand(node)
    }
    guard shape.count <= Runner.maximalEntries else { throw .notExpandable(node) }
    let columns = Self.shown(shape.columns)
    var rows: [[Expression?]] = []
    for row in Self.shown(shape.rows) {
      var cells: [Expression?] = []
      for column in columns {
        guard let row, let column else {
          cells.append(nil)
          continue
        }
        cells.append(try entry(expression, row, column, bindings))
      }
      rows.append(cells)
    }
    let marks = FactorMarks(rows.flatMap { $0.compactMap { $0 } })
    let notation = Notation(scope, marking: { marks.number(of: $0) })
    let isElided = max(shape.rows, shape.columns) > Self.largestSide
    let cells = rows.map { row in
      row.indices.map { index in
        row[index].map(notation.node)
          ?? MathNode(.symbol(Symbol(dots(row, columns[index]), .ordinary)), at: node.range)
      }
    }
    return .expansion(
      caption: caption, formula: notation.matrix(cells),
      shape: isElided ? shape.description : nil)
  }

  /// More rows or columns of formulas do not fit beside text.
  private static let largestSide = 8

  /// The rows or columns to write out, counted from 1; nil stands for those that are left out.
  private static func shown(_ count: Int) -> [Int?] {
    count > largestSide ? [1, 2, 3, nil, count] : Array(1...max(count, 1))
  }

  private func dots(_ row: [Expression?], _ column: Int?) -> String {
    if row.contains(where: { $0 != nil }) { return "⋯" }
    return column == nil ? "⋱" : "⋮"
  }

  /// Entry (row, column), counted from 1, of what an expression means.
  private mutating func entry(
    _ expression: Expression, _ row: Int, _ column: Int, _ bindings: Bindings
  ) throws(Diagnostic) -> Expression {
    let value = try lower(expression, bindings)
    guard !value.axes.isEmpty || value.isOpen else { return expression }
    let range = expression.range
    switch expression.kind {
    case .identity: return .number(row == column ? 1 : 0, at: range)
    case .ones: return .number(1, at: range)
    case .reference(let reference) where reference.entries.isEmpty:
      return Expression(
        .reference(
          Reference(
            symbol: reference.symbol, members: reference.members,
            entries: indices(value, row, column))), at: range)
    case .transpose(let operand): return try entry(operand, column, row, bindings)
    case .negated(let operand):
      return Expression(.negated(try entry(operand, row, column, bindings)), at: range)
    case .sum(let terms):
      var entries: [Expression.Term] = []
      for term in terms {
        entries.append(
          .init(isNegative: term.isNegative, value: try entry(term.value, row, column, bindings)))
      }
      return .sum(withoutZeros: entries, at: range)
    case .product(let factors): return try product(factors, row, column, bindings, range)
    case .chain(let first, let links): return try chain(first, links, row, column, bindings, value)
    case .quotient(let a, let b):
      return Expression(
        .quotient(try entry(a, row, column, bindings), try entry(b, row, column, bindings)),
        at: range)
    case .derivative(let operand, let variables, let sign):
      return try derivative(operand, variables, sign, row, column, bindings, value)
    case .gradient(let operand, let variables):
      return try derivative(operand, variables, .partial, row, column, bindings, value)
    case .call(let function, let arguments) where function.isEntrywise && arguments.count == 1:
      return Expression(
        .call(function, [try entry(arguments[0], row, column, bindings)]), at: range)
    case .matrix(let rows)
    where rows.count == value.shape.rows && rows[row - 1].count == value.shape.columns:
      return rows[row - 1][column - 1]
    default:
      return Expression(.entries(expression, indices(value, row, column)), at: range)
    }
  }

  private func indices(_ value: Value, _ row: Int, _ column: Int) -> [EntryIndex] {
    value.axes.count == 1 ? [.at(.number(row))] : [.at(.number(row)), .at(.number(column))]
  }

  /// The last factor split off: Σ_j (A…)_{ij} B_{jk}; numbers stay in front.
  private mutating func product(
    _ factors: [Expression], _ row: Int, _ column: Int, _ bindings: Bindings, _ range: SourceRange
  ) throws(Diagnostic) -> Expression {
    guard factors.count > 1, let last = factors.last else {
      return try entry(factors[0], row, column, bindings)
    }
    let rest = Array(factors.dropLast())
    let left = rest.count == 1 ? rest[0] : Expression(.product(rest), at: range)
    let (a, b) = (try lower(left, bindings), try lower(last, bindings))
    // I A is A; what else takes its shape from its neighbour stays as it is.
    if last.kind == .identity, !a.axes.isEmpty { return try entry(left, row, column, bindings) }
    if left.kind == .identity, !b.axes.isEmpty { return try entry(last, row, column, bindings) }
    if a.isOpen && !b.axes.isEmpty || b.isOpen && !a.axes.isEmpty {
      let whole = Expression(.product(factors), at: range)
      return Expression(
        .entries(whole, indices(try lower(whole, bindings), row, column)), at: range)
    }
    if a.axes.isEmpty || b.axes.isEmpty {
      let parts = [try entry(left, row, column, bindings), try entry(last, row, column, bindings)]
      return .product(withoutOnes: parts, at: range)
    }
    guard a.columns.value <= Runner.maximalTerms else {
      let whole = Expression(.product(factors), at: range)
      return Expression(
        .entries(whole, indices(try lower(whole, bindings), row, column)), at: range)
    }
    var terms: [Expression.Term] = []
    for inner in 1...max(a.columns.value, 1) {
      let parts = [
        try entry(left, row, inner, bindings), try entry(last, inner, column, bindings),
      ]
      terms.append(.init(isNegative: false, value: .product(withoutOnes: parts, at: range)))
    }
    return .sum(withoutZeros: terms, at: range)
  }

  /// `⊙` and its like entry by entry; other signs as the product they mean here.
  private mutating func chain(
    _ first: Expression, _ links: [Expression.Link], _ row: Int, _ column: Int,
    _ bindings: Bindings, _ value: Value
  ) throws(Diagnostic) -> Expression {
    let factors = [first] + links.map(\.factor)
    var shapes: [Value] = []
    for factor in factors { shapes.append(try lower(factor, bindings)) }
    let range = first.range
    let isByEntries = shapes.allSatisfy { $0.axes.isEmpty || $0.shape == value.shape }
    guard isByEntries || !links.contains(where: { $0.operation == .tensor }) else {
      let whole = Expression(.chain(first, links), at: range)
      return Expression(.entries(whole, indices(value, row, column)), at: range)
    }
    guard isByEntries else { return try product(factors, row, column, bindings, range) }
    var parts: [Expression] = []
    for factor in factors { parts.append(try entry(factor, row, column, bindings)) }
    return .product(withoutOnes: parts, at: range)
  }

  private mutating func derivative(
    _ operand: Expression, _ variables: [Expression], _ sign: DerivativeSign, _ row: Int,
    _ column: Int, _ bindings: Bindings, _ value: Value
  ) throws(Diagnostic) -> Expression {
    let range = operand.range
    let u = try lower(operand, bindings)
    guard variables.count == 1 else {
      let whole = Expression(.derivative(of: operand, by: variables, sign), at: range)
      return Expression(.entries(whole, indices(value, row, column)), at: range)
    }
    if u.axes.isEmpty {
      let variable = try entry(variables[0], row, column, bindings)
      return Expression(.derivative(of: operand, by: [variable], sign), at: range)
    }
    let v = try lower(variables[0], bindings)
    let top = try entry(operand, row, v.axes.isEmpty ? column : 1, bindings)
    let variable = v.axes.isEmpty ? variables[0] : try entry(variables[0], column, 1, bindings)
    return Expression(.derivative(of: top, by: [variable], sign), at: range)
  }
}

/// Entries of an identity are written out as what they leave: `W - I` has `W_{12}` beside its
/// diagonal.
extension Expression {
  fileprivate static func number(_ value: Int, at range: SourceRange) -> Expression {
    Expression(.number(ExactDecimal(value)), at: range)
  }

  private func isNumber(_ value: Int) -> Bool { kind == .number(ExactDecimal(value)) }

  fileprivate static func sum(withoutZeros terms: [Term], at range: SourceRange) -> Expression {
    let rest = terms.filter { !$0.value.isNumber(0) }
    guard let first = rest.first else { return number(0, at: range) }
    guard rest.count == 1 else { return Expression(.sum(rest), at: range) }
    return first.isNegative ? Expression(.negated(first.value), at: range) : first.value
  }

  fileprivate static func product(
    withoutOnes factors: [Expression], at range: SourceRange
  ) -> Expression {
    if factors.contains(where: { $0.isNumber(0) }) { return number(0, at: range) }
    let rest = factors.filter { !$0.isNumber(1) }
    guard let first = rest.first else { return number(1, at: range) }
    return rest.count == 1 ? first : Expression(.product(rest), at: range)
  }
}
