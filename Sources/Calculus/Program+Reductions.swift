extension Program.Instruction {
  /// The instructions that are not entry by entry.
  func runReduction(_ m: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>) {
    let (x, y) = (UnsafePointer(m + a), m + y)
    switch code {
    case .fill: y.update(repeating: x[0], count: count)
    case .repeatRow: for i in 0..<rows { (y + i * columns).update(from: x, count: columns) }
    case .repeatColumn:
      for i in 0..<rows { (y + i * columns).update(repeating: x[i], count: columns) }
    case .sum: y[0] = Vector.sum(x, count)
    case .sumAcross: for i in 0..<rows { y[i] = Vector.sum(x + i * columns, columns) }
    case .sumDown: sumDown(x, y)
    case .softmax: softmax(x, y)
    case .logSumExp: y[0] = logSumExp(x)
    case .softmaxDown:
      exponentialsDown(x, y, scratch)
      for i in 0..<rows {
        for j in 0..<columns { y[i * columns + j] /= scratch[columns + j] }
      }
    case .logSumExpDown:
      logSumExpDown(x, y, scratch)
    default: break
    }
  }

  private func sumDown(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>) {
    y.update(repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns { y[j] += x[i * columns + j] }
    }
  }

  /// The largest number, 0 where that is infinite: a shift that keeps exp from overflowing.
  private func largest(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var largest = -Double.infinity
    for i in 0..<count { largest = x[i] > largest ? x[i] : largest }
    return largest.isFinite ? largest : 0
  }

  private func softmax(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>) {
    let shift = Vector.Four(repeating: largest(x, count))
    Vector.map(x, into: y, count) { Vector.exp($0 - shift) }
    let total = Vector.sum(y, count)
    Vector.map(y, into: y, count) { $0 / total }
  }

  private func logSumExp(_ x: UnsafePointer<Double>) -> Double {
    let shift = largest(x, count)
    var total = 0.0
    var i = 0
    while i < count {
      let left = min(count - i, 4)
      let e = Vector.exp(Vector.load(x + i, left) - shift)
      for j in 0..<left { total += e[j] }
      i += left
    }
    return shift + libmLog(total)
  }

  /// exp(x − s) for every entry, with the shifts s and the sums of each column in `scratch`.
  private func exponentialsDown(
    _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let (shifts, totals) = (shiftsDown(x, scratch), scratch + columns)
    totals.update(repeating: 0, count: columns)
    for i in 0..<rows {
      let (x, y) = (x + i * columns, y + i * columns)
      Vector.map(x, shifts, into: y, columns) { Vector.exp($0 - $1) }
      for j in 0..<columns { totals[j] += y[j] }
    }
  }

  private func shiftsDown(
    _ x: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> UnsafeMutablePointer<Double> {
    scratch.update(repeating: -.infinity, count: columns)
    for i in 0..<rows {
      let x = x + i * columns
      for j in 0..<columns { scratch[j] = x[j] > scratch[j] ? x[j] : scratch[j] }
    }
    for j in 0..<columns where !scratch[j].isFinite { scratch[j] = 0 }
    return scratch
  }

  private func logSumExpDown(
    _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let (shifts, line) = (shiftsDown(x, scratch), scratch + columns)
    y.update(repeating: 0, count: columns)
    for i in 0..<rows {
      Vector.map(x + i * columns, shifts, into: line, columns) { Vector.exp($0 - $1) }
      for j in 0..<columns { y[j] += line[j] }
    }
    for j in 0..<columns { y[j] = shifts[j] + libmLog(y[j]) }
  }
}
