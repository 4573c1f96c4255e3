/// Text cut out of a file, its line prefixes (quote marks, list indents) removed, that still knows
/// where each of its bytes came from.
package struct Excerpt: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  /// A run of bytes that stand side by side in the file too.
  private struct Piece: Hashable, Sendable {
    let start: Int
    let offset: Int
  }

  package init() {}

  /// The bytes of `range` of `file`.
  package init(_ file: SourceFile, _ range: SourceRange) {
    let range = range.clamped(to: 0..<file.bytes.count)
    append(file.bytes[range], at: range.lowerBound)
  }

  /// A text of its own, whose offsets are its own: for tests, and for text that no file holds.
  package init(_ text: String) {
    append(Array(text.utf8)[...], at: 0)
  }

  /// Adds bytes that stand at `offset` in the file, which lies behind all that was added before.
  package mutating func append(_ more: ArraySlice<UInt8>, at offset: Int) {
    if let last = pieces.last, last.offset + (bytes.count - last.start) == offset {
      bytes.append(contentsOf: more)
      return
    }
    pieces.append(Piece(start: bytes.count, offset: offset))
    bytes.append(contentsOf: more)
  }

  /// The file offset of the byte at `position`; the end of the text maps to just behind its last
  /// byte. O(log pieces).
  package func offset(of position: Int) -> Int {
    guard var piece = pieces.first else { return 0 }
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= position { low = middle } else { high = middle }
    }
    piece = pieces[low]
    return piece.offset + (position - piece.start)
  }

  /// The file range of a range of this text.
  package func range(of positions: Range<Int>) -> SourceRange {
    let lower = offset(of: positions.lowerBound)
    guard !positions.isEmpty else { return lower..<lower }
    return lower..<max(lower, offset(of: positions.upperBound - 1) + 1)
  }

  /// The file range from the first byte to the last.
  package var range: SourceRange { range(of: 0..<bytes.count) }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A part of this text, still knowing where it came from.
  package func excerpt(_ positions: Range<Int>) -> Excerpt {
    let positions = positions.clamped(to: 0..<bytes.count)
    var part = Excerpt()
    var start = positions.lowerBound
    for (index, piece) in pieces.enumerated() {
      let end = index + 1 < pieces.count ? pieces[index + 1].start : bytes.count
      let upper = min(end, positions.upperBound)
      guard start >= piece.start, start < upper else { continue }
      part.append(bytes[start..<upper], at: piece.offset + (start - piece.start))
      start = upper
    }
    if part.pieces.isEmpty {
      part.pieces = [Piece(start: 0, offset: offset(of: positions.lowerBound))]
    }
    return part
  }
}
