import Foundation
import Testing

private let uri = "untitled:dense"

private let note = #"""
  # A layer

  ```net
  size n = 3, m = 2
  index k = 1..m
  x ∈ R^n : the input
  W ∈ R^{m × n} : the weights
  a = W x
  L = 1/2 ‖a‖²
  ```

  $\nabla_W L = a x^{\top}$ and $\nabla_x L = W a$
  """#

// MARK: The life of a server

@Test func agreesOnHowCharactersAreCounted() async {
  let plain = Client()
  let hello = await plain.request("initialize", ["capabilities": [String: Any]()])
  #expect(hello["result"]["capabilities"]["positionEncoding"].text == "utf-16")
  #expect(hello["result"]["serverInfo"]["name"].text == "gradweave")
  let other = Client()
  let general = ["positionEncodings": ["utf-32", "utf-8", "utf-16"]]
  let answer = await other.request("initialize", ["capabilities": ["general": general]])
  #expect(answer["result"]["capabilities"]["positionEncoding"].text == "utf-8")
}

@Test func answersWhatItCannotDo() async {
  let client = Client()
  #expect(await client.request("textDocument/hover", client.place(uri, 0, 0)).error == -32002)
  _ = await client.request("initialize", [:])
  #expect(await client.request("initialize", [:]).error == -32600)
  #expect(await client.request("textDocument/rename", [:]).error == -32601)
  #expect(await client.request("$/unknown", [:]).error == -32601)
  #expect(await client.request("textDocument/hover", ["place": 1]).error == -32602)
  #expect(
    await client.request("textDocument/hover", client.place("file:///x.md", 0, 0)).error == -32602)
  #expect(await client.notify("$/unknown", [:]))
  #expect(await client.notify("textDocument/didChange", ["wrong": 1]))
  #expect(await client.notify("textDocument/didClose", ["textDocument": ["uri": "file:///x.md"]]))
}

@Test(arguments: [
  ("{", -32700), ("", -32700), ("[]", -32600), ("3", -32600), ("{\"id\": {}}", -32600),
  ("{\"method\": 7}", -32600), ("\u{FFFD}", -32700),
])
func refusesWhatIsNoMessage(text: String, code: Int) async {
  let client = Client()
  #expect(await client.send(raw: text))
  #expect(await client.answerToNothing().error == code)
  // It goes on.
  #expect(await client.request("initialize", [:])["result"].isThere)
}

@Test func endsWhenItIsTold() async {
  let client = await Client.connected()
  let answer = await client.request("shutdown", [:])
  #expect(answer["result"].isNull && answer.error == nil)
  #expect(await client.request("textDocument/hover", client.place(uri, 0, 0)).error == -32600)
  #expect(await client.notify("exit", [:]) == false)
}

// MARK: Diagnostics

@Test func saysWhatIsWrongAndHowToMendIt() async throws {
  let client = await Client.connected()
  await client.open(uri, note)
  let found = await client.diagnostics(of: uri, version: 1)
  try #require(found.count == 1)
  #expect(found[0]["code"].text == "ill-shaped")
  #expect(found[0]["severity"].number == 1)
  #expect(found[0]["range"].range == "11:44-11:47")
  #expect(found[0]["message"].text?.contains("hint: it holds with ") == true)

  var params: [String: Any] = ["textDocument": ["uri": uri], "context": ["diagnostics": [Any]()]]
  params["range"] = range(11, 45, 11, 45)
  let actions = await client.request("textDocument/codeAction", params)["result"].list
  try #require(!actions.isEmpty)
  #expect(actions[0]["kind"].text == "quickfix")
  let edits = actions[0]["edit"]["changes"][uri].list
  await client.change(
    uri,
    edits.map { edit in
      [
        "range": range(
          edit["range"]["start"]["line"].number ?? 0,
          edit["range"]["start"]["character"].number ?? 0,
          edit["range"]["end"]["line"].number ?? 0, edit["range"]["end"]["character"].number ?? 0),
        "text": edit["newText"].text ?? "",
      ]
    }, version: 2)
  #expect(await client.diagnostics(of: uri, version: 2).isEmpty)

  params["range"] = range(0, 0, 0, 5)
  #expect(await client.request("textDocument/codeAction", params)["result"].list.isEmpty)
  params["context"] = ["only": ["refactor"]]
  params["range"] = range(0, 0, 99, 0)
  #expect(await client.request("textDocument/codeAction", params)["result"].list.isEmpty)
}

private func range(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> [String: Any] {
  ["start": ["line": a, "character": b], "end": ["line": c, "character": d]]
}

@Test func takesChangesOfAnyRange() async {
  let client = await Client.connected()
  await client.open(uri, note)
  let right = note.replacingOccurrences(of: "= W a$", with: "= W^{\\top} a$")
  let changes: [[String: Any]] = [
    // Beyond the end of the text, and turned round.
    ["range": range(99, 7, 500, 2), "text": " 𝐖"],
    ["range": range(11, 999, 11, 47), "text": ""],
    ["range": range(11, 45, 11, 44), "text": "W^{\\top} "],
    ["range": range(11, 43, 11, 43), "text": ""],
    ["text": right],
    ["range": range(0, 2, 0, 2), "text": "𝐖 "],
    ["range": range(0, 2, 0, 5), "text": ""],
  ]
  await client.change(uri, changes, version: 2)
  #expect(await client.diagnostics(of: uri, version: 2).isEmpty)
  let hover = await client.request("textDocument/hover", client.place(uri, 0, 0))
  #expect(hover["result"].isNull)
}

@Test func lastTextWins() async {
  let client = await Client.connected()
  await client.open(uri, note)
  let right = note.replacingOccurrences(of: "= W a$", with: "= W^{\\top} a$")
  for version in 2...60 {
    await client.change(uri, to: version.isMultiple(of: 2) ? right : note, version: version)
  }
  #expect(await client.diagnostics(of: uri, version: 60).isEmpty)
  let versions = client.publishedVersions(of: uri)
  #expect(versions.last == 60)
  #expect(versions == versions.sorted())
}

@Test func saysNothingOfWhatIsClosed() async throws {
  let client = await Client.connected()
  await client.open(uri, note)
  await client.notify("textDocument/didClose", ["textDocument": ["uri": uri]])
  await client.open("untitled:other", note)
  #expect(await client.diagnostics(of: "untitled:other", version: 1).count == 1)
  #expect(await client.request("textDocument/hover", client.place(uri, 0, 0)).error == -32602)
  let last = try #require(client.lastPublished(of: uri))
  #expect(!last["version"].isThere || last["version"].isNull)
  #expect(last["diagnostics"].isThere && last["diagnostics"].list.isEmpty)
}

@Test(arguments: [
  ("untitled:a.b", true), ("file:///notes/week.1/plain", true), ("file:///notes/A.MD", true),
  ("file:///notes/a.markdown", true), ("file:///notes.md/a.txt", false),
])
func takesNotesAlone(uri: String, isNote: Bool) async {
  let client = await Client.connected()
  await client.open(uri, note)
  let hover = await client.request("textDocument/hover", client.place(uri, 11, 8))
  #expect(hover["result"].isThere == isNote)
}

/// What is still being compiled of a note that was closed says nothing of the one that is opened again.
@Test func forgetsTheTextOfAClosedNote() async {
  let client = await Client.connected()
  let right = note.replacingOccurrences(of: "= W a$", with: "= W^{\\top} a$")
  for version in 1...20 {
    await client.open(uri, note, version: -version)
    await client.notify("textDocument/didClose", ["textDocument": ["uri": uri]])
    await client.open(uri, right, version: version)
    #expect(await client.diagnostics(of: uri, version: version).isEmpty)
    await client.notify("textDocument/didClose", ["textDocument": ["uri": uri]])
  }
}

// MARK: Names

@Test func tellsOfNamesAndVerdicts() async {
  let client = await Client.connected()
  await client.open(uri, note)
  let hover = await client.request("textDocument/hover", client.place(uri, 11, 8))
  let text = hover["result"]["contents"]["value"].text ?? ""
  #expect(text.hasPrefix("**W** 2×3: the weights"))
  #expect(text.contains("`W ∈ R^{m×n}` (line 7)"))
  #expect(text.contains("verdict  exact at 3 size choices"))
  #expect(hover["result"]["range"].range == "11:8-11:9")
  // In the block, too: a name, a size, an index.
  let input = await client.request("textDocument/hover", client.place(uri, 7, 6))
  #expect(input["result"]["contents"]["value"].text?.hasPrefix("**x** 3×1: the input") == true)
  let size = await client.request("textDocument/hover", client.place(uri, 6, 7))
  #expect(size["result"]["contents"]["value"].text == "**m** size: m = 2 (line 4)")
  let index = await client.request("textDocument/hover", client.place(uri, 4, 6))
  #expect(index["result"]["contents"]["value"].text == "**k** index: 1..2 (line 5)")
  #expect(await client.request("textDocument/hover", client.place(uri, 0, 3))["result"].isNull)
}

@Test func goesToDeclarations() async {
  let client = await Client.connected(encodings: ["utf-16"])
  await client.open(uri, note)
  func places(_ line: Int, _ character: Int) async -> [String] {
    await client.request("textDocument/definition", client.place(uri, line, character))["result"]
      .list.map { $0["range"].range }
  }
  #expect(await places(11, 10) == ["8:0-8:1"])
  #expect(await places(11, 14) == ["7:0-7:1"])
  #expect(await places(11, 16) == ["5:0-5:1"])
  #expect(await places(7, 4) == ["6:0-6:1"])
  #expect(await places(6, 11) == ["3:5-3:6"])
  #expect(await places(0, 0).isEmpty)
}

@Test func completesNamesCommandsAndKeywords() async {
  let client = await Client.connected()
  let text =
    note.replacingOccurrences(
      of: "L = 1/2 ‖a‖²\n", with: "L = 1/2 ‖a‖²\n\\hat y ∈ R^n : the label\nsh\nq = so\n")
    + "\n\nhere $\\na\n\nand $W"
  await client.open(uri, text)
  func labels(_ line: Int, _ character: Int) async -> [String: Message] {
    let items = await client.request("textDocument/completion", client.place(uri, line, character))
    let pairs = items["result"].list.map { ($0["label"].text ?? "", $0) }
    return Dictionary(pairs) { first, _ in first }
  }
  let inFormula = await labels(14, 15)
  #expect(inFormula["\\hat{y}"]?["documentation"].text == "the label")
  #expect(inFormula["W"]?["detail"].text == "2×3: the weights")
  #expect(inFormula["n"]?["detail"].text == "size")
  #expect(inFormula["show"] == nil)
  let command = await labels(16, 9)
  #expect(command["\\nabla"]?["textEdit"]["range"].range == "16:6-16:9")
  let open = await labels(18, 6)
  #expect(open["W"]?["textEdit"]["range"].range == "18:5-18:6")
  let first = await labels(10, 2)
  #expect(first["show"]?["textEdit"]["range"].range == "10:0-10:2")
  #expect(await labels(11, 6)["softmax"]?["kind"].number == 3)
  #expect(await labels(0, 4).isEmpty)
}

@Test func outlinesANote() async {
  let client = await Client.connected()
  await client.open(uri, note)
  let params = ["textDocument": ["uri": uri]]
  let symbols = await client.request("textDocument/documentSymbol", params)["result"].list
  #expect(symbols.map { $0["name"].text ?? "" }.prefix(4) == ["x", "W", "a", "L"])
  #expect(symbols.suffix(2).map { $0["detail"].text ?? "" } == ["holds", "ill-shaped"])
}

// MARK: Requests in time

@Test func cancelsRequests() async {
  let client = await Client.connected()
  await client.open(uri, note)
  var ids: [Int] = []
  for version in 2...12 {
    await client.change(uri, to: note + "\n" + String(version), version: version)
    let id = await client.ask("textDocument/hover", client.place(uri, 11, 8))
    await client.notify("$/cancelRequest", ["id": id])
    ids.append(id)
  }
  var cancelled = 0
  for id in ids {
    let answer = await client.answer(to: id)
    #expect(answer.error == -32800 || answer["result"].isThere)
    cancelled += answer.error == -32800 ? 1 : 0
  }
  #expect(cancelled > 0)
  await client.notify("$/cancelRequest", ["id": "of no request"])
  #expect(await client.request("textDocument/hover", client.place(uri, 11, 8))["result"].isThere)
}

@Test func answersOfTheNewestText() async {
  let client = await Client.connected()
  await client.open(uri, note)
  for version in 2...20 {
    let size = version
    await client.change(
      uri, to: note.replacingOccurrences(of: "m = 2", with: "m = \(size)"), version: version)
    let hover = await client.request("textDocument/hover", client.place(uri, 6, 7))
    #expect(hover["result"]["contents"]["value"].text == "**m** size: m = \(size) (line 4)")
  }
}
