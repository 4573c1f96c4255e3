/// A function of one number, applied to every entry of a matrix.
package enum Elementwise: Hashable, Sendable {
  case negate, exp, log, sqrt, abs
  case sin, cos, tan, sinh, cosh, tanh, arctan, erf
  case sigmoid, softplus, elu, gelu, silu
  /// max(0, x); its derivative at 0 is 0.
  case relu
  /// x where x > 0, else slope · x.
  case leakyRelu(slope: ExactDecimal)
  /// 1 where x > 0, else 0; its derivative is 0.
  case step
  /// −1, 0 or 1; its derivative is 0.
  case sign
  /// xⁿ, with x⁰ = 1 for every x.
  case power(Int)
  /// The derivative of that order of a smooth function of which nothing else is known. Equal ids are
  /// one function.
  case abstract(id: Int, order: Int)

  /// The name in messages.
  package var name: String {
    switch self {
    case .negate: "negative"
    case .leakyRelu: "leakyRelu"
    case .power(let exponent): "power \(exponent)"
    case .abstract: "a function"
    default: "\(self)"
    }
  }
}
