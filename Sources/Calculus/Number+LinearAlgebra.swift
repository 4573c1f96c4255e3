extension Number {
  /// The determinant: expanded without division up to 3×3, by elimination beyond.
  static func determinant(_ a: View<Self>) -> Self {
    switch a.shape.rows {
    case 0: one
    case 1: a[0]
    case 2: a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0]
    case 3: determinant3(a)
    default: eliminatedDeterminant(a)
    }
  }

  /// Along the first row.
  private static func determinant3(_ a: View<Self>) -> Self {
    func minor(_ i: Int, _ j: Int) -> Self { a[1, i] * a[2, j] - a[1, j] * a[2, i] }
    return a[0, 0] * minor(1, 2) - a[0, 1] * minor(0, 2) + a[0, 2] * minor(0, 1)
  }

  private static func eliminatedDeterminant(_ a: View<Self>) -> Self {
    var rows = Rows(a)
    var product = one
    for k in 0..<rows.count {
      let pivot = rows.movePivot(k)
      if pivot != k { product = -product }
      product = product * rows[k, k]
      // Only the last pivot is never divided by; a column of zeros gives 0 whatever follows.
      guard k + 1 < rows.count, !rows.columnIsZero(k) else { break }
      for i in (k + 1)..<rows.count { rows.eliminate(i, by: k) }
    }
    return product
  }

  /// The inverse by Gauss–Jordan elimination; undefined where a pivot may be 0.
  static func invert(_ a: View<Self>, into y: MutableView<Self>) {
    let n = a.shape.rows
    var rows = Rows(a, besideIdentity: true)
    for k in 0..<n {
      _ = rows.movePivot(k)
      rows.divide(k, by: rows[k, k])
      for i in 0..<n where i != k { rows.subtract(k, times: rows[i, k], from: i, startingAt: k) }
    }
    for i in 0..<n {
      for j in 0..<n { y[i, j] = rows[i, n + j] }
    }
  }
}

/// The rows of a matrix under elimination.
private struct Rows<N: Number> {
  private var elements: [N]
  let count: Int
  private let width: Int

  init(_ a: View<N>, besideIdentity: Bool = false) {
    count = a.shape.rows
    width = besideIdentity ? 2 * count : count
    elements = Array(repeating: .zero, count: count * width)
    for i in 0..<count {
      for j in 0..<count { self[i, j] = a[i, j] }
      if besideIdentity { self[i, count + i] = .one }
    }
  }

  subscript(i: Int, j: Int) -> N {
    get { elements[i * width + j] }
    set { elements[i * width + j] = newValue }
  }

  /// Swaps the row with the largest entry of column `k`, from row `k` on, into row `k`.
  mutating func movePivot(_ k: Int) -> Int {
    var best = k
    for i in k..<count where self[i, k].estimate.magnitude > self[best, k].estimate.magnitude {
      best = i
    }
    if best != k {
      for j in 0..<width { elements.swapAt(best * width + j, k * width + j) }
    }
    return best
  }

  /// True where column `k` is certainly zero from row `k` on.
  func columnIsZero(_ k: Int) -> Bool {
    (k..<count).allSatisfy { self[$0, k].isZero }
  }

  mutating func eliminate(_ i: Int, by k: Int) {
    subtract(k, times: self[i, k] / self[k, k], from: i, startingAt: k + 1)
  }

  mutating func divide(_ i: Int, by divisor: N) {
    for j in 0..<width { self[i, j] = self[i, j] / divisor }
  }

  mutating func subtract(_ k: Int, times factor: N, from i: Int, startingAt first: Int) {
    for j in first..<width { self[i, j] = self[i, j] - factor * self[k, j] }
  }
}
