extension [UInt8] {
  /// Adds a text with one blank for each stretch of white space in it; for one at its start none, where a blank stands
  /// before it.
  package mutating func appendWithSingleBlanks(_ text: [UInt8]) {
    var isBehindBlank = last == space
    var copied = 0
    text.withUnsafeBufferPointer { text in
      for (place, byte) in text.enumerated() {
        let isBlank = byte <= space
        // Most blanks stay as they are.
        if isBlank, isBehindBlank || byte != space {
          append(contentsOf: text[copied..<place])
          if !isBehindBlank { append(space) }
          copied = place + 1
        }
        isBehindBlank = isBlank
      }
      append(contentsOf: text[copied...])
    }
  }
}
