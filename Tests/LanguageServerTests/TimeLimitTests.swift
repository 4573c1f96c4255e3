import Testing

private let runaway =
  "```net\nsize n = 30\nA, B ∈ R^{n × n}\n```\n\n"
  + (1...400).map { "$$\($0) A B A = \($0) A (B A) + \\tanh(A) - \\tanh(A)$$\n" }
  .joined(separator: "\n")

private let quick = "```net\nx ∈ R\n```\n\n$$x + x = 3 x$$\n"

private let uri = "untitled:long"

@Test func saysWhichNotesTakeTooLong() async throws {
  let client = await Client.connected(timeLimit: .seconds(1))
  await client.open(uri, runaway)
  let found = await client.diagnostics(of: uri, version: 1)
  #expect(found.map { $0["code"].text ?? "" } == ["time-limit"])
  #expect(found.first?["message"].text?.contains("takes longer than 1 s") == true)
  let place: [String: Any] = ["textDocument": ["uri": uri]]
  let symbols = await client.request("textDocument/documentSymbol", place)
  #expect(symbols["result"].isThere && symbols["result"].list.isEmpty)
  // It is tried again as soon as it reads otherwise.
  await client.change(uri, to: quick, version: 2)
  let mended = await client.diagnostics(of: uri, version: 2)
  #expect(mended.map { $0["code"].text ?? "" } == ["refuted"])
}

/// Neither a text that nobody wants any more nor a note that is closed holds up others.
@Test func leavesOffWhatIsNotWanted() async {
  let client = await Client.connected(timeLimit: .seconds(3_600))
  await client.open(uri, runaway)
  for version in 2...6 { await client.change(uri, to: runaway, version: version) }
  await client.change(uri, to: quick, version: 7)
  #expect(await client.diagnostics(of: uri, version: 7).count == 1)
  for number in 1...20 { await client.open("untitled:\(number)", runaway) }
  for number in 1...20 {
    await client.notify("textDocument/didClose", ["textDocument": ["uri": "untitled:\(number)"]])
  }
  await client.change(uri, to: quick + "\n", version: 8)
  #expect(await client.diagnostics(of: uri, version: 8).count == 1)
}
