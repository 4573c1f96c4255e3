import Calculus
import Diagnostics
import NetSyntax

/// Columns and rows beside matrices, where a block says `broadcast on` or `batch rows`.
extension Lowering {
  /// Both in one shape: a column as every column of a matrix, a row as every row. They are returned
  /// as they are where no setting says so, or where that does not fit.
  mutating func broadcasting(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> (Value, Value) {
    guard scope.broadcasts || scope.batchAxis != nil else { return (a, b) }
    return (try repeated(a, like: b, range), try repeated(b, like: a, range))
  }

  /// `b 1ᵀ` with as many columns as `other` has, `1 bᵀ` with as many rows.
  mutating func spread(
    _ value: Value, over other: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let shape = graph.shape(of: value.ref)
    let isColumn = value.flexible == .columns
    let fits =
      isColumn ? shape.rows == other.rows.value : shape.columns == other.columns.value
    guard other.axes.count == 2, fits else {
      throw .illShaped("a repeated vector stands beside \(other.shapeText)", at: range)
    }
    let one = try constant(.one, range)
    let count = isColumn ? Shape(1, other.columns.value) : Shape(other.rows.value, 1)
    let ones = try node(.repeated(count), [one], range)
    return Value(
      try node(.matmul, isColumn ? [value.ref, ones] : [ones, value.ref], range), other.axes)
  }

  /// What would make both fit, for a hint.
  func broadcastHint(_ a: Value, _ b: Value) -> String? {
    guard !scope.broadcasts, direction(a, b) != nil || direction(b, a) != nil else { return nil }
    return "write `broadcast on` in the block if every column or row is meant"
  }

  private enum Direction { case column, row }

  /// Which way `value` is repeated beside `other`; nil where it is not.
  private func direction(_ value: Value, _ other: Value) -> Direction? {
    guard value.flexible == nil, other.flexible == nil, other.axes.count == 2,
      !value.isScalar, value.axes.count <= 2, value.shape != other.shape
    else { return nil }
    let isRow = value.axes.count == 2 && value.rows.value == 1
    guard isRow || value.columns.value == 1 else { return nil }
    // A bias is a column; in a batch of rows it lies in every one of them.
    let lies = scope.batchAxis == .rows && value.axes.count == 1
    if lies { return value.rows.value == other.columns.value ? .row : nil }
    if isRow { return value.columns.value == other.columns.value ? .row : nil }
    return value.rows.value == other.rows.value ? .column : nil
  }

  private mutating func repeated(
    _ value: Value, like other: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let direction = direction(value, other) else { return value }
    let one = try constant(.one, range)
    switch direction {
    case .column:
      let ones = try node(.repeated(Shape(1, other.columns.value)), [one], range)
      return Value(try node(.matmul, [value.ref, ones], range), other.axes)
    case .row:
      var row = value.ref
      if value.axes.count == 1 { row = try node(.transpose, [row], range) }
      let ones = try node(.repeated(Shape(other.rows.value, 1)), [one], range)
      return Value(try node(.matmul, [ones, row], range), other.axes)
    }
  }
}
