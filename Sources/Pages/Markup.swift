/// `text` with the characters that mean something in HTML replaced, for content and for attributes.
package func escaped(_ text: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): bytes += "&amp;".utf8
    case UInt8(ascii: "<"): bytes += "&lt;".utf8
    case UInt8(ascii: ">"): bytes += "&gt;".utf8
    case UInt8(ascii: "\""): bytes += "&quot;".utf8
    default: bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// A clause of a diagnostic as HTML: what stands between backticks becomes code.
package func prose(_ text: String) -> String {
  let parts = text.split(separator: "`", omittingEmptySubsequences: false)
  // A last backtick without a partner is itself.
  let unpaired = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
  var html = ""
  for (index, part) in parts.enumerated() {
    let text = escaped(String(part))
    if index == unpaired {
      html += "`" + text
    } else {
      html += index.isMultiple(of: 2) ? text : "<code>\(text)</code>"
    }
  }
  return html
}
