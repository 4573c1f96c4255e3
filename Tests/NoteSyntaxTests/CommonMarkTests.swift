import Foundation
import NoteSyntax
import Testing

/// The examples of the CommonMark 0.30 specification; none unless `COMMONMARK_SPEC` names its file.
private let examples: [Example] = {
  guard let path = ProcessInfo.processInfo.environment["COMMONMARK_SPEC"],
    let bytes = FileManager.default.contents(atPath: path)
  else { return [] }
  return Example.all(in: String(decoding: bytes, as: UTF8.self))
}()

/// The specification's own expectations are what libcmark 0.30 renders.
@Test(.enabled(if: !examples.isEmpty), arguments: examples)
func rendersTheSpecificationWithoutExtensions(_ example: Example) {
  let (note, diagnostics) = parse(example.input, extensions: false, allowHTML: true)
  #expect(diagnostics.isEmpty)
  #expect(html(of: note) == example.expected)
}

@Test(.enabled(if: !examples.isEmpty), arguments: examples)
func rendersTheSpecificationWithExtensions(_ example: Example) {
  let (note, _) = parse(example.input, allowHTML: true)
  let isOurs = note.elements.contains {
    switch $0 {
    case .link(let link): link.isWikilink
    case .image(let image): image.isWikilink
    default: true
    }
  }
  // Front matter is no element, and neither are tags and addresses in running text: 607, 610 and 611.
  let output = html(of: note)
  let hasSigns = output.contains("gw-tag") || [607, 610, 611].contains(example.number)
  guard !isOurs, !hasSigns, !example.input.hasPrefix("---\n") else { return }
  #expect(output == example.expected)
}

@Test(.enabled(if: !examples.isEmpty))
func theSpecificationIsWhole() {
  #expect(examples.count == 652)
}
