import Diagnostics
import Verification

/// What a problem is known by although it moves: what was written, not where.
struct Fingerprint: Hashable {
  let text: String

  /// Of a statement: its LaTeX, however it is laid out.
  init(latex: String) {
    text = String(latex.unicodeScalars.filter { !$0.properties.isWhitespace })
  }

  /// Of what is said of anything else. A message names what it is about.
  init(code: String, message: String) { text = code + ": " + message }

  /// 16 hexadecimal digits, the same everywhere (FNV-1a).
  ///
  /// - Parameter number: Tells those apart that have the same text in one file.
  func digest(number: Int) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(number) \(text)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
