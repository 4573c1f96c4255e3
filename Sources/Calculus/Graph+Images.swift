/// Windows that move over a matrix: convolutions and pooling, made of slices of the whole matrix, one
/// for each place in the window, so that derivatives of every order follow.
extension Graph {
  /// How a window of rows×columns moves over a matrix with a border of zeros.
  package struct Window: Hashable, Sendable {
    package let shape: Shape
    package let stride: Int
    package let padding: Int

    /// Strides below 1 count as 1, paddings below 0 as 0.
    package init(_ shape: Shape, stride: Int = 1, padding: Int = 0) {
      (self.shape, self.stride, self.padding) = (shape, max(stride, 1), max(padding, 0))
    }
  }

  /// y_ij = Σ_pq kernel_pq x_{si+p, sj+q} for a stride s: m×n and p×q give (m−p+1)×(n−q+1) for stride 1.
  package mutating func crossCorrelation(
    _ x: Ref, _ kernel: Ref, stride: Int = 1, padding: Int = 0
  ) throws(GraphError) -> Ref {
    let window = Window(self[kernel].shape, stride: stride, padding: padding)
    var sum: Ref?
    for (place, part) in try parts(of: x, window, verb: "cross-correlate") {
      let factor = try sliced(kernel, .entry(place.row, place.column))
      let term = try apply(.multiply, [factor, part])
      if let old = sum { sum = try apply(.add, [old, term]) } else { sum = term }
    }
    return try strided(orZeros(sum, self[x].shape), window.stride)
  }

  /// Cross-correlation with the kernel turned by 180°: y_ij = Σ_pq kernel_pq x_{i−p, j−q}, where all of
  /// the kernel lies over x.
  package mutating func convolution(
    _ x: Ref, _ kernel: Ref, stride: Int = 1, padding: Int = 0
  ) throws(GraphError) -> Ref {
    let shape = self[kernel].shape
    var entries: [Ref] = []
    for (row, column) in shape.entries.reversed() {
      entries.append(try sliced(kernel, .entry(row, column)))
    }
    let turned = try apply(.assemble(shape), entries)
    return try crossCorrelation(x, turned, stride: stride, padding: padding)
  }

  /// The mean of each window, zeros of the border counted.
  package mutating func averagePooling(_ x: Ref, _ window: Window) throws(GraphError) -> Ref {
    let sum = try pooled(x, window, .add)
    return try apply(.divide, [sum, constant(ExactDecimal(max(window.shape.count, 1)))])
  }

  /// The largest entry of each window.
  package mutating func maxPooling(_ x: Ref, _ window: Window) throws(GraphError) -> Ref {
    try pooled(x, window, .maximum)
  }

  private mutating func pooled(_ x: Ref, _ window: Window, _ op: Op) throws(GraphError) -> Ref {
    var result: Ref?
    for (_, part) in try parts(of: x, window, verb: "pool") {
      if let old = result { result = try apply(op, [old, part]) } else { result = part }
    }
    return try strided(orZeros(result, self[x].shape), window.stride)
  }

  /// For each place in the window, the entries that it sees on its way with stride 1.
  private mutating func parts(
    of x: Ref, _ window: Window, verb: String
  ) throws(GraphError) -> [(place: (row: Int, column: Int), part: Ref)] {
    let padded = try bordered(x, window.padding)
    let (full, size) = (self[padded].shape, window.shape)
    guard size.count > 0, size.rows <= full.rows, size.columns <= full.columns else {
      throw GraphError(.shapeMismatch(operation: verb, shapes: [self[x].shape, size]))
    }
    let (rows, columns) = (full.rows - size.rows + 1, full.columns - size.columns + 1)
    var parts: [(place: (row: Int, column: Int), part: Ref)] = []
    for (row, column) in size.entries {
      let block = Block(rows: row..<(row + rows), columns: column..<(column + columns))
      parts.append(((row, column), try sliced(padded, block)))
    }
    return parts
  }

  private mutating func bordered(_ x: Ref, _ padding: Int) throws(GraphError) -> Ref {
    if padding == 0 { return x }
    let shape = self[x].shape
    let (twice, overflow) = padding.multipliedReportingOverflow(by: 2)
    let (rows, tall) = shape.rows.addingReportingOverflow(twice)
    let (columns, wide) = shape.columns.addingReportingOverflow(twice)
    guard !overflow, !tall, !wide else { throw GraphError(.limit(name: "rows", value: .max)) }
    return try apply(.place(row: padding, column: padding, in: Shape(rows, columns)), [x])
  }

  /// Every `stride`-th row and column, from the first on.
  private mutating func strided(_ x: Ref, _ stride: Int) throws(GraphError) -> Ref {
    if stride == 1 { return x }
    let shape = self[x].shape
    let rows = try selectRows(x, Array(Swift.stride(from: 0, to: shape.rows, by: stride)))
    return try selectColumns(rows, Array(Swift.stride(from: 0, to: shape.columns, by: stride)))
  }

  /// The rows with these indices, from 0, in this order.
  package mutating func selectRows(_ x: Ref, _ indices: [Int]) throws(GraphError) -> Ref {
    var rows: [Ref] = []
    for index in indices { rows.append(try row(x, index)) }
    return try apply(.stacked, rows)
  }

  /// The columns with these indices, from 0, in this order.
  package mutating func selectColumns(_ x: Ref, _ indices: [Int]) throws(GraphError) -> Ref {
    var columns: [Ref] = []
    for index in indices { columns.append(try column(x, index)) }
    return try apply(.beside, columns)
  }
}
