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

  /// - Parameter capacity: About how many bytes will be added.
  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

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
    if more.isEmpty, !pieces.isEmpty { return }
    if let last = pieces.last, last.offset + (bytes.count - last.start) == offset {
      bytes.append(contentsOf: more)
      return
    }
    pieces.append(Piece(start: bytes.count, offset: offset))
    bytes.append(contentsOf: more)
  }

  /// Adds another text, which lies behind all that was added before.
  package mutating func append(_ other: Excerpt) {
    for (index, piece) in other.pieces.enumerated() {
      append(other.bytes[piece.start..<other.end(ofPiece: index)], at: piece.offset)
    }
  }

  /// The file offset of the byte at `position`; the end of the text maps to just behind its last
  /// byte. O(log pieces).
  package func offset(of position: Int) -> Int {
    guard !pieces.isEmpty else { return 0 }
    let piece = pieces[pieceIndex(at: position)]
    return piece.offset + (position - piece.start)
  }

  /// The last piece that starts at or before `position`, or 0.
  private func pieceIndex(at position: Int) -> Int {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= position { low = middle } else { high = middle }
    }
    return low
  }

  private func end(ofPiece index: Int) -> Int {
    index + 1 < pieces.count ? pieces[index + 1].start : bytes.count
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

  /// A part of this text, still knowing where it came from. O(log pieces + length).
  package func excerpt(_ positions: Range<Int>) -> Excerpt {
    let positions = positions.clamped(to: 0..<bytes.count)
    var part = Excerpt()
    var start = positions.lowerBound
    var index = pieceIndex(at: start)
    while start < positions.upperBound, index < pieces.count {
      let upper = min(end(ofPiece: index), positions.upperBound)
      part.append(bytes[start..<upper], at: offset(of: start))
      start = upper
      index += 1
    }
    if part.pieces.isEmpty {
      part.pieces = [Piece(start: 0, offset: offset(of: positions.lowerBound))]
    }
    return part
  }
}
