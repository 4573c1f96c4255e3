/// The ids of a page: what a link may name behind its `#`.
package struct Anchors: AnchorNames, Hashable, Sendable {
  /// In the order of the page.
  package private(set) var ids: [String] = []
  private var known: Set<String> = []
  /// How often a slug has been given.
  private var counts: [String: Int] = [:]

  package init() {}

  /// Adds an id, with a number where it is taken, as GitHub does it; what it then is. No two elements of a page may
  /// have one id.
  mutating func add(_ id: String) -> String {
    var unique = id
    while known.contains(unique) {
      counts[id, default: 0] += 1
      unique = "\(id)-\(counts[id] ?? 0)"
    }
    keep(unique)
    return unique
  }

  /// Adds an id that may be there already: then it leads to the first that has it.
  package mutating func keep(_ id: String) {
    if known.insert(id).inserted { ids.append(id) }
  }

  package func contains(_ id: String) -> Bool { known.contains(id) }

  /// Adds the ids and names that raw HTML brings.
  mutating func addIDs(inHTML html: [UInt8]) {
    let text = ByteText(bytes: html)
    for name in ["id=\"", "name=\"", "id='", "name='"] {
      var position = 0
      while let start = text.find(plain: name, from: position) {
        let inner = start + name.utf8.count
        let quote = html[inner - 1]
        let end = html[inner...].firstIndex(of: quote) ?? html.count
        if start > 0, isSpace(html[start - 1]), end > inner {
          keep(String(decoding: html[inner..<end], as: UTF8.self))
        }
        position = max(end, inner)
      }
    }
  }

  /// A text as an id, as GitHub makes it: letters in lower case, digits, `-` and `_` stay, blanks
  /// become hyphens, all else goes.
  package static func slug(of text: String) -> String {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        if isAlphanumeric(byte) {
          bytes.append(lowercased(byte))
        } else if byte == space || byte == UInt8(ascii: "-") {
          bytes.append(UInt8(ascii: "-"))
        } else if byte == UInt8(ascii: "_") {
          bytes.append(byte)
        }
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        bytes += scalar.properties.lowercaseMapping.utf8
      }
    }
    return bytes.isEmpty ? "section" : String(decoding: bytes, as: UTF8.self)
  }
}
