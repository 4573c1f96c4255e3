/// The text of one file, with the places of its lines.
package struct SourceFile: Sendable {
  /// The path as diagnostics print it: relative to the working directory.
  package let path: String
  package let bytes: [UInt8]
  /// UTF-8 offsets at which lines begin; never empty. The first one begins behind a byte order mark, which editors do not
  /// count.
  private let lineStarts: [Int]
  private let replacements: [Replacement]

  /// A character in the place of bytes that were no text.
  package struct Replacement: Sendable {
    package let offset: Int
    /// By how many bytes more it and those before it are than what they replace.
    package let surplus: Int

    package init(offset: Int, surplus: Int) { (self.offset, self.surplus) = (offset, surplus) }
  }

  /// - Parameter replacements: In the order of their places.
  package init(path: String, bytes: [UInt8], replacements: [Replacement] = []) {
    self.path = path
    self.bytes = bytes
    self.replacements = replacements
    lineStarts = bytes.withUnsafeBufferPointer { bytes in
      var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      starts.reserveCapacity(bytes.count / 32)
      for offset in 0..<bytes.count where bytes[offset] == UInt8(ascii: "\n") {
        starts.append(offset + 1)
      }
      return starts
    }
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var lineCount: Int { lineStarts.count }

  /// A place as people name it: both count from 1, the column in bytes of the file as it was read.
  package struct Location: Hashable, Sendable {
    package let line: Int
    package let column: Int
  }

  /// Where `offset` is; offsets outside the file are moved to its nearest end. O(log lines).
  package func location(of offset: Int) -> Location {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let surplus = replacements.isEmpty ? 0 : surplus(before: offset) - surplus(before: start)
    return Location(line: line + 1, column: max(0, offset - start - surplus) + 1)
  }

  /// That of all replacements before `offset`. O(log n).
  private func surplus(before offset: Int) -> Int {
    var (low, high) = (0, replacements.count)
    while low < high {
      let middle = (low + high) / 2
      if replacements[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : replacements[low - 1].surplus
  }

  /// The range of a line, counted from 1, without its line ending; empty where there is none.
  package func range(ofLine line: Int) -> SourceRange {
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  package func text(of range: SourceRange) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The last line that starts at or before `offset`, counted from 0.
  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
