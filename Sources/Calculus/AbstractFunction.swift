/// A smooth function of any number of arguments, chosen at random by `id`: what stands for an abstract
/// function among the reals.
///
/// f(x) = Σₖ aₖ sin(ωₖ · x + cₖ) with three terms and small dyadic numbers, so that each derivative is
/// known: one by argument j multiplies the term by ωₖⱼ and turns it by a quarter.
struct AbstractFunction {
  let id: Int

  private static let terms: UInt64 = 3

  /// The derivative of that order at one number.
  func value<N: Number>(order: Int, at x: N) -> N {
    value(differentiatedBy: Array(repeating: 0, count: min(max(order, 0), 1 << 10)), at: [x])
  }

  /// The derivative by the arguments at the positions of `orders`.
  func value<N: Number>(differentiatedBy orders: [Int], at x: [N]) -> N {
    var total = N.zero
    for term in 0..<Self.terms {
      var phase: N = number(term, 0)
      for (j, x) in x.enumerated() { phase = phase + frequency(term, j) * x }
      var factor: N = number(term, 1)
      for j in orders { factor = factor * frequency(term, j) }
      total = total + factor * Self.wave(phase, quarterTurns: orders.count)
    }
    return total
  }

  /// As a function of `x`.
  fileprivate var text: String {
    (0..<Self.terms).map { term in
      let (a, b, c): (Double, Double, Double) = (
        number(term, 1), frequency(term, 0), number(term, 0)
      )
      return "\(a) sin(\(b) x \(c < 0 ? "−" : "+") \(c.magnitude))"
    }.joined(separator: " + ")
  }

  private static func wave<N: Number>(_ x: N, quarterTurns: Int) -> N {
    switch quarterTurns & 3 {
    case 0: N.sin(x)
    case 1: N.cos(x)
    case 2: -N.sin(x)
    default: -N.cos(x)
    }
  }

  private func frequency<N: Number>(_ term: UInt64, _ argument: Int) -> N {
    number(term, UInt64(argument.magnitude) &+ 2)
  }

  /// ±5/16 … ±20/16.
  private func number<N: Number>(_ term: UInt64, _ index: UInt64) -> N {
    let bits = mix(mix(UInt64(bitPattern: Int64(id)), term), index)
    let size = Double(5 + bits % 16) / 16
    return N(dyadic: bits & 1 << 40 == 0 ? size : -size)
  }
}

/// The function of one number that stands for abstract function `id` among the reals, written out:
/// `0.5 sin(1.25 x − 0.75) + …`.
package func abstractSample(id: Int) -> String { AbstractFunction(id: id).text }
