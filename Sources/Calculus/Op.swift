/// What a node of a graph does with its inputs.
///
/// Each interpretation is a file of its own: `Op+Shape`, `Op+Evaluation`, `Graph+Pullback`,
/// `Graph+Pushforward`. None of them compiles without a row for every operation.
package enum Op: Hashable, Sendable {
  /// A leaf whose value is set from outside; the number tells leaves apart.
  case input(Int)
  /// Every entry is this number.
  case constant(ExactDecimal)
  /// The same value under a name of its own: a variable to differentiate by.
  case named(Int)
  /// The function, entry by entry.
  case map(Elementwise)

  // Two inputs, entry by entry. A 1×1 input goes with every entry of the other.
  case add, subtract, multiply, divide, power, maximum, minimum
  /// Inputs c, a, b: a where c passes the test, else b; 1×1 inputs go with every entry.
  case choose(SignTest)

  case matmul, transpose, kronecker
  case sum(Axis)
  case logSumExp(Axis)
  case softmax(Axis)

  /// A 1×1, a row or a column, repeated to fill the shape.
  case repeated(Shape)
  /// The same entries in row-major order.
  case reshape(Shape)
  /// The block of the input.
  case slice(Block)
  /// The input as a block with its first entry at (row, column), zero elsewhere.
  case place(row: Int, column: Int, in: Shape)
  /// 1×1 inputs, one for each entry in row-major order.
  case assemble(Shape)
  /// Inputs of equal height side by side.
  case beside
  /// Inputs of equal width on top of each other.
  case stacked
  /// The diagonal of a square matrix, as a column.
  case diagonal
  /// The square matrix with the column on its diagonal.
  case diagonalMatrix
  case determinant, inverse
  /// A smooth function of all entries of its inputs, of which nothing else is known, differentiated by
  /// the entries at these positions, in rising order; the result is 1×1.
  case abstract(id: Int, orders: [Int])
  /// What formulas over a prime field need in place of transcendental functions; the last input is
  /// a 1×1 that seeds them.
  case field(FieldOp)
}

/// Operations that have values in a prime field only. No derivative goes through them.
package enum FieldOp: Hashable, Sendable {
  /// Entry by entry.
  case generic(GenericFunction)
  /// Of all entries of the inputs together.
  case genericOfMany(GenericFunction)
  /// log Σ tᵢ entry by entry, from inputs t₁ … tₖ and their logarithms m₁ … mₖ: mⱼ + log(Σ tᵢ / tⱼ) for
  /// a j that does not change when all terms are scaled.
  case logOfSum
}

/// The direction in which a reduction runs.
package enum Axis: Hashable, Sendable {
  /// Over all entries: m×n → 1×1.
  case all
  /// Each column by itself, over the row index: m×n → 1×n.
  case down
  /// Each row by itself, over the column index: m×n → m×1.
  case across

  package func reduced(_ shape: Shape) -> Shape {
    switch self {
    case .all: .scalar
    case .down: Shape(1, shape.columns)
    case .across: Shape(shape.rows, 1)
    }
  }
}

/// What is asked of the first input of `choose`.
package enum SignTest: Hashable, Sendable {
  /// c > 0
  case positive
  /// c ≥ 0
  case nonnegative
  /// c = 0
  case zero
}

/// Neighbouring rows and columns of a matrix, both 0-based.
package struct Block: Hashable, Sendable {
  package let rows: Range<Int>
  package let columns: Range<Int>

  package init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The one entry (row, column), for indices from 0 to below `Int.max`; others are out of bounds.
  package static func entry(_ row: Int, _ column: Int) -> Block {
    Block(rows: single(row), columns: single(column))
  }

  package static func row(_ row: Int, of shape: Shape) -> Block {
    Block(rows: single(row), columns: 0..<shape.columns)
  }

  package static func column(_ column: Int, of shape: Shape) -> Block {
    Block(rows: 0..<shape.rows, columns: single(column))
  }

  package var shape: Shape { Shape(Self.length(rows), Self.length(columns)) }

  package func fits(in shape: Shape) -> Bool {
    rows.lowerBound >= 0 && rows.upperBound <= shape.rows
      && columns.lowerBound >= 0 && columns.upperBound <= shape.columns
  }

  private static func single(_ index: Int) -> Range<Int> {
    index == .max ? index..<index : index..<(index + 1)
  }

  private static func length(_ range: Range<Int>) -> Int {
    let (length, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    return overflow ? .max : length
  }
}
