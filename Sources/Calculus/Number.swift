/// A kind of number that graphs can be evaluated over.
///
/// Operations never trap. Outside its domain a function returns a value that `isUndefined`, and every
/// operation on such a value is undefined again.
package protocol Number: Sendable {
  /// What an operation costs, next to one on a `Double`.
  static var effort: Int { get }

  /// The number itself: every finite `Double` is a dyadic rational.
  init(dyadic value: Double)
  init(_ decimal: ExactDecimal)

  static var zero: Self { get }
  static var one: Self { get }
  static var undefined: Self { get }
  var isUndefined: Bool { get }
  /// Defined and bounded.
  var isFinite: Bool { get }
  /// Certainly the number 0.
  var isZero: Bool { get }
  /// A `Double` near the value. It chooses shifts and pivots, on which results do not depend.
  var estimate: Double { get }

  static prefix func - (x: Self) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self

  static func sqrt(_ x: Self) -> Self
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tan(_ x: Self) -> Self
  static func sinh(_ x: Self) -> Self
  static func cosh(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func arctan(_ x: Self) -> Self
  static func erf(_ x: Self) -> Self
  /// 1 / (1 + e⁻ˣ)
  static func sigmoid(_ x: Self) -> Self
  /// log(1 + eˣ)
  static func softplus(_ x: Self) -> Self
  static func abs(_ x: Self) -> Self
  static func sign(_ x: Self) -> Self
  /// xⁿ, with x⁰ = 1.
  static func power(_ x: Self, _ n: Int) -> Self
  /// aᵇ, defined for a > 0, and for all a where b is certainly a whole number.
  static func power(_ a: Self, _ b: Self) -> Self
  static func maximum(_ a: Self, _ b: Self) -> Self
  static func minimum(_ a: Self, _ b: Self) -> Self
  /// `a` where `c` passes the test, else `b`; something that encloses both where that is not certain.
  static func choose(_ c: Self, _ test: SignTest, _ a: Self, _ b: Self) -> Self
  /// A random value for each function and arguments, where the field has one; undefined elsewhere.
  static func generic(_ function: GenericFunction, _ x: [Self], seed: Self) -> Self
  /// A total order that need not mean anything.
  static func precedes(_ a: Self, _ b: Self) -> Bool
}

extension Number {
  package static func generic(_ function: GenericFunction, _ x: [Self], seed: Self) -> Self {
    .undefined
  }

  package static func precedes(_ a: Self, _ b: Self) -> Bool { a.estimate < b.estimate }
}
