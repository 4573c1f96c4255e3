import Foundation
import Testing

/// Messages with their headers, as they stand on standard input.
private func stream(_ messages: [String]) -> String {
  messages.map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
}

private let hello = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#
private let opening = #"""
  {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"markdown","version":1,"text":"```net\nx ∈ R\nL = x^2\n```\n\n$\\frac{dL}{dx} = 3 x$"}}}
  """#
private let asking = #"""
  {"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":5,"character":18}}}
  """#
private let shutdown = #"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#
private let exit = #"{"jsonrpc":"2.0","method":"exit"}"#

@Test func servesAnEditorOnStandardStreams() async throws {
  let server = try Server()
  server.write(stream([hello, opening, asking]))
  #expect(server.read(until: #""id":2"#).contains("verdict  refuted"))
  server.write(stream([shutdown, exit]))
  server.readToEnd()
  #expect(server.all.contains(#""result":null"#))
  #expect(server.status == 0)
  // Nothing but messages.
  #expect(server.all.hasPrefix("Content-Length: "))
  #expect(server.all.contains("textDocument/publishDiagnostics"))
}

@Test func endsWithItsClient() throws {
  let command = try Command([:])
  defer { command.remove() }
  // The stream ends without a word, and in the middle of one.
  #expect(try command.run(["lsp"], input: stream([hello])).status == 1)
  #expect(try command.run(["lsp"], input: "Content-Length: 70\r\n\r\n{").status == 1)
  #expect(try command.run(["lsp"], input: "").status == 1)
  #expect(try command.run(["lsp", "--stdio"], input: stream([hello, shutdown, exit])).status == 0)
  let broken = try command.run(["lsp"], input: stream([hello, "{", shutdown, exit]))
  #expect(broken.status == 0 && broken.output.contains("-32700"))
}

@Test func takesStreamsThatAreClosed() throws {
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/sh")
  shell.arguments = ["-c", "\"$0\" lsp <&- >&-; test $? = 1", Command.program.path]
  try shell.run()
  shell.waitUntilExit()
  #expect(shell.terminationReason == .exit && shell.terminationStatus == 0)
}

@Test func givesUpNotesThatTakeLongerThanItWasTold() throws {
  let lines = (1...400).map { #"$$\#($0) A B A = \#($0) A (B A) + \\tanh(A) - \\tanh(A)$$\n\n"# }
  let long = opening.replacing(
    #"x ∈ R\nL = x^2\n```"#,
    with: #"size n = 30\nA, B ∈ R^{n × n}\n```\n\n"# + lines.joined())
  let server = try Server(["--time-limit", "0.2"])
  server.write(stream([hello, long]))
  #expect(server.read(until: "time-limit").contains("longer than 0.2 s"))
  server.write(stream([shutdown, exit]))
  server.readToEnd()
  #expect(server.status == 0)
}

/// The server as an editor starts it.
private final class Server {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private(set) var all = ""

  init(_ options: [String] = []) throws {
    process.executableURL = Command.program
    process.arguments = ["lsp"] + options
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func write(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

  func read(until text: String) -> String {
    while !all.contains(text) {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      all += String(decoding: data, as: UTF8.self)
    }
    return all
  }

  func readToEnd() {
    all += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  var status: Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
