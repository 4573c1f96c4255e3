import Diagnostics
import MathSyntax

/// A statement as it stands on the page: members with relations between them.
package struct WrittenStatement: Hashable, Sendable {
  /// Rows; one more than there are relations, or as many in a statement that continues another.
  package var members: [MathNode]
  package var relations: [Relation]
  /// It starts with a relation: its left side is what the statement before it ended with.
  package var continues: Bool
  /// What stands behind it and restricts it: `\text{for } i \ne j`, `k = 1, \dots, K`.
  package var conditions: [MathNode] = []
  package var range: SourceRange

  /// The range of the first relation and the members beside it, and so on.
  package func stepRange(_ index: Int) -> SourceRange {
    if continues, index == 0 { return range.lowerBound..<members[0].range.upperBound }
    let first = continues ? index - 1 : index
    return members[first].range.union(members[first + 1].range)
  }
}
