extension ByteText {
  /// The first byte from `start` on that may begin something to be lifted, or hide it.
  func firstSign(from start: Int, to end: Int? = nil) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var position = max(0, start)
      let end = min(end ?? buffer.count, buffer.count)
      while position < end {
        if isSign(buffer[position]) { return position }
        position += 1
      }
      return nil
    }
  }

  /// Whether nothing but blanks stands around `range` on its line.
  func isAloneOnLine(_ range: Range<Int>) -> Bool {
    var before = range.lowerBound - 1
    while isBlank(self[before]) { before -= 1 }
    var after = range.upperBound
    while isBlank(self[after]) { after += 1 }
    return (before < 0 || self[before] == newline) && (after >= count || self[after] == newline)
  }

  /// Whether the byte may be part of a tag: letters of any script, digits, and signs that join them.
  func isInTag(at position: Int) -> Bool {
    let byte = self[position]
    return isAlphanumeric(byte) || byte >= 0x80 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/")
  }

  /// Whether the byte may be part of a URL that stands in running text or in the brackets of a link.
  func isInAddress(at position: Int) -> Bool {
    let byte = self[position]
    return byte > space && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
      && byte != backtick && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "|")
      && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "[")
  }
}

/// Whether anything that is lifted, or that hides something from it, may begin with `byte`.
private func isSign(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "<"),
    UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "="),
    UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: ":"):
    true
  default: false
  }
}
