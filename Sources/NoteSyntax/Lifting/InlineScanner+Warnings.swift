import Diagnostics

/// What is said of formulas that begin and do not end.
extension InlineScanner {
  /// Whether a missing end is worth a warning. `\[sic]` is an escaped bracket.
  func warnsAbout(_ opening: DisplayOpening) -> Bool {
    switch opening.kind {
    case .doubleBracket, .comment: return false
    case .bracket:
      return !isEscape(before: opening.position + opening.length, closedBy: UInt8(ascii: "]"))
    default: return true
    }
  }

  /// Whether a bracket behind a backslash has its partner on the same line, as one has that is to be seen.
  private func isEscape(before inner: Int, closedBy partner: UInt8) -> Bool {
    let rest = text.bytes[inner...].prefix(100)
    return rest.first { $0 == newline || $0 == partner } == partner
  }

  /// Says of `\(` that nothing closes it; `\(sic)` is an escaped parenthesis.
  func warnAboutInline(
    _ opening: Range<Int>, closing: String, _ lifts: inout LiftList
  ) {
    guard !isEscape(before: opening.upperBound, closedBy: UInt8(ascii: ")")) else { return }
    let text = String(decoding: text.bytes[opening], as: UTF8.self)
    lifts.diagnostics.append(
      .unclosedMath(text, closing: closing, at: source.range(of: opening)))
  }
}
