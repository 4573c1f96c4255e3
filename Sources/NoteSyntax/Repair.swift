import Diagnostics

/// The file with invalid UTF-8 and NUL replaced by U+FFFD, so that offsets behind them move, which the file knows, and a
/// diagnostic at the first invalid place.
package func repaired(_ file: SourceFile) -> (SourceFile, [Diagnostic]) {
  if isValid(file.bytes) { return (file, []) }
  var repair = Repair()
  repair.run(file.bytes)
  let repairedFile = SourceFile(
    path: file.path, bytes: repair.output, replacements: repair.replacements)
  guard let first = repair.first else { return (repairedFile, []) }
  return (repairedFile, [.invalidUTF8(count: repair.count, at: first)])
}

/// Whether the bytes are UTF-8 without NUL.
private func isValid(_ bytes: [UInt8]) -> Bool {
  // The highest bit says it, of many bytes at a time.
  var (beyondASCII, zero): (UInt8, UInt8) = (0, 0)
  bytes.withUnsafeBufferPointer { bytes in
    for byte in bytes {
      beyondASCII |= byte
      zero |= (byte &- 1) & ~byte
    }
  }
  guard zero < 0x80 else { return false }
  return beyondASCII < 0x80 || String(validating: bytes, as: UTF8.self) != nil
}

private struct Repair {
  var output: [UInt8] = []
  /// Where the first replacement stands in the output.
  var first: SourceRange?
  var count = 0
  var replacements: [SourceFile.Replacement] = []

  mutating func run(_ bytes: [UInt8]) {
    output.reserveCapacity(bytes.count)
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: return
      case .valid(let scalar):
        if scalar.first == 0 { replace(1) } else { output.append(contentsOf: scalar) }
      case .error(let length):
        if first == nil { first = output.count..<output.count + 3 }
        count += 1
        replace(length)
      }
    }
  }

  private mutating func replace(_ length: Int) {
    let surplus = (replacements.last?.surplus ?? 0) + 3 - length
    replacements.append(SourceFile.Replacement(offset: output.count, surplus: surplus))
    output += "\u{FFFD}".utf8
  }
}
