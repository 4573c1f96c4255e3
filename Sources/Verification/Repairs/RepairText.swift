import Diagnostics
import Elaboration
import MathSyntax

/// The source of a formula, by the places that its nodes know.
struct RepairText {
  let source: Excerpt
  let dialect: Dialect
  /// How transposes are written in it.
  let transposeMark: String

  init(_ source: Excerpt, _ dialect: Dialect) {
    (self.source, self.dialect) = (source, dialect)
    let text = source.text
    let marks = [
      "^\\top", "^{\\top}", "^\\intercal", "^{\\intercal}", "^\\mathsf{T}", "^{\\mathsf{T}}",
      "^{\\mathsf T}", "^{T}", "^T", "ᵀ",
    ]
    transposeMark = marks.first(where: text.contains) ?? "^\\top"
  }

  /// What stands there, as one line; nil where it cannot stand elsewhere: a comment would swallow what
  /// follows, and an alignment mark belongs to its column.
  func callAsFunction(_ range: SourceRange) -> String? {
    guard let positions = positions(range) else { return nil }
    let bytes = source.bytes[positions]
    guard !bytes.contains(UInt8(ascii: "%")), !bytes.contains(UInt8(ascii: "&")) else { return nil }
    let isBreak: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return String(decoding: bytes.map { isBreak($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  /// A name of the scope as this source would write it: a block has letters where TeX has commands.
  func spelling(of name: String, in scope: Scope) -> String {
    dialect == .plain && name.count == 1 ? name : scope.latex(name)
  }

  func positions(_ range: SourceRange) -> Range<Int>? {
    guard let start = source.position(of: range.lowerBound),
      let end = source.position(of: range.upperBound), start <= end
    else { return nil }
    return start..<end
  }

  /// The part of the formula at `range` after `edits`, which lie in it.
  func changed(_ range: SourceRange, by edits: [FixIt.Edit]) -> String? {
    positions(range).flatMap { source.excerpt($0).applying(edits) }
  }

  /// With the spaces behind it, or before it where it ends `whole`.
  func withSpace(_ range: SourceRange, in whole: SourceRange) -> SourceRange? {
    guard let part = positions(range), let all = positions(whole),
      all.lowerBound <= part.lowerBound,
      part.upperBound <= all.upperBound
    else { return nil }
    let space = UInt8(ascii: " ")
    if part.upperBound == all.upperBound {
      let kept = source.bytes[all.lowerBound..<part.lowerBound].lastIndex { $0 != space }
      return source.range(of: (kept.map { $0 + 1 } ?? part.lowerBound)..<part.upperBound)
    }
    let next = source.bytes[part.upperBound..<all.upperBound].firstIndex { $0 != space }
    return source.range(of: part.lowerBound..<(next ?? part.upperBound))
  }

  /// A script with the sign and the braces that make it one: `^{\top}` for `\top`.
  func span(ofScript script: MathNode) -> SourceRange {
    guard let inner = positions(script.range) else { return script.range }
    let bytes = source.bytes
    var (start, end) = (skippingBack(inner.lowerBound), inner.upperBound)
    if start > 0, bytes[start - 1] == UInt8(ascii: "{") {
      let close = bytes[end...].firstIndex { $0 != UInt8(ascii: " ") } ?? end
      guard close < bytes.count, bytes[close] == UInt8(ascii: "}") else { return script.range }
      (start, end) = (skippingBack(start - 1), close + 1)
    }
    guard start > 0, [UInt8(ascii: "^"), UInt8(ascii: "_")].contains(bytes[start - 1]) else {
      return script.range
    }
    return source.range(of: (start - 1)..<end)
  }

  /// Whether a script can hold more than one sign as it stands: `_{k}`, not `_k`.
  func isBraced(_ script: MathNode) -> Bool {
    guard let inner = positions(script.range), !inner.isEmpty else { return false }
    let open = source.bytes[inner.lowerBound]
    if [UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "[")].contains(open) { return true }
    let start = skippingBack(inner.lowerBound)
    return start > 0 && source.bytes[start - 1] == UInt8(ascii: "{")
  }

  private func skippingBack(_ position: Int) -> Int {
    var position = position
    while position > 0, source.bytes[position - 1] == UInt8(ascii: " ") { position -= 1 }
    return position
  }

  /// Parentheses around `text`, which grow where it is tall.
  func bracketed(_ text: String) -> String {
    text.contains("\\frac") && dialect == .tex ? "\\left(\(text)\\right)" : "(\(text))"
  }
}
