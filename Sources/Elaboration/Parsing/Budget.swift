/// What may still be read of one formula: aliases may stand for aliases, each for two of the next.
final class Budget {
  /// Far more than any formula has that is written out.
  private var nodes = 20_000

  /// Whether `count` nodes more may be read.
  func spend(_ count: Int) -> Bool {
    guard nodes > 0 else { return false }
    nodes -= min(count, nodes)
    return true
  }
}
