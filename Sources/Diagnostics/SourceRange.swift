/// A stretch of a source file: UTF-8 offsets, 0-based, end exclusive.
package typealias SourceRange = Range<Int>

extension SourceRange {
  /// The smallest range that holds both.
  package func union(_ other: SourceRange) -> SourceRange {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }

  /// Whether they overlap or meet.
  package func touches(_ other: SourceRange) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }

  /// Whether a place is in it or at its end.
  package func touches(_ offset: Int) -> Bool { lowerBound <= offset && offset <= upperBound }
}
