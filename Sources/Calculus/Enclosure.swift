/// A kind of number that encloses exact ones, and can tell two of them apart with certainty.
package protocol Enclosure: Number {
  init(_ interval: Interval)
  /// Says nothing about the number.
  var isWhole: Bool { get }
  /// An upper bound of the distance between the ends.
  var width: Double { get }
  /// The largest absolute value of a member.
  var magnitude: Double { get }
  /// The smallest interval of `Double`s around it.
  var interval: Interval { get }
  func contains(_ value: Double) -> Bool
  /// False only where no number is in both.
  func overlaps(_ other: Self) -> Bool
}

extension Interval: Enclosure {
  package init(_ interval: Interval) { self = interval }
  package var interval: Interval { self }
}

extension PreciseInterval: Enclosure {}
