extension Excerpt {
  /// The position of a byte of the file in this text, or nil where it is not in it; the end of a run
  /// counts as in it. O(log pieces).
  package func position(of offset: Int) -> Int? {
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high) / 2
      if self.offset(of: middle) < offset { low = middle + 1 } else { high = middle }
    }
    if self.offset(of: low) == offset { return low }
    return low > 0 && self.offset(of: low - 1) + 1 == offset ? low : nil
  }

  /// The text with `edits` made, which lie in it and do not overlap; its offsets are its own. nil
  /// where one lies elsewhere.
  package func applying(_ edits: [FixIt.Edit]) -> String? {
    var result: [UInt8] = []
    var end = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let start = position(of: edit.range.lowerBound), start >= end,
        let stop = position(of: edit.range.upperBound), stop >= start
      else { return nil }
      result += bytes[end..<start]
      result += edit.replacement.utf8
      end = stop
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }
}
