/// A function that notes use without declaring it.
package enum Builtin: String, Hashable, Sendable, CaseIterable {
  case exp, log, sin, cos, tan, sinh, cosh, tanh, arctan, erf
  case sigmoid, softplus, relu, elu, gelu, silu, step, sign, abs, sqrt
  case leakyRelu = "leaky_relu"
  case softmax
  case logSoftmax = "log_softmax"
  case logSumExp = "logsumexp"
  case sum, mean, max, min
  case norm
  /// `‖A‖_F`
  case frobeniusNorm = "norm_F"
  /// `‖x‖_2`: of a vector its length, of a matrix another norm to most than `‖A‖_F`.
  case spectralNorm = "norm2"
  case normOne = "norm1"
  case normMax = "norm_max"
  case trace, det, logdet
  case inverse = "inv"
  case diag, vec
  /// The sum of the products of entries, of vectors or of matrices.
  case inner

  /// Other spellings; the raw value is always one.
  private static let spellings: [String: Builtin] = {
    var table: [String: Builtin] = [
      "ln": .log, "atan": .arctan, "σ": .sigmoid, "logistic": .sigmoid, "ReLU": .relu,
      "RELU": .relu,
      "Softmax": .softmax, "sgn": .sign, "LeakyReLU": .leakyRelu, "leakyrelu": .leakyRelu,
      "logsoftmax": .logSoftmax, "ELU": .elu, "GELU": .gelu,
      "SiLU": .silu, "swish": .silu, "tr": .trace, "Tr": .trace, "Diag": .diag, "lse": .logSumExp,
      "LSE": .logSumExp,
    ]
    for function in allCases { table[function.rawValue] = function }
    return table
  }()

  package init?(spelling: String) {
    guard let function = Builtin.spellings[spelling] else { return nil }
    self = function
  }

  /// `sech x` is `1/cosh x`.
  static let reciprocals: [String: Builtin] = [
    "sech": .cosh, "coth": .tanh, "csch": .sinh, "sec": .cos, "csc": .sin, "cot": .tan,
  ]

  package static let names = spellings.keys.sorted()

  /// The root of the sum of all squares, as far as it is computed.
  package var isRootOfSquares: Bool {
    switch self {
    case .norm, .frobeniusNorm, .spectralNorm: true
    default: false
    }
  }

  /// Works entry by entry on one argument.
  package var isEntrywise: Bool {
    switch self {
    case .exp, .log, .sin, .cos, .tan, .sinh, .cosh, .tanh, .arctan, .erf, .sigmoid, .softplus,
      .relu, .elu, .gelu, .silu, .step, .sign, .abs, .sqrt, .leakyRelu:
      true
    default: false
    }
  }
}
