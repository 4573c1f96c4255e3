extension Graph {
  /// ∂ det a / ∂a for a square matrix `a` with determinant `y`: the cofactors, which exist for singular
  /// matrices too. Larger matrices, whose minors would be too many, must have an inverse.
  mutating func determinantGradient(_ a: Ref, _ y: Ref) throws(GraphError) -> Ref {
    let n = self[a].shape.rows
    if n > 4 { return try times(y, flipped(apply(.inverse, [a]))) }
    var entries: [Ref] = []
    for (row, column) in self[a].shape.entries {
      let minor = try minor(a, row, column)
      entries.append((row + column).isMultiple(of: 2) ? minor : try negative(minor))
    }
    return try apply(.assemble(self[a].shape), entries)
  }

  /// The determinant without that row and column.
  private mutating func minor(_ a: Ref, _ row: Int, _ column: Int) throws(GraphError) -> Ref {
    let n = self[a].shape.rows
    if n == 1 { return try constant(.one) }
    var bands: [[Ref]] = []
    for rows in [0..<row, (row + 1)..<n] where !rows.isEmpty {
      var band: [Ref] = []
      for columns in [0..<column, (column + 1)..<n] where !columns.isEmpty {
        band.append(try sliced(a, Block(rows: rows, columns: columns)))
      }
      bands.append(band)
    }
    let rest = try blocks(bands)
    return n == 2 ? rest : try apply(.determinant, [rest])
  }
}
