import MathML
import NoteSyntax

/// The names of equations that links may lead to: that of a label, else one made of the formula, which stays the
/// same however much is written before and behind it.
struct EquationAnchors {
  private var counts: [String: Int] = [:]

  /// A name for the next formula that reads as `bytes` do.
  mutating func anchor(of bytes: some Sequence<UInt8>, prefix: String) -> String {
    let name = "\(prefix)-\(ContentHash(withSingleBlanks(bytes)).short)"
    let count = counts[name, default: 0] + 1
    counts[name] = count
    return count == 1 ? name : "\(name)-\(count)"
  }

  /// The words of a text with a blank between them.
  private func withSingleBlanks(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var words: [UInt8] = []
    words.reserveCapacity(bytes.underestimatedCount)
    for byte in bytes {
      if byte > 0x20 {
        words.append(byte)
      } else if let last = words.last, last > 0x20 {
        words.append(0x20)
      }
    }
    if words.last == 0x20 { words.removeLast() }
    return words
  }
}

extension Note {
  /// For each formula without a label, by its place among the elements.
  var equationAnchors: [Int: String] {
    var anchors = EquationAnchors()
    var found: [Int: String] = [:]
    for (index, element) in elements.enumerated() {
      guard case .math(let span) = element, !span.isLabelled else { continue }
      let anchor = anchors.anchor(of: span.source.bytes, prefix: "eq")
      if !self.anchors.contains(anchor) { found[index] = anchor }
    }
    return found
  }
}
