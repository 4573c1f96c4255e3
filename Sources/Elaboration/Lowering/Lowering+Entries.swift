import Calculus
import Diagnostics

/// Entries, matrices, cases and indicators.
extension Lowering {
  mutating func entries(
    _ value: Value, _ items: [EntryIndex], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if items.contains(where: \.isSpan) { return try block(value, items, bindings, range) }
    if value.flexible == nil, let part = part(items, of: value) {
      let found = try entries(value, part, bindings, range)
      return found.axes.count == 2 ? try transpose(found, range) : found
    }
    let items = splittingDigits(items, axes: value.axes.count).completed(for: value)
    guard value.flexible == nil, items.count == value.axes.count else {
      throw ElaborationError(
        .unclear("index-count"),
        "\(indices(items.count)) on \(value.shapeText), which has \(indices(value.axes.count))",
        at: range)
    }
    var selected: [Int?] = []
    for (item, axis) in zip(items, value.axes) {
      selected.append(try position(item, axis, bindings, range))
    }
    switch selected.count {
    case 1: return try entry(value, selected[0], range)
    case 2: return try entry(value, selected[0], selected[1], range)
    default: return try tensorEntry(value, selected, range)
    }
  }

  private func indices(_ count: Int) -> String { count == 1 ? "1 index" : "\(count) indices" }

  /// `W_{11}` on a matrix is two indices.
  package func splittingDigits(_ items: [EntryIndex], axes: Int) -> [EntryIndex] {
    guard items.count == 1, axes > 1, case .at(.number(let number)) = items[0] else { return items }
    let digits = String(number).compactMap(\.wholeNumberValue)
    return digits.count == axes ? digits.map { .at(.number($0)) } : items
  }

  /// The 0-based position, nil for the whole axis.
  private mutating func position(
    _ item: EntryIndex, _ axis: Dimension, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Int? {
    guard case .at(let term) = item else { return nil }
    if case .letter(let letter) = term, bindings.extents.contains(letter) { return axis.value - 1 }
    let index = try whole(term, bindings, range)
    if bindings.isStatement, case .number = term { pin(axis) }
    if case .letter(let letter) = term, index > axis.value, bindings.summed.contains(letter) {
      throw .illShaped("`\(letter)` runs beyond an axis of length \(axis.value)", at: range)
    }
    guard (1...max(axis.value, 1)).contains(index) else {
      throw ElaborationError(
        .nonexistent, "there is no entry \(index) on an axis of length \(axis.value)", at: range)
    }
    return index - 1
  }

  private mutating func entry(
    _ value: Value, _ row: Int?, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let row else { return value }
    return Value(try node(.slice(.entry(row, 0)), [value.ref], range))
  }

  private mutating func entry(
    _ value: Value, _ row: Int?, _ column: Int?, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    switch (row, column) {
    case (nil, nil): return value
    case (let row?, nil):
      let ref = try node(.slice(.row(row, of: value.shape)), [value.ref], range)
      let lying = Value(ref, rows: .one, columns: value.columns)
      return rowsStand ? try transpose(lying, range) : lying
    case (nil, let column?):
      return Value(
        try node(.slice(.column(column, of: value.shape)), [value.ref], range), [value.rows])
    case (let row?, let column?):
      return Value(try node(.slice(.entry(row, column)), [value.ref], range))
    }
  }

  private mutating func tensorEntry(
    _ value: Value, _ selected: [Int?], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let indices = selected.compactMap { $0 }
    guard indices.count == selected.count else {
      throw .notUnderstood("slices of arrays with more than two axes are not understood", at: range)
    }
    let column = zip(indices, value.axes).dropFirst().reduce(0) { $0 * $1.1.value + $1.0 }
    return Value(try node(.slice(.entry(indices[0], column)), [value.ref], range))
  }

  /// `W[1..m, :]`: the part of an array that lies in these ranges.
  private mutating func block(
    _ value: Value, _ items: [EntryIndex], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard value.flexible == nil, value.axes.count < 3, items.count == value.axes.count else {
      throw .notUnderstood("this slice of \(value.shapeText) is not understood", at: range)
    }
    var spans: [Range<Int>] = []
    var axes: [Dimension] = []
    for (item, axis) in zip(items, value.axes) {
      guard case .span(let first, let last) = item else {
        let position = try position(item, axis, bindings, range)
        spans.append(position.map { $0..<($0 + 1) } ?? 0..<axis.value)
        axes.append(position == nil ? axis : .one)
        continue
      }
      let (lower, upper) = (try whole(first, bindings, range), try whole(last, bindings, range))
      guard lower >= 1, lower <= upper, upper <= axis.value else {
        throw ElaborationError(
          .nonexistent, "\(lower)..\(upper) lies outside an axis of length \(axis.value)", at: range
        )
      }
      if bindings.isStatement, last.isNumber || first.isNumber && lower > 1 { pin(axis) }
      spans.append((lower - 1)..<upper)
      let named = lower == 1 ? last.dimension(bindings.letters, sizes) : nil
      axes.append(named ?? Dimension(upper - lower + 1))
    }
    let columns = spans.count > 1 ? spans[1] : 0..<1
    let ref = try node(.slice(Block(rows: spans[0], columns: columns)), [value.ref], range)
    guard axes.count == 2 else { return Value(ref, axes) }
    return Value(ref, rows: axes[0], columns: axes[1])
  }

  // MARK: Matrices

  /// Cells are numbers or blocks.
  mutating func matrix(
    _ rows: [[Expression]], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let cells = try rows.mapEach { (row) throws(ElaborationError) in
      try row.mapEach { (cell) throws(ElaborationError) in try lower(cell, bindings) }
    }
    if let commutator = try commutator(cells, bindings, range) { return commutator }
    guard let first = cells.first, !first.isEmpty,
      cells.allSatisfy({ $0.count == first.count })
    else { throw .illShaped("the rows of this matrix differ in length", at: range) }
    guard cells.joined().allSatisfy({ $0.flexible == nil && $0.axes.count <= 2 }) else {
      throw .notUnderstood("a block of this matrix has an open shape", at: range)
    }
    if cells.joined().allSatisfy(\.isScalar) {
      let shape = Shape(cells.count, first.count)
      let ref = try node(.assemble(shape), cells.joined().map(\.ref), range)
      return Value(ref, rows: Dimension(shape.rows), columns: Dimension(shape.columns))
    }
    // Columns of different lengths can only stand on one another: `[h_{t-1}, x_t]`.
    let isStack =
      cells.count == 1
      && first.allSatisfy { $0.axes.count == 1 && !$0.isOpen }
      && !first.allSatisfy { $0.rows.isSame(as: first[0].rows) }
    let blocks = isStack ? first.map { [$0] } : cells
    let ref = try build(range) { graph throws(GraphError) in
      try graph.blocks(blocks.map { $0.map(\.ref) })
    }
    return Value(
      ref, rows: total(blocks.map { $0[0].rows }), columns: total(blocks[0].map(\.columns)))
  }

  private func total(_ lengths: [Dimension]) -> Dimension {
    lengths.dropFirst().reduce(lengths[0]) { ($0 + $1) ?? $0 }
  }

  // MARK: Cases

  mutating func cases(
    _ cases: [Expression.Case], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard Set(cases.map(\.conditions)).count == cases.count else {
      throw .notUnderstood("two of these cases have one condition", at: range)
    }
    if let value = try indexCase(cases, bindings, range) { return value }
    guard let last = cases.last, cases.count > 1,
      cases.dropLast().allSatisfy({ !$0.conditions.isEmpty })
    else { throw .notUnderstood("these cases are not understood", at: range) }
    guard last.conditions.isEmpty || cases.map(\.conditions).coverEverything else {
      throw .notUnderstood("whether these cases cover everything is not clear", at: range)
    }
    var result = try lower(last.value, bindings)
    for item in cases.dropLast().reversed() {
      var value = try lower(item.value, bindings)
      for condition in item.conditions.reversed() {
        value = try chosen(condition, value, result, bindings, range)
      }
      result = value
    }
    return result
  }

  /// The case that applies where indices alone decide (`i = j`); nil where values do.
  private mutating func indexCase(
    _ cases: [Expression.Case], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    guard cases.contains(where: { $0.indexConditions?.isEmpty == false }) else { return nil }
    for item in cases {
      guard let conditions = item.indexConditions else {
        throw .notUnderstood("these cases are not understood", at: range)
      }
      let holds = conditions.map { $0.holds(bindings.letters, sizes) }
      guard !holds.contains(nil) else {
        throw ElaborationError(
          .unclear("free-index"), "what an index here ranges over is not clear", at: range)
      }
      if holds.allSatisfy({ $0 == true }) { return try lower(item.value, bindings) }
    }
    throw ElaborationError(.nonexistent, "none of these cases applies", at: range)
  }

  private mutating func chosen(
    _ condition: ValueCondition, _ a: Value, _ b: Value, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let (left, right) = (try lower(condition.left, bindings), try lower(condition.right, bindings))
    var (yes, no) = (a, b)
    let difference: Value
    let test: SignTest
    switch condition.relation {
    case .greater: (difference, test) = (try add(left, right, negating: true, range), .positive)
    case .greaterOrEqual:
      (difference, test) = (try add(left, right, negating: true, range), .nonnegative)
    case .less: (difference, test) = (try add(right, left, negating: true, range), .positive)
    case .lessOrEqual:
      (difference, test) = (try add(right, left, negating: true, range), .nonnegative)
    case .equal: (difference, test) = (try add(left, right, negating: true, range), .zero)
    case .unequal:
      (difference, test) = (try add(left, right, negating: true, range), .zero)
      (yes, no) = (b, a)
    }
    let shaped = [difference, yes, no].first { !$0.axes.isEmpty } ?? yes
    guard [difference, yes, no].allSatisfy({ $0.isScalar || $0.hasSameShape(as: shaped) }) else {
      throw .illShaped("the cases have different shapes", at: range)
    }
    return Value(try node(.choose(test), [difference.ref, yes.ref, no.ref], range), shaped.axes)
  }

  mutating func indicator(
    _ condition: Condition, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let holds = condition.holds(bindings.letters, sizes) else {
      throw ElaborationError(
        .unclear("free-index"), "what an index here ranges over is not clear", at: range)
    }
    return Value(try constant(holds ? .one : .zero, range))
  }
}

extension EntryIndex {
  fileprivate var isSpan: Bool {
    if case .span = self { true } else { false }
  }
}

extension [EntryIndex] {
  /// One index on a lying vector counts its columns.
  func completed(for value: Value) -> [EntryIndex] {
    guard count == 1, value.axes.count == 2, value.rows.isOne else { return self }
    return [.at(.number(1))] + self
  }
}

extension Expression.Case {
  /// Its conditions where all are about indices; nil where one is about a value.
  fileprivate var indexConditions: [Condition]? {
    let found = conditions.compactMap { condition -> Condition? in
      if case .indicator(let inner) = condition.left.kind { inner } else { nil }
    }
    return found.count == conditions.count ? found : nil
  }
}
