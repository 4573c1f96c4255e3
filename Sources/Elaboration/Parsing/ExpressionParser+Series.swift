import Diagnostics
import MathSyntax

/// Sums and products with dots: `w_1 x_1 + \dots + w_n x_n`, `W_K \cdots W_1`.
extension ExpressionParser {
  /// Dots at the cursor, behind `+` or between factors.
  var isAtDots: Bool { peek.map(\.isSeriesDots) ?? false }

  /// The terms of a sum with dots before the term at `gap`: those that the dots go on from, and the
  /// dots, become one sum.
  func series(
    _ terms: [Expression.Term], gap: Int, isNegative: Bool, _ range: SourceRange
  ) throws(ElaborationError) -> [Expression.Term] {
    guard gap > 0, gap < terms.count, terms[gap - 1].isNegative == isNegative || gap == 1,
      terms[gap].isNegative == isNegative
    else { throw dotsNotUnderstood(range) }
    let found = try run(terms[..<gap].map(\.value), terms[gap].value, range)
    let start = gap - found.count
    guard terms[start..<gap].allSatisfy({ $0.isNegative == isNegative }) else {
      throw dotsNotUnderstood(range)
    }
    let sum = big(.sum, found, range)
    return terms[..<start] + [.init(isNegative: isNegative, value: sum)] + terms[(gap + 1)...]
  }

  /// The factors before and behind dots: those that the dots go on from, and the dots, become one
  /// product. One factor or two make a step.
  func series(
    _ before: [Expression], _ behind: [Expression], _ range: SourceRange
  ) throws(ElaborationError) -> [Expression] {
    for width in 1...2 where before.count >= width && behind.count >= width {
      let last = grouped(behind.prefix(width))
      var groups: [Expression] = []
      var end = before.count
      while end >= width {
        groups.insert(grouped(before[(end - width)..<end]), at: 0)
        end -= width
      }
      guard let found = try? run(groups, last, range) else { continue }
      let kept = before.count - found.count * width
      return before[..<kept] + [big(.seriesProduct, found, range)] + behind.dropFirst(width)
    }
    throw dotsNotUnderstood(range)
  }

  /// `x_1, x_2, \dots, x_n` as one column; nil where no part is dots.
  func list(
    _ parts: [ArraySlice<MathNode>], _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    let gap = parts.firstIndex { part in
      part.count == 1 && part.first.map(\.isSeriesDots) ?? false
    }
    guard let gap else { return nil }
    guard gap > 0, gap == parts.count - 2 else { throw dotsNotUnderstood(range) }
    var values = try (parts[..<gap] + parts[(gap + 1)...]).mapEach {
      (part) throws(ElaborationError) in
      try ExpressionParser.parse(part, context, at: range)
    }
    let last = values.removeLast()
    let found = try run(values, last, range)
    guard found.count == values.count else { throw dotsNotUnderstood(range) }
    return big(.list, found, range)
  }

  /// `\begin{bmatrix} a_1 & \cdots & a_n \end{bmatrix}` as a factor: a row or a column whose entries go on.
  func withoutDots(_ factor: Expression) -> Expression {
    if case .transpose(let inner) = factor.kind, withoutDots(inner) != inner {
      return Expression(.transpose(withoutDots(inner)), at: factor.range)
    }
    guard case .matrix(let rows) = factor.kind,
      rows.count == 1 || rows.allSatisfy({ $0.count == 1 }),
      case var cells = Array(rows.joined()), cells.count > 2, let last = cells.popLast(),
      cells.popLast()?.kind == .dots, let found = try? run(cells, last, factor.range),
      found.count == cells.count
    else { return factor }
    let column = big(.list, found, factor.range)
    return rows.count == 1 ? Expression(.transpose(column), at: factor.range) : column
  }

  private func grouped(_ factors: some Collection<Expression>) -> Expression {
    guard let first = factors.first else { return Expression(.dots, at: place) }
    return factors.count == 1 ? first : Expression(.product(Array(factors)), at: first.range)
  }

  private struct Run {
    let series: Series
    /// How many of the terms before the dots belong to it.
    let count: Int
    /// The index of the first of them.
    let first: IndexTerm
    let isDescending: Bool
  }

  /// The longest run of terms, one index apart, that ends before the dots and that `last` goes on.
  private func run(
    _ terms: [Expression], _ last: Expression, _ range: SourceRange
  ) throws(ElaborationError) -> Run {
    let letter = Series.freshLetter(terms + [last]) {
      context.bound.contains($0) || context.outer.contains($0) || context.scope.declares($0)
    }
    guard let end = terms.last, let series = Series(end, last, letter: letter) else {
      throw dotsNotUnderstood(range)
    }
    var step: Int?
    var index = series.first
    var count = 1
    for term in terms.dropLast().reversed() {
      // A term that is alike but not one apart: which ones the dots stand for is not clear.
      guard let before = Series(term, series.term(at: index), letter: letter) else { break }
      guard let distance = index.distance(from: before.first), abs(distance) == 1,
        step ?? distance == distance, before.body == series.body
      else {
        if before.body == series.body { throw dotsNotUnderstood(range) }
        break
      }
      (step, index, count) = (distance, before.first, count + 1)
    }
    guard let isDescending = isDescending(step, series) else { throw dotsNotUnderstood(range) }
    return Run(series: series, count: count, first: index, isDescending: isDescending)
  }

  /// Which way the index runs; nil where that shows nowhere.
  private func isDescending(_ step: Int?, _ series: Series) -> Bool? {
    if let step { return step < 0 }
    switch (series.first, series.last) {
    case (.number(let a), .number(let b)): return a > b
    case (.number, _): return false
    case (_, .number): return true
    default: return series.last.distance(from: series.first).map { $0 < 0 }
    }
  }

  private func big(_ operation: BigOperator, _ run: Run, _ range: SourceRange) -> Expression {
    let (series, first) = (run.series, run.first)
    guard run.isDescending else {
      let binding = Binding(letter: series.letter, lower: first, upper: extent(series.last))
      return Expression(.big(operation, [binding], series.body), at: range)
    }
    // i = first − t for t = 0, …: the factors stay in their order.
    let count = IndexTerm.difference(first, series.last)
    let body = series.term(at: .difference(first, .letter(series.letter)))
    let binding = Binding(letter: series.letter, lower: .number(0), upper: count)
    return Expression(.big(operation, [binding], body), at: range)
  }

  /// A last index that nothing declares is the extent of the axis.
  private func extent(_ last: IndexTerm) -> IndexTerm? {
    guard case .letter(let name) = last, !context.bound.contains(name),
      !context.outer.contains(name), context.scope.indices[name] == nil
    else { return last }
    return nil
  }

  func dotsNotUnderstood(_ range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("dots"), "what these dots leave out is not clear", at: range,
      hint: "write the sum or the product with its sign")
  }
}

extension MathNode {
  /// `…`, `⋯`.
  package var isSeriesDots: Bool { ["…", "⋯"].contains(character) }
}

extension ArraySlice<MathNode> {
  /// `1 \cdots n`, where dots stand without commas: what is before them, they, and what is behind them.
  package var partsAtDots: [[MathNode]] {
    guard let dots = firstIndex(where: \.isSeriesDots), dots > startIndex, dots < endIndex - 1
    else { return [Array(self)] }
    return [Array(self[..<dots]), [self[dots]], Array(self[(dots + 1)...])]
  }
}
