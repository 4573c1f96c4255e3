import NoteSyntax
import Testing

@Test(arguments: Example.all(in: mathSpecification))
func liftsWhatTheSpecificationSays(_ example: Example) {
  #expect(findings(in: example.input) == example.expected)
}

@Test func readsAllExamples() {
  #expect(Example.all(in: mathSpecification).count >= 100)
}

/// Nothing may be lost: what is in no element is text, and gets into the page.
@Test(arguments: Example.all(in: mathSpecification))
func leavesNoStandIn(_ example: Example) {
  let (note, _) = parse(example.input)
  let privateUse = html(of: note).unicodeScalars.filter { (0xE000...0xF8FF).contains($0.value) }
  #expect(privateUse.isEmpty)
}

/// Ranges are inside the note, in order, and each holds what its element was read from.
@Test(arguments: Example.all(in: mathSpecification))
func elementsKnowTheirPlaces(_ example: Example) {
  let (note, _) = parse(example.input)
  #expect(note.elements.map(\.range.lowerBound) == note.elements.map(\.range.lowerBound).sorted())
  for element in note.elements {
    #expect(element.range.upperBound <= note.file.bytes.count)
    guard case .math(let span) = element else { continue }
    // A character reference is one byte of the formula, at the place of its first.
    for (position, byte) in span.source.bytes.enumerated() where !"<>".utf8.contains(byte) {
      #expect(note.file.bytes[span.source.offset(of: position)] == byte)
    }
  }
}
