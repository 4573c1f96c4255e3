import Testing

/// A mistake of the program leads to the first one; the others take too large a text, or too long.
private let withoutExample: Set = ["internal-error", "note-too-large", "time-limit"]

@Test(arguments: DiagnosticPage.all)
func explainsWithATrueExample(page: DiagnosticPage) throws {
  let codes = try page.codes(in: "Example")
  #expect(codes?.contains(page.code) ?? withoutExample.contains(page.code), "\(codes ?? [])")
  #expect(try page.codes(in: "Instead") ?? [] == [])
}

/// What it is, an example, what to do instead.
@Test(arguments: DiagnosticPage.all)
func hasEveryPart(page: DiagnosticPage) throws {
  let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
  try #require(lines.count > 4)
  #expect(lines[0] == "# `\(page.code)`")
  let starts = ["Error", "Warning", "Reason of `unclear`: a warning, an error with `--strict`."]
  #expect(starts.contains { lines[2].hasPrefix($0) }, "\(lines[2])")
  #expect(page.sections["Instead"].map { !$0.text.allSatisfy(\.isWhitespace) } == true)
  #expect(page.sections["Example"]?.block != nil || withoutExample.contains(page.code))
}

@Test func findsTheExamples() {
  let codes = DiagnosticPage.all.map(\.code)
  #expect(codes.contains("slip"))
  #expect(codes.count > 90)
}
