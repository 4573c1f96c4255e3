/// `text` as the text or the quoted attribute value of HTML, escaped as cmark does it.
package func escapedHTML(_ text: String) -> String {
  String(decoding: escapedHTML(text.utf8), as: UTF8.self)
}

/// The same for bytes.
func escapedHTML(_ text: some Collection<UInt8>) -> [UInt8] {
  guard text.contains(where: isEscaped) else { return Array(text) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  for byte in text {
    switch byte {
    case UInt8(ascii: "&"): bytes += "&amp;".utf8
    case UInt8(ascii: "<"): bytes += "&lt;".utf8
    case UInt8(ascii: ">"): bytes += "&gt;".utf8
    case UInt8(ascii: "\""): bytes += "&quot;".utf8
    default: bytes.append(byte)
    }
  }
  return bytes
}

private func isEscaped(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
  default: false
  }
}

/// `url` as the value of `href` or `src`: percent-encoded where it has to be, as cmark does it.
package func escapedURL(_ url: String) -> String {
  var bytes: [UInt8] = []
  for byte in url.utf8 {
    if isAlphanumeric(byte) || "-_.+!*(),%#@?=;:/,~$".utf8.contains(byte) {
      bytes.append(byte)
    } else if byte == UInt8(ascii: "&") {
      bytes += "&amp;".utf8
    } else if byte == UInt8(ascii: "'") {
      bytes += "&#x27;".utf8
    } else {
      let digits = Array("0123456789ABCDEF".utf8)
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension ImageSize {
  package var attributes: String {
    " width=\"\(width)\"" + (height.map { " height=\"\($0)\"" } ?? "")
  }
}

extension ImageReference {
  /// The image as cmark writes it, at `source` or else at its target.
  package func html(source: String? = nil) -> String {
    let title = title.isEmpty ? "" : " title=\"\(escapedHTML(title))\""
    let url = escapedURL(source ?? target)
    return "<img src=\"\(url)\" alt=\"\(escapedHTML(alt))\"\(title)\(size?.attributes ?? "") />"
  }
}

extension LinkReference {
  /// The link as cmark writes it, to `href` or else to its target.
  package func html(href: String? = nil) -> String {
    let title = title.isEmpty ? "" : " title=\"\(escapedHTML(title))\""
    let url = escapedURL(href ?? target + (fragment.map { "#" + $0 } ?? ""))
    return "<a href=\"\(url)\"\(title)>\(content)</a>"
  }
}
