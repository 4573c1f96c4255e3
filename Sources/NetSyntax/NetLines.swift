import Diagnostics

/// The logical lines of a block: comments removed, continued lines joined. A line continues while a
/// bracket is open or after a trailing operator; linear in the length of the block.
func logicalLines(_ source: Excerpt) -> [Excerpt] {
  var lines: [Excerpt] = []
  var pending: [Range<Int>] = []
  var depth = 0
  for line in physicalLines(source.bytes) {
    let code = withoutComment(source.bytes, line)
    if depth == 0, isCutShort(pending, by: source.excerpt(code), source) {
      lines.append(joined(pending, source))
      pending = []
    }
    let isBlank = source.bytes[code].allSatisfy(isSpace)
    if isBlank, depth == 0 || pending.isEmpty {
      if pending.isEmpty { continue }
    } else {
      pending.append(code)
    }
    depth = max(0, depth + bracketBalance(source.bytes[code]))
    if depth > 0 || endsWithOperator(source.bytes[code]) { continue }
    lines.append(joined(pending, source))
    pending = []
  }
  // A bracket that is never closed must not swallow the block: its lines stand alone.
  lines +=
    depth > 0
    ? pending.map { source.excerpt($0) } : pending.isEmpty ? [] : [joined(pending, source)]
  return lines
}

/// Whether what waits to be continued is not, since another statement begins: a line that lacks its
/// right side, or `show x +` before `show y`.
private func isCutShort(
  _ pending: [Range<Int>], by line: Excerpt, _ source: Excerpt
) -> Bool {
  if lacksRightSide(pending, source), startsStatement(line) { return true }
  guard let first = pending.first, !keywordAndRest(of: line.trimmed).0.isEmpty else { return false }
  return !keywordAndRest(of: source.excerpt(first).trimmed).0.isEmpty
}

/// Whether what waits to be continued is a whole line that ends with `=`: `size n =`.
private func lacksRightSide(_ pending: [Range<Int>], _ source: Excerpt) -> Bool {
  guard pending.count == 1, let line = pending.first,
    keywordAndRest(of: source.excerpt(line).trimmed).0 != "check"
  else { return false }
  return source.bytes[line].last { !isSpace($0) } == UInt8(ascii: "=")
}

/// Whether a line can be no right side: it begins with a keyword, or has a relation of its own.
private func startsStatement(_ line: Excerpt) -> Bool {
  if !keywordAndRest(of: line.trimmed).0.isEmpty { return true }
  var depth = 0
  for (position, byte) in line.bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: "="), 0xE2:
      let isRelation =
        byte != 0xE2 || line.bytes[position...].starts(with: Array("∈".utf8))
      if depth == 0, isRelation { return true }
    default: break
    }
  }
  return false
}

private func joined(_ ranges: [Range<Int>], _ source: Excerpt) -> Excerpt {
  guard let first = ranges.first, let last = ranges.last, ranges.count > 1 else {
    return source.excerpt(ranges.first ?? 0..<0)
  }
  var whole = Excerpt()
  for range in ranges {
    // The line ending is kept: it separates, and it keeps the offsets of a plain block in one run.
    let end = range == last ? range.upperBound : min(range.upperBound + 1, source.bytes.count)
    whole.append(source.bytes[range.lowerBound..<end], at: source.offset(of: range.lowerBound))
  }
  return first == last ? source.excerpt(first) : whole
}

/// Line ranges without their line endings.
private func physicalLines(_ bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
    lines.append(start..<position)
    start = position + 1
  }
  if start < bytes.count { lines.append(start..<bytes.count) }
  return lines
}

/// The part of a line before `#`; `\#` starts no comment.
private func withoutComment(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
  var previous: UInt8 = 0
  for position in line {
    if bytes[position] == UInt8(ascii: "#"), previous != UInt8(ascii: "\\") {
      return line.lowerBound..<position
    }
    previous = bytes[position]
  }
  return line
}

private func bracketBalance(_ bytes: ArraySlice<UInt8>) -> Int {
  var balance = 0
  var isEscaped = false
  for byte in bytes {
    defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped }
    if isEscaped { continue }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): balance += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): balance -= 1
    default: break
    }
  }
  return balance
}

private func endsWithOperator(_ bytes: ArraySlice<UInt8>) -> Bool {
  guard let last = bytes.last(where: { !isSpace($0) }) else { return false }
  return Array("=+-*/,".utf8).contains(last)
    || bytes.reversed().drop(while: isSpace).starts(with: Array("∈".utf8).reversed())
}

func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    || byte == UInt8(ascii: "\n")
}
