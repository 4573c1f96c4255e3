import Calculus
import Compiler
import Diagnostics
import Pages

extension Vault {
  /// The page of one note as a file that needs no other: stylesheet and images are in it.
  package func selfContainedPage(
    of note: String, templates: Templates
  ) -> (html: String?, report: FileReport) {
    inTime { page(of: note, templates, $0) } ?? (nil, late(note))
  }

  private func page(
    of note: String, _ templates: Templates, _ allowance: Allowance
  ) -> (html: String?, report: FileReport) {
    var options = self.options
    options.templates = templates
    options.allowance = allowance
    var result = compile(note, options)
    if let assets = result.compilation?.assets, !assets.isEmpty {
      for asset in assets {
        guard let bytes = try? FileSystem.bytes(of: displayPath(asset)) else { continue }
        options.assetURLs[asset] = dataURL(of: bytes, named: asset)
      }
      allowance.renew()
      result = compile(note, options)
    }
    let html = result.compilation?.page(templates, stylesheet: .inline)
    return (html.map { String(decoding: $0, as: UTF8.self) }, result.report)
  }
}

/// An image's bytes as a URL.
private func dataURL(of bytes: [UInt8], named name: String) -> String {
  let kinds = [
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".svg": "image/svg+xml", ".webp": "image/webp", ".avif": "image/avif",
  ]
  let kind = kinds.first { name.lowercased().hasSuffix($0.key) }?.value
  return "data:\(kind ?? "application/octet-stream");base64,\(base64(bytes))"
}

/// RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  var start = 0
  while start < bytes.count {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = 0
    for byte in group { bits = bits << 8 | Int(byte) }
    bits <<= 8 * (3 - group.count)
    for place in 0..<4 {
      let digit = alphabet[bits >> (18 - 6 * place) & 63]
      text.append(place <= group.count ? digit : UInt8(ascii: "="))
    }
    start += 3
  }
  return String(decoding: text, as: UTF8.self)
}
