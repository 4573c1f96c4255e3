extension RandomAccessCollection where Index == Int {
  /// The first index for which `isBeyond` is true, where it is true for all that follow; else `endIndex`.
  package func partitioningIndex(where isBeyond: (Int) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isBeyond(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
