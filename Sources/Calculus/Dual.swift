/// A number and its derivative along one direction: forward mode, independent of the rules that
/// differentiate graphs.
package struct Dual<N: Number>: Number {
  package let value: N
  package let tangent: N

  package init(_ value: N, tangent: N) { (self.value, self.tangent) = (value, tangent) }
  package static var effort: Int { 3 * N.effort }
  package init(dyadic value: Double) { self.init(N(dyadic: value), tangent: .zero) }
  package init(_ decimal: ExactDecimal) { self.init(N(decimal), tangent: .zero) }

  package static var zero: Dual { Dual(.zero, tangent: .zero) }
  package static var one: Dual { Dual(.one, tangent: .zero) }
  package static var undefined: Dual { Dual(.undefined, tangent: .undefined) }
  package var isUndefined: Bool { value.isUndefined || tangent.isUndefined }
  package var isFinite: Bool { value.isFinite && tangent.isFinite }
  package var isZero: Bool { value.isZero && tangent.isZero }
  package var estimate: Double { value.estimate }

  package static prefix func - (x: Dual) -> Dual { Dual(-x.value, tangent: -x.tangent) }

  package static func + (a: Dual, b: Dual) -> Dual {
    Dual(a.value + b.value, tangent: a.tangent + b.tangent)
  }

  package static func - (a: Dual, b: Dual) -> Dual {
    Dual(a.value - b.value, tangent: a.tangent - b.tangent)
  }

  package static func * (a: Dual, b: Dual) -> Dual {
    Dual(a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }

  package static func / (a: Dual, b: Dual) -> Dual {
    let q = a.value / b.value
    return Dual(q, tangent: (a.tangent - q * b.tangent) / b.value)
  }

  /// f(x) with f′(x) = `slope`.
  private func with(_ value: N, slope: N) -> Dual { Dual(value, tangent: slope * tangent) }

  package static func sqrt(_ x: Dual) -> Dual {
    let y = N.sqrt(x.value)
    return x.with(y, slope: N.one / (y + y))
  }

  package static func exp(_ x: Dual) -> Dual {
    let y = N.exp(x.value)
    return x.with(y, slope: y)
  }

  package static func log(_ x: Dual) -> Dual { x.with(N.log(x.value), slope: N.one / x.value) }
  package static func sin(_ x: Dual) -> Dual { x.with(N.sin(x.value), slope: N.cos(x.value)) }
  package static func cos(_ x: Dual) -> Dual { x.with(N.cos(x.value), slope: -N.sin(x.value)) }

  package static func tan(_ x: Dual) -> Dual {
    x.with(N.tan(x.value), slope: N.one / N.power(N.cos(x.value), 2))
  }

  package static func sinh(_ x: Dual) -> Dual { x.with(N.sinh(x.value), slope: N.cosh(x.value)) }
  package static func cosh(_ x: Dual) -> Dual { x.with(N.cosh(x.value), slope: N.sinh(x.value)) }

  package static func tanh(_ x: Dual) -> Dual {
    x.with(N.tanh(x.value), slope: N.one / N.power(N.cosh(x.value), 2))
  }

  package static func arctan(_ x: Dual) -> Dual {
    x.with(N.arctan(x.value), slope: N.one / (N.one + N.power(x.value, 2)))
  }

  /// 2/√π exp(−x²), with π = 4 arctan 1.
  package static func erf(_ x: Dual) -> Dual {
    let bell = N.exp(-N.power(x.value, 2))
    return x.with(N.erf(x.value), slope: bell / N.sqrt(N.arctan(N.one)))
  }

  package static func sigmoid(_ x: Dual) -> Dual {
    x.with(N.sigmoid(x.value), slope: N.sigmoid(x.value) * N.sigmoid(-x.value))
  }

  package static func softplus(_ x: Dual) -> Dual {
    x.with(N.softplus(x.value), slope: N.sigmoid(x.value))
  }

  package static func abs(_ x: Dual) -> Dual { x.with(N.abs(x.value), slope: N.sign(x.value)) }
  package static func sign(_ x: Dual) -> Dual { Dual(N.sign(x.value), tangent: .zero) }

  package static func power(_ x: Dual, _ n: Int) -> Dual {
    let (less, overflow) = n.subtractingReportingOverflow(1)
    if n == 0 || overflow { return Dual(N.power(x.value, n), tangent: .zero) }
    return x.with(
      N.power(x.value, n), slope: N(ExactDecimal(n)) * N.power(x.value, less))
  }

  /// The logarithm is taken only where the exponent moves, so that constant exponents allow every
  /// base that the value allows.
  package static func power(_ a: Dual, _ b: Dual) -> Dual {
    let y = N.power(a.value, b.value)
    let base = b.value * N.power(a.value, b.value - N.one) * a.tangent
    if b.tangent.isZero { return Dual(y, tangent: base) }
    return Dual(y, tangent: base + y * N.log(a.value) * b.tangent)
  }

  package static func maximum(_ a: Dual, _ b: Dual) -> Dual {
    let tangent = N.choose(a.value - b.value, .positive, a.tangent, b.tangent)
    return Dual(N.maximum(a.value, b.value), tangent: tangent)
  }

  package static func minimum(_ a: Dual, _ b: Dual) -> Dual {
    let tangent = N.choose(a.value - b.value, .positive, b.tangent, a.tangent)
    return Dual(N.minimum(a.value, b.value), tangent: tangent)
  }

  package static func choose(_ c: Dual, _ test: SignTest, _ a: Dual, _ b: Dual) -> Dual {
    Dual(
      N.choose(c.value, test, a.value, b.value),
      tangent: N.choose(c.value, test, a.tangent, b.tangent))
  }
}
