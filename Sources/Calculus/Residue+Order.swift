/// An order for the field, as far as it can have one: a number is positive if it is a square.
///
/// χ(x) = x^((p−1)/2) is 1 for squares and −1 for the others. It is multiplicative, and χ(−1) = −1
/// because p ≡ 3 mod 4, so signs of products, quotients and opposites are as among the reals. Sums of
/// positive numbers may be negative: an identity with branches is known only when it was seen to hold
/// for every pattern of signs.
extension Residue {
  /// χ(x): 1 for non-zero squares, −1 for other numbers, 0 for 0; 0 where undefined.
  package var character: Int {
    if isZero || isUndefined { return 0 }
    return raised(to: (Self.modulus - 1) / 2) == .one ? 1 : -1
  }

  /// The root that is a square itself, u^((p+1)/4), so that √(x²) = |x|; undefined for other numbers.
  package static func sqrt(_ u: Residue) -> Residue {
    if u.isZero { return u }
    let root = u.raised(to: (modulus + 1) / 4)
    return root * root == u ? root : .undefined
  }

  package static func sign(_ x: Residue) -> Residue {
    x.isUndefined ? x : Residue(integer: x.character)
  }

  package static func abs(_ x: Residue) -> Residue { x.character < 0 ? -x : x }

  package static func maximum(_ a: Residue, _ b: Residue) -> Residue {
    choose(a - b, .positive, a, b)
  }

  package static func minimum(_ a: Residue, _ b: Residue) -> Residue {
    choose(a - b, .positive, b, a)
  }

  package static func choose(
    _ c: Residue, _ test: SignTest, _ a: Residue, _ b: Residue
  ) -> Residue {
    if c.isUndefined { return .undefined }
    let passes =
      switch test {
      case .positive: c.character > 0
      case .nonnegative: c.character >= 0
      case .zero: c.isZero
      }
    return passes ? a : b
  }
}
