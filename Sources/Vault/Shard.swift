/// A part of many notes, so that several machines can check them: `2/5`.
package struct Shard: Hashable, Sendable {
  private let number: Int
  private let count: Int

  /// Nil for what is no part.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
      number <= count
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  package var isFirst: Bool { number == 1 }

  /// Every so many-th of the items: neighbours, which are often alike, go to different machines.
  ///
  /// - Parameter start: What the first item is counted as.
  package func part<Item>(of items: [Item], from start: Int = 0) -> [Item] {
    items.enumerated().filter { ($0.offset + start) % count == number - 1 }.map(\.element)
  }
}
