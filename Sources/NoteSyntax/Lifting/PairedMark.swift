import Diagnostics

/// A delimiter that may open or close a strikethrough or a highlight.
struct PairedMark: Hashable {
  let kind: Kind
  /// Whether text follows it directly, and whether text stands directly before it.
  let opens: Bool
  let closes: Bool

  enum Kind: Hashable {
    /// `~~`
    case strikethrough
    /// `==`
    case highlight
  }

  /// The delimiter at `position`: exactly two of its signs.
  init?(_ text: ByteText, at position: Int) {
    let byte = text[position]
    guard text.run(of: byte, at: position) == 2 else { return nil }
    kind = byte == UInt8(ascii: "~") ? .strikethrough : .highlight
    opens = !isSpaceOrEnd(text[position + 2])
    closes = !isSpaceOrEnd(text[position - 1])
    // A comparison, `a == b`, is neither.
    guard opens || closes else { return nil }
  }
}

extension LiftList {
  /// Punctuation stands around the stand-in as around the delimiter, so that emphasis beside it opens
  /// and closes as it would.
  mutating func add(_ mark: PairedMark, at range: SourceRange) {
    let sign = mark.kind == .strikethrough ? UInt8(ascii: "~") : UInt8(ascii: "=")
    add(Lift(range: range, form: .mark(.pair(mark)), lead: [sign], trail: [sign]))
  }
}

private func isSpaceOrEnd(_ byte: UInt8) -> Bool { byte == 0 || isSpace(byte) }
