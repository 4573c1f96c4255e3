/// The entries of a matrix along one line of a reduction.
struct Line<N> {
  let matrix: View<N>
  let start: Int
  let stride: Int
  let count: Int

  subscript(i: Int) -> N { matrix[start + i * stride] }
  func position(_ i: Int) -> Int { start + i * stride }
}

extension Kernel {
  /// The lines that `axis` reduces, in the order of the entries of the result.
  private func lines(_ axis: Axis, _ matrix: View<N>) -> LazyMapCollection<Range<Int>, Line<N>> {
    let (rows, columns) = (matrix.shape.rows, matrix.shape.columns)
    let (number, step, stride, length) =
      switch axis {
      case .all: (1, 0, 1, matrix.count)
      case .down: (columns, 1, columns, rows)
      case .across: (rows, columns, 1, columns)
      }
    return (0..<number).lazy.map {
      Line(matrix: matrix, start: $0 * step, stride: stride, count: length)
    }
  }

  @inline(__always)
  func reduce(_ axis: Axis, _ f: (Line<N>) -> N) {
    let y = y
    for (i, line) in lines(axis, x(0)).enumerated() { y[i] = f(line) }
  }

  func sum(_ line: Line<N>) -> N {
    guard line.count > 0 else { return .zero }
    var total = line[0]
    for i in 1..<max(line.count, 1) { total = total + line[i] }
    return total
  }

  /// A constant near the largest entry. Every choice gives the same result in exact arithmetic; this
  /// one keeps exp from overflowing.
  private func shift(_ line: Line<N>) -> N {
    var largest = -Double.infinity
    for i in 0..<line.count { largest = max(largest, line[i].estimate) }
    return N(dyadic: largest.isFinite ? largest : 0)
  }

  /// s + log Σ exp(x − s)
  func logSumExp(_ line: Line<N>) -> N {
    guard line.count > 0 else { return .undefined }
    let shift = shift(line)
    var total = N.exp(line[0] - shift)
    for i in 1..<max(line.count, 1) { total = total + N.exp(line[i] - shift) }
    return shift + N.log(total)
  }

  /// exp(x − s) / Σ exp(x − s)
  func softmax(_ axis: Axis) {
    let y = y
    for line in lines(axis, x(0)) where line.count > 0 {
      let shift = shift(line)
      var total = N.zero
      for i in 0..<line.count {
        let e = N.exp(line[i] - shift)
        y[line.position(i)] = e
        total = total + e
      }
      for i in 0..<line.count { y[line.position(i)] = y[line.position(i)] / total }
    }
  }
}
