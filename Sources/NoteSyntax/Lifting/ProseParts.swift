import Diagnostics

/// A part of a line of prose that stands outside the text of a note.
package enum ProsePart: Hashable, Sendable {
  case text(String)
  /// The TeX between its delimiters.
  case math(Excerpt)
}

/// A line of prose with its formulas apart, by the rules of running text.
package func proseParts(_ line: String) -> [ProsePart] {
  let source = Excerpt(line)
  var scanner = InlineScanner(source)
  var lifts = LiftList()
  while let opening = scanner.run(&lifts) { scanner.skip(opening) }
  var parts: [ProsePart] = []
  var end = 0
  for lift in lifts.all {
    guard case .math(let span)? = lift.element else { continue }
    if lift.range.lowerBound > end {
      parts.append(.text(source.excerpt(end..<lift.range.lowerBound).text))
    }
    parts.append(.math(span.source))
    end = lift.range.upperBound
  }
  if end < source.bytes.count { parts.append(.text(source.excerpt(end..<source.bytes.count).text)) }
  return parts
}
