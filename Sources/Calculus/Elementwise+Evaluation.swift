extension Elementwise {
  /// Writes f(x) for every entry of `x` to `y`.
  func evaluate<N: Number>(_ x: View<N>, into y: MutableView<N>) {
    switch self {
    case .negate: y.fill(from: x) { -$0 }
    case .exp: y.fill(from: x) { N.exp($0) }
    case .log: y.fill(from: x) { N.log($0) }
    case .sqrt: y.fill(from: x) { N.sqrt($0) }
    case .abs: y.fill(from: x) { N.abs($0) }
    case .sin: y.fill(from: x) { N.sin($0) }
    case .cos: y.fill(from: x) { N.cos($0) }
    case .tan: y.fill(from: x) { N.tan($0) }
    case .sinh: y.fill(from: x) { N.sinh($0) }
    case .cosh: y.fill(from: x) { N.cosh($0) }
    case .tanh: y.fill(from: x) { N.tanh($0) }
    case .arctan: y.fill(from: x) { N.arctan($0) }
    case .erf: y.fill(from: x) { N.erf($0) }
    case .sigmoid: y.fill(from: x) { N.sigmoid($0) }
    case .softplus: y.fill(from: x) { N.softplus($0) }
    case .elu: y.fill(from: x) { N.choose($0, .positive, $0, N.exp($0) - N.one) }
    case .gelu: evaluateGelu(x, into: y)
    case .silu: y.fill(from: x) { $0 * N.sigmoid($0) }
    case .relu: y.fill(from: x) { N.maximum($0, N.zero) }
    case .leakyRelu(let slope):
      let slope = N(slope)
      y.fill(from: x) { N.choose($0, .positive, $0, slope * $0) }
    case .step: y.fill(from: x) { N.choose($0, .positive, N.one, N.zero) }
    case .sign: y.fill(from: x) { N.sign($0) }
    case .power(let n): y.fill(from: x) { N.power($0, n) }
    case .abstract(let id, let order):
      let function = AbstractFunction(id: id)
      y.fill(from: x) { function.value(order: order, at: $0) }
    }
  }

  /// x Φ(x) = x (1 + erf(x/√2)) / 2
  private func evaluateGelu<N: Number>(_ x: View<N>, into y: MutableView<N>) {
    let root = N.sqrt(N(dyadic: 2))
    let half = N(dyadic: 0.5)
    y.fill(from: x) { half * $0 * (N.one + N.erf($0 / root)) }
  }
}
