extension Kernel {
  /// The entries of the first inputs, one after the other.
  func allEntries(_ inputs: Int) -> [N] { (0..<inputs).flatMap { Array(x($0).base) } }

  private var seed: N {
    let last = x(inputCount - 1)
    return last.count > 0 ? last[0] : .undefined
  }

  func evaluate(_ op: FieldOp) {
    guard inputCount > 0 else { return y.fill(.undefined) }
    let (seed, y) = (seed, y)
    switch op {
    case .generic(let function): y.fill(from: x(0)) { N.generic(function, [$0], seed: seed) }
    case .genericOfMany(let function):
      y.fill(N.generic(function, allEntries(inputCount - 1), seed: seed))
    case .logOfSum: for i in 0..<y.count { y[i] = logOfSum(i, seed) }
    }
  }

  /// The ratios Σ tᵢ / tⱼ stay the same when all terms are scaled, and so does the choice of the j whose
  /// ratio comes first in a random order. Scaling then adds to mⱼ alone.
  private func logOfSum(_ index: Int, _ seed: N) -> N {
    let terms = inputCount / 2
    func entry(_ input: Int) -> N { x(input)[index * x(input).stride] }
    var total = N.zero
    for i in 0..<terms { total = total + entry(i) }
    var best: (rank: N, ratio: N, logarithm: N)?
    for j in 0..<terms {
      let ratio = total / entry(j)
      guard !ratio.isUndefined else { return .undefined }
      let rank = N.generic(.order, [ratio], seed: seed)
      if let old = best, !N.precedes(rank, old.rank) { continue }
      best = (rank, ratio, entry(terms + j))
    }
    guard let best else { return .undefined }
    return best.logarithm + N.generic(.log, [best.ratio], seed: seed)
  }
}
