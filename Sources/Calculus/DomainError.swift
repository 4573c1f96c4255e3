/// A node that has no finite value, though all that it is made of has.
package struct DomainError: Error, Hashable, Sendable {
  package let node: Graph.Ref
  /// What the node does, as in `log`, `divide entry by entry`.
  package let operation: String
  /// False where the value is infinite.
  package let isUndefined: Bool
  /// The entry, counted from 0.
  package let row: Int
  package let column: Int

  /// A lower-case clause without a full stop.
  package var message: String {
    isUndefined
      ? "`\(operation)` has no value at row \(row + 1), column \(column + 1)"
      : "`\(operation)` grows beyond all numbers at row \(row + 1), column \(column + 1)"
  }
}
