/// An element of an XML document, without namespaces.
struct XMLElement {
  let name: String
  var attributes: [(String, String)] = []
  /// Text, in front of the elements.
  var text = ""
  var children: [XMLElement] = []

  /// The document that it is the root of.
  var document: String {
    var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    write(to: &bytes, indent: "")
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], indent: String) {
    bytes += "\(indent)<\(name)".utf8
    for (key, value) in attributes {
      bytes += " \(key)=\"\(escaped(value, inAttribute: true))\"".utf8
    }
    guard !text.isEmpty || !children.isEmpty else {
      bytes += "/>\n".utf8
      return
    }
    bytes += (">" + escaped(text, inAttribute: false)).utf8
    if !children.isEmpty {
      bytes.append(UInt8(ascii: "\n"))
      for child in children { child.write(to: &bytes, indent: indent + "  ") }
      bytes += indent.utf8
    }
    bytes += "</\(name)>\n".utf8
  }
}

/// XML 1.0, sections 2.2, 2.4 and 3.3.3: line ends of an attribute would become spaces, and most control
/// characters may not stand in a document at all.
private func escaped(_ text: String, inAttribute: Bool) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "\n" where !inAttribute: result.append(scalar)
    case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
    case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
