/// `Double` shows values, trains and plots. It decides nothing.
extension Double: Number {
  package static var effort: Int { 1 }
  package init(dyadic value: Double) { self = value }
  package init(_ decimal: ExactDecimal) { self = decimal.double }

  package static var one: Double { 1 }
  package static var undefined: Double { .nan }
  package var isUndefined: Bool { isNaN }
  package var estimate: Double { self }

  package static func sqrt(_ x: Double) -> Double { x.squareRoot() }
  package static func exp(_ x: Double) -> Double { libmExp(x) }
  package static func log(_ x: Double) -> Double { libmLog(x) }
  package static func sin(_ x: Double) -> Double { libmSin(x) }
  package static func cos(_ x: Double) -> Double { libmCos(x) }
  package static func tan(_ x: Double) -> Double { libmTan(x) }
  package static func sinh(_ x: Double) -> Double { libmSinh(x) }
  package static func cosh(_ x: Double) -> Double { libmCosh(x) }
  package static func tanh(_ x: Double) -> Double { libmTanh(x) }
  package static func arctan(_ x: Double) -> Double { libmArctan(x) }
  package static func erf(_ x: Double) -> Double { libmErf(x) }

  /// Never divides infinities, whichever way x grows.
  package static func sigmoid(_ x: Double) -> Double {
    let e = libmExp(-x.magnitude)
    return (x < 0 ? e : 1) / (1 + e)
  }

  package static func softplus(_ x: Double) -> Double {
    maximum(x, 0) + libmLog1p(libmExp(-x.magnitude))
  }

  package static func abs(_ x: Double) -> Double { x.magnitude }

  package static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x }

  package static func power(_ x: Double, _ n: Int) -> Double {
    switch n {
    case 1: x
    case 2: x * x
    default: libmPow(x, Double(n))
    }
  }

  package static func power(_ a: Double, _ b: Double) -> Double { libmPow(a, b) }

  // The comparisons are written so that a NaN in either operand comes out.
  package static func maximum(_ a: Double, _ b: Double) -> Double { a > b || a.isNaN ? a : b }
  package static func minimum(_ a: Double, _ b: Double) -> Double { a < b || a.isNaN ? a : b }

  package static func choose(_ c: Double, _ test: SignTest, _ a: Double, _ b: Double) -> Double {
    if c.isNaN { return c }
    return test.passes(c) ? a : b
  }
}

extension SignTest {
  func passes(_ c: Double) -> Bool {
    switch self {
    case .positive: c > 0
    case .nonnegative: c >= 0
    case .zero: c == 0
    }
  }
}
