/// Addresses in running text: `https://…`, `http://…` and `www.…`, as GitHub links them.
extension CommonMark {
  mutating func linkAddresses(in node: Tree, _ bytes: [UInt8]) {
    guard openLinks == 0, openImages == 0, heading == nil || contents.cell != nil,
      bytes.withUnsafeBufferPointer(mayHoldAddress)
    else { return }
    let source = ByteText(bytes: bytes)
    var output: [UInt8] = []
    var copied = 0
    var position = 0
    while let start = source.addressStart(from: position) {
      let end = source.addressEnd(from: start)
      position = max(end, start + 1)
      guard end > start else { continue }
      let address = bytes[start..<end]
      let scheme = source.has("www.", at: start) ? "http://" : ""
      let url = escapedURL(scheme + String(decoding: address, as: UTF8.self))
      output += bytes[copied..<start]
      output += standIn(for: Array("<a href=\"\(url)\">".utf8) + escapedHTML(address) + "</a>".utf8)
      copied = end
    }
    if copied > 0 { node.literal = output + bytes[copied...] }
  }
}

/// Whether `text` may hold an address: `:/` or `ww` stands in it.
func mayHoldAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var previous: UInt8 = 0
  for byte in text {
    if byte == UInt8(ascii: "/"), previous == UInt8(ascii: ":") { return true }
    if byte == UInt8(ascii: "w"), previous == byte { return true }
    previous = byte
  }
  return false
}

extension ByteText {
  /// Where an address begins: at `www.`, or at the scheme before `://`.
  fileprivate func addressStart(from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { buffer -> Int? in
      var position = start
      while position < buffer.count {
        let byte = buffer[position]
        if byte == UInt8(ascii: "w") || byte == UInt8(ascii: "h"), beginsAddress(at: position) {
          return position
        }
        position += 1
      }
      return nil
    }
  }

  private func beginsAddress(at position: Int) -> Bool {
    let before = self[position - 1]
    guard position == 0 || isSpace(before) || "*_~(".utf8.contains(before) else { return false }
    return has("https://", at: position) || has("http://", at: position)
      || has("www.", at: position)
  }

  /// Where an address ends: before a blank, `<` or a stand-in, without punctuation behind it and
  /// without a bracket that it does not open. `start` itself where it names no host.
  fileprivate func addressEnd(from start: Int) -> Int {
    var end = start
    var opened = 0
    var closed = 0
    while end < count, !isSpace(self[end]), self[end] != UInt8(ascii: "<"), !isPrivate(at: end) {
      if self[end] == UInt8(ascii: "(") { opened += 1 }
      if self[end] == UInt8(ascii: ")") { closed += 1 }
      end += 1
    }
    while end > start {
      let last = self[end - 1]
      if last == UInt8(ascii: ")"), closed > opened {
        closed -= 1
      } else if !"?!.,:*_~'\"".utf8.contains(last) {
        break
      }
      end -= 1
    }
    let host = (start..<end).first { self[$0] == UInt8(ascii: ".") }
    return host == nil || host == end - 1 ? start : end
  }

  /// A character of the private use area, as stand-ins begin with.
  private func isPrivate(at position: Int) -> Bool {
    self[position] == 0xEE || (self[position] == 0xEF && self[position + 1] < 0xA4)
  }
}
