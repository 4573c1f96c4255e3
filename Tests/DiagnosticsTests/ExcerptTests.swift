import Diagnostics
import Testing

private let file = SourceFile(path: "a.md", text: "> ab\n> cd\n> ef\n")

/// The lines of the quote, without their marks.
private func quote() -> Excerpt {
  var excerpt = Excerpt()
  for start in [2, 7, 12] { excerpt.append(file.bytes[start..<(start + 3)], at: start) }
  return excerpt
}

@Test func knowsWhereItsBytesComeFrom() {
  let excerpt = quote()
  #expect(excerpt.text == "ab\ncd\nef\n")
  #expect((0...9).map(excerpt.offset(of:)) == [2, 3, 4, 7, 8, 9, 12, 13, 14, 15])
  #expect(excerpt.range == 2..<15)
  #expect(excerpt.range(of: 2..<3) == 4..<5)
}

@Test func partsKnowTheirPlacesToo() {
  let excerpt = quote()
  for lower in 0...9 {
    for upper in lower...9 {
      let part = excerpt.excerpt(lower..<upper)
      #expect(part.text == String(decoding: excerpt.bytes[lower..<upper], as: UTF8.self))
      let offsets = (0..<part.bytes.count).map(part.offset(of:))
      #expect(offsets == (lower..<upper).map(excerpt.offset(of:)))
      #expect(part.offset(of: 0) == excerpt.offset(of: lower))
    }
  }
}

@Test func joinsTexts() {
  var first = Excerpt()
  first.append(file.bytes[2..<5], at: 2)
  var rest = Excerpt()
  for start in [7, 12] { rest.append(file.bytes[start..<(start + 3)], at: start) }
  first.append(rest)
  #expect(first == quote())
  first.append(Excerpt())
  #expect(first == quote())
}
