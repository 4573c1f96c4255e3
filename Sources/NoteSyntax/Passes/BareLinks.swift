/// Addresses in running text, of pages, files and mail, as GitHub links them.
extension CommonMark {
  mutating func linkAddresses(in node: Tree, _ bytes: [UInt8]) {
    guard openLinks == 0, openImages == 0, heading == nil || contents.cell != nil,
      bytes.withUnsafeBufferPointer(mayHoldAddress)
    else { return }
    let source = ByteText(bytes: bytes)
    var output: [UInt8] = []
    var copied = 0
    var position = 0
    while let sign = source.addressSign(from: position) {
      let isMail = bytes[sign] == UInt8(ascii: "@")
      let range =
        isMail ? source.mailAddress(around: sign, from: position) : source.address(at: sign)
      position = max(range.upperBound, sign + 1)
      guard !range.isEmpty else { continue }
      let address = bytes[range]
      let scheme = isMail ? "mailto:" : source.has("www.", at: sign) ? "http://" : ""
      let url = escapedURL(scheme + String(decoding: address, as: UTF8.self))
      output += bytes[copied..<range.lowerBound]
      output += standIn(for: Array("<a href=\"\(url)\">".utf8) + escapedHTML(address) + "</a>".utf8)
      copied = range.upperBound
    }
    if copied > 0 { node.literal = output + bytes[copied...] }
  }
}

/// Whether `text` may hold an address: `:/`, `ww` or `@` stands in it.
func mayHoldAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var previous: UInt8 = 0
  for byte in text {
    if byte == UInt8(ascii: "/"), previous == UInt8(ascii: ":") { return true }
    if byte == UInt8(ascii: "w"), previous == byte { return true }
    if byte == UInt8(ascii: "@") { return true }
    previous = byte
  }
  return false
}

extension ByteText {
  /// Where an address begins, at `www.` or at the scheme before `://`, or the `@` of one.
  fileprivate func addressSign(from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { buffer -> Int? in
      var position = start
      while position < buffer.count {
        let byte = buffer[position]
        switch byte {
        case UInt8(ascii: "@"): return position
        case UInt8(ascii: "w"), UInt8(ascii: "h"), UInt8(ascii: "f"):
          if beginsAddress(at: position) { return position }
        default: break
        }
        position += 1
      }
      return nil
    }
  }

  private func beginsAddress(at position: Int) -> Bool {
    guard mayBeginAddress(at: position) else { return false }
    return has("https://", at: position) || has("http://", at: position)
      || has("ftp://", at: position) || has("www.", at: position)
  }

  private func mayBeginAddress(at position: Int) -> Bool {
    position == 0 || isSpace(self[position - 1]) || "*_~(".utf8.contains(self[position - 1])
  }

  /// The address of mail around an `@`: names of letters, digits, `.`, `-`, `_` and `+`, a host with a dot in it. Empty where it is
  /// none.
  fileprivate func mailAddress(around sign: Int, from lowest: Int) -> Range<Int> {
    var start = sign
    while start > lowest, isMailName(self[start - 1]) || self[start - 1] == UInt8(ascii: "+") {
      start -= 1
    }
    var end = sign + 1
    while isMailName(self[end]) { end += 1 }
    while end > sign + 1, self[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let host = bytes[sign + 1..<end]
    let parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard start < sign, mayBeginAddress(at: start), parts.count > 1,
      parts.allSatisfy({ !$0.isEmpty }),
      let last = host.last, isLetter(last) || isDigit(last)
    else { return start..<start }
    return start..<end
  }

  private func isMailName(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || ".-_".utf8.contains(byte)
  }

  /// Where an address ends: before a blank, `<` or a stand-in, without punctuation behind it and
  /// without a bracket that it does not open. Empty where it names no host.
  fileprivate func address(at start: Int) -> Range<Int> {
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
    if let scheme = (start..<end).first(where: { self[$0] == UInt8(ascii: ":") }),
      has("://", at: scheme), scheme < start + 6
    {
      return start..<(end > scheme + 3 ? end : start)
    }
    let dot = (start..<end).first { self[$0] == UInt8(ascii: ".") }
    return start..<(dot == nil || dot == end - 1 ? start : end)
  }

  /// A character of the private use area, as stand-ins begin with.
  private func isPrivate(at position: Int) -> Bool {
    self[position] == 0xEE || (self[position] == 0xEF && self[position + 1] < 0xA4)
  }
}
