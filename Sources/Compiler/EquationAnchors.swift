import MathML
import NoteSyntax

/// The names of equations that links may lead to: that of a label, else one made of the formula, which stays the
/// same however much is written before and behind it.
struct EquationAnchors {
  private var counts: [String: Int] = [:]

  /// - Parameter capacity: About how many there will be.
  init(capacity: Int = 0) { counts.reserveCapacity(capacity) }

  /// A name for the next formula that reads as `bytes` do.
  mutating func anchor(of bytes: [UInt8], prefix: String) -> String {
    let name = prefix + "-" + ContentHash(words(of: bytes)).short
    let count = counts[name, default: 0] + 1
    counts[name] = count
    return count == 1 ? name : "\(name)-\(count)"
  }

  /// The words of a text with a blank between them.
  private func words(of bytes: [UInt8]) -> [UInt8] {
    var words: [UInt8] = []
    words.reserveCapacity(bytes.count)
    words.appendWithSingleBlanks(bytes)
    if words.last == 0x20 { words.removeLast() }
    if words.first == 0x20 { words.removeFirst() }
    return words
  }
}

extension Note {
  /// For each element that is a formula without a label.
  var equationAnchors: [String?] {
    var anchors = EquationAnchors(capacity: elements.count)
    return elements.map { element in
      guard case .math(let span) = element, !span.isLabelled else { return nil }
      let anchor = anchors.anchor(of: span.source.bytes, prefix: "eq")
      return self.anchors.contains(anchor) ? nil : anchor
    }
  }
}
