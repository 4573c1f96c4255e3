extension Graph {
  /// f′(x) for f = `function` and y = f(x): a factor for each entry, x-shaped or 1×1.
  mutating func derivative(
    of function: Elementwise, at x: Ref, value y: Ref
  ) throws(GraphError) -> Ref {
    let one = try constant(.one)
    switch function {
    case .negate: return try constant(ExactDecimal(-1))
    case .exp: return y
    case .log: return try over(one, x)
    case .sqrt: return try over(half(), y)
    case .abs: return try map(.sign, x)
    case .sin: return try map(.cos, x)
    case .cos: return try negative(map(.sin, x))
    case .tan: return try apply(.add, [one, map(.power(2), y)])
    case .sinh: return try map(.cosh, x)
    case .cosh: return try map(.sinh, x)
    case .tanh: return try apply(.subtract, [one, map(.power(2), y)])
    case .arctan: return try over(one, apply(.add, [one, map(.power(2), x)]))
    case .erf: return try errorFunctionDerivative(x)
    case .sigmoid: return try times(y, apply(.subtract, [one, y]))
    case .softplus: return try map(.sigmoid, x)
    case .relu: return try map(.step, x)
    case .leakyRelu(let slope): return try chosen(x, .positive, one, constant(slope))
    case .elu: return try chosen(x, .positive, one, map(.exp, x))
    case .gelu: return try geluDerivative(x)
    case .silu: return try siluDerivative(x)
    case .step, .sign: return try constant(.zero)
    case .power(0): return try constant(.zero)
    case .power(1): return one
    case .power(2): return try times(constant(ExactDecimal(2)), x)
    case .power(let n): return try times(constant(ExactDecimal(n)), map(.power(n - 1), x))
    case .abstract(let id, let order): return try map(.abstract(id: id, order: order &+ 1), x)
    }
  }

  private mutating func half() throws(GraphError) -> Ref {
    try constant(ExactDecimal(significand: 5, exponent: -1))
  }

  /// 2/√π · exp(−x²); since π = 4 arctan 1, the factor is 1/√(arctan 1).
  private mutating func errorFunctionDerivative(_ x: Ref) throws(GraphError) -> Ref {
    let bell = try map(.exp, map(.negate, map(.power(2), x)))
    return try over(bell, map(.sqrt, map(.arctan, constant(.one))))
  }

  /// gelu(x) = x Φ(x), so its derivative is Φ(x) + x φ(x) for the standard normal distribution Φ and
  /// density φ(x) = exp(−x²/2)/√(2π).
  private mutating func geluDerivative(_ x: Ref) throws(GraphError) -> Ref {
    let two = try constant(ExactDecimal(2))
    let scaled = try apply(.divide, [x, map(.sqrt, two)])
    let distribution = try times(half(), apply(.add, [constant(.one), map(.erf, scaled)]))
    let exponent = try map(.negate, apply(.divide, [map(.power(2), x), two]))
    let density = try apply(
      .divide, [map(.exp, exponent), map(.sqrt, apply(.multiply, [two, pi()]))])
    return try apply(.add, [distribution, times(x, density)])
  }

  /// silu(x) = x s for s = sigmoid(x), so its derivative is s (1 + x (1 − s)).
  private mutating func siluDerivative(_ x: Ref) throws(GraphError) -> Ref {
    let s = try map(.sigmoid, x)
    let rest = try times(x, apply(.subtract, [constant(.one), s]))
    return try times(s, apply(.add, [constant(.one), rest]))
  }
}
