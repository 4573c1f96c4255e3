/// A function of which nothing is known but that equal arguments give equal values.
package enum GenericFunction: Hashable, Sendable {
  case exp, log
  /// t = tan(x/2), from which sin x = 2t/(1 + t²) and cos x = (1 − t²)/(1 + t²).
  case tanOfHalf
  case arctan, erf
  /// aᵇ as a function of exp(b log a), where a may be negative.
  case power
  /// An order of no meaning.
  case order
  /// The derivative of that order of an abstract function of one variable.
  case abstract(id: Int, order: Int)
  /// An abstract function of several variables, differentiated by its arguments at these positions.
  case abstractOfMany(id: Int, orders: [Int])

  /// f(−x) = −f(x).
  fileprivate var isOdd: Bool { self == .tanOfHalf || self == .arctan || self == .erf }

  /// Tells functions apart.
  fileprivate var key: UInt64 {
    switch self {
    case .exp: 1
    case .log: 2
    case .tanOfHalf: 3
    case .arctan: 4
    case .erf: 5
    case .order: 8
    case .power: 9
    case .abstract(let id, let order): mix(mix(6, UInt64(bitPattern: Int64(id))), UInt64(order))
    case .abstractOfMany(let id, let orders):
      orders.reduce(mix(7, UInt64(bitPattern: Int64(id)))) { mix($0, UInt64($1)) }
    }
  }
}

extension Residue {
  /// The value of a generic function: random, but the same whenever function, arguments and `seed` are.
  /// exp gives squares, since it is positive; odd functions are odd; exp 0 = 1 and log 1 = 0.
  package static func generic(
    _ function: GenericFunction, _ x: [Residue], seed: Residue
  ) -> Residue {
    if seed.isUndefined || x.contains(where: \.isUndefined) { return .undefined }
    let first = x.first ?? .zero
    switch function {
    case .exp:
      let root = hash(function, x, seed)
      return first.isZero ? .one : root.isZero ? .undefined : root * root
    case .log where first.isZero: return .undefined
    case .log where first == .one: return .zero
    case _ where function.isOdd:
      if first.isZero { return .zero }
      // x or −x, whichever is below p/2.
      return first.value <= modulus / 2
        ? hash(function, [first], seed) : -hash(function, [-first], seed)
    default: return hash(function, x, seed)
    }
  }

  package static func precedes(_ a: Residue, _ b: Residue) -> Bool { a.value < b.value }

  private static func hash(
    _ function: GenericFunction, _ x: [Residue], _ seed: Residue
  ) -> Residue {
    Residue(x.reduce(mix(seed.value, function.key)) { mix($0, $1.value) } >> 3)
  }
}

/// Sebastiano Vigna's SplitMix64 finalizer over both words: bits that look independent of their source.
func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var z = (a ^ (a >> 29)) &* 0xd6e8_feb8_6659_fd93 &+ b &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}

/// Random residues, the same for the same seed.
package struct ResidueSource: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = mix(seed, 0) }

  package mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return mix(state, 0)
  }

  package mutating func next() -> Residue { Residue(bits() >> 3) }

  /// A non-zero square: a positive number.
  package mutating func nextPositive() -> Residue {
    let root = next()
    return root.isZero ? .one : root * root
  }
}
