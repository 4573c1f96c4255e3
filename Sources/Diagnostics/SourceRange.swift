/// A stretch of a source file: UTF-8 offsets, 0-based, end exclusive.
package typealias SourceRange = Range<Int>

extension SourceRange {
  /// The smallest range that holds both.
  package func union(_ other: SourceRange) -> SourceRange {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
