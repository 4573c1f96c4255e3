/// What `W_k` is of a matrix `W`: its row or its column k, either of them standing.
package enum PartOfMatrix: CaseIterable, Sendable {
  case row, column
}

extension Lowering {
  /// `items` for the part that one index on a matrix means; nil where it means nothing here.
  func part(_ items: [EntryIndex], of value: Value) -> [EntryIndex]? {
    guard let partOfMatrix, items.count == 1, value.axes.count == 2, !value.rows.isOne else {
      return nil
    }
    return partOfMatrix == .row ? items + [.all] : [.all] + items
  }
}
