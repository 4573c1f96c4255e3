import Synchronization

/// The text of one file, with the places of its lines.
package struct SourceFile: Sendable {
  /// The path as diagnostics print it: relative to the working directory.
  package let path: String
  package let bytes: [UInt8]
  private let lines: LineTable
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
    lines = LineTable(of: bytes)
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var lineCount: Int { lines.starts.count }

  /// A place as people name it: both count from 1, the column in bytes of the file as it was read.
  package struct Location: Hashable, Sendable {
    package let line: Int
    package let column: Int
  }

  /// Where `offset` is; offsets outside the file are moved to its nearest end. O(log lines).
  package func location(of offset: Int) -> Location {
    let offset = min(max(offset, 0), bytes.count)
    let (line, start) = lines.line(at: offset)
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
    let lineStarts = lines.starts
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  package func text(of range: SourceRange) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

/// Where the lines of a text begin, found when it is first asked for: of most notes nothing is to be said, so no place in
/// them is named.
private final class LineTable: Sendable {
  private let bytes: [UInt8]
  private let found = Mutex<[Int]?>(nil)

  init(of bytes: [UInt8]) { self.bytes = bytes }

  /// UTF-8 offsets; never empty. The first line begins behind a byte order mark, which editors do not count.
  var starts: [Int] {
    found.withLock { found in
      let starts = found ?? findStarts()
      found = starts
      return starts
    }
  }

  private func findStarts() -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      starts.reserveCapacity(bytes.count / 32)
      for offset in 0..<bytes.count where bytes[offset] == UInt8(ascii: "\n") {
        starts.append(offset + 1)
      }
      return starts
    }
  }

  /// The last line that starts at or before `offset`, counted from 0, and where it does. O(log lines).
  func line(at offset: Int) -> (index: Int, start: Int) {
    let starts = self.starts
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low, starts[low])
  }
}
