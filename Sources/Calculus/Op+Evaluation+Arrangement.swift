extension Kernel {
  /// The operations that only move entries.
  func arrange() {
    switch step.pointee.op {
    case .repeated: repeatEntries()
    case .slice(let block): copySlice(block)
    case .place(let row, let column, _):
      y.fill(.zero)
      copy(x(0), toRow: row, column: column)
    case .assemble: for i in 0..<inputCount { y[i] = x(i)[0] }
    case .beside, .stacked: join()
    case .diagonal: for i in 0..<y.count { y[i] = x(0)[i, i] }
    case .diagonalMatrix:
      y.fill(.zero)
      for i in 0..<y.shape.rows { y[i, i] = x(0)[i] }
    default: break
    }
  }

  private func repeatEntries() {
    let (a, y) = (x(0), y)
    let rowStep = a.shape.rows == 1 ? 0 : 1
    let columnStep = a.shape.columns == 1 ? 0 : 1
    for i in 0..<y.shape.rows {
      for j in 0..<y.shape.columns { y[i, j] = a[i * rowStep, j * columnStep] }
    }
  }

  private func copySlice(_ block: Block) {
    let (a, y) = (x(0), y)
    let (row, column) = (block.rows.lowerBound, block.columns.lowerBound)
    for i in 0..<y.shape.rows {
      for j in 0..<y.shape.columns { y[i, j] = a[row + i, column + j] }
    }
  }

  private func copy(_ a: View<N>, toRow row: Int, column: Int) {
    let y = y
    for i in 0..<a.shape.rows {
      for j in 0..<a.shape.columns { y[row + i, column + j] = a[i, j] }
    }
  }

  private func join() {
    var (row, column) = (0, 0)
    for i in 0..<inputCount {
      let a = x(i)
      copy(a, toRow: row, column: column)
      if case .beside = step.pointee.op { column += a.shape.columns } else { row += a.shape.rows }
    }
  }
}
