import MathML
import NoteSyntax

/// The names of equations that links may lead to: that of a label, else one made of the formula, which stays the
/// same however much is written before and behind it.
struct EquationAnchors {
  private var counts: [String: Int] = [:]

  /// A name for the next formula that reads as `bytes` do.
  mutating func anchor(of bytes: some Sequence<UInt8>, prefix: String) -> String {
    let plain = bytes.split { $0 <= 0x20 }.joined(separator: [0x20])
    let name = "\(prefix)-\(ContentHash(Array(plain)).short)"
    counts[name, default: 0] += 1
    let count = counts[name, default: 1]
    return count == 1 ? name : "\(name)-\(count)"
  }
}

extension Note {
  /// For each formula without a label, by its place among the elements.
  var equationAnchors: [Int: String] {
    var anchors = EquationAnchors()
    var found: [Int: String] = [:]
    for (index, element) in elements.enumerated() {
      guard case .math(let span) = element, !span.isLabelled else { continue }
      found[index] = anchors.anchor(of: span.source.bytes, prefix: "eq")
    }
    return found
  }
}
