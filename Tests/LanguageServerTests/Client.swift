import Foundation
import LanguageServer
import Synchronization

/// A client that plays a script: it speaks to a server in memory and keeps what it is told.
final class Client: Sendable {
  private let inbox = Inbox()
  private let server: LanguageServer
  private let nextID = Mutex(1)

  init(timeLimit: Duration = .seconds(60)) {
    let inbox = inbox
    server = LanguageServer(version: "1.0", timeLimit: timeLimit) { inbox.add($0) }
  }

  /// One that has said hello.
  static func connected(
    encodings: [String] = [], timeLimit: Duration = .seconds(60)
  ) async -> Client {
    let client = Client(timeLimit: timeLimit)
    let general: [String: Any] = encodings.isEmpty ? [:] : ["positionEncodings": encodings]
    _ = await client.request("initialize", ["capabilities": ["general": general]])
    await client.notify("initialized", [:])
    return client
  }

  // MARK: Speaking

  /// - Returns: Whether the server goes on.
  @discardableResult func send(_ message: [String: Any]) async -> Bool {
    let data = (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
    return await server.receive(data)
  }

  @discardableResult func send(raw: String) async -> Bool {
    await server.receive(Data(raw.utf8))
  }

  @discardableResult func notify(_ method: String, _ params: [String: Any]) async -> Bool {
    await send(["jsonrpc": "2.0", "method": method, "params": params])
  }

  /// Asks without waiting for the answer.
  func ask(_ method: String, _ params: [String: Any]) async -> Int {
    let id = nextID.withLock { id in
      defer { id += 1 }
      return id
    }
    await send(["jsonrpc": "2.0", "id": id, "method": method, "params": params])
    return id
  }

  func request(_ method: String, _ params: [String: Any]) async -> Message {
    let id = await ask(method, params)
    return await answer(to: id)
  }

  func answer(to id: Int) async -> Message { await inbox.first { $0.id == id } }

  /// The answer to what has no id.
  func answerToNothing() async -> Message { await inbox.first { $0.isRefusal } }

  // MARK: Notes

  func open(_ uri: String, _ text: String, version: Int = 1) async {
    await notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": uri, "languageId": "markdown", "version": version, "text": text]])
  }

  func change(_ uri: String, to text: String, version: Int) async {
    await change(uri, [["text": text]], version: version)
  }

  func change(_ uri: String, _ changes: [[String: Any]], version: Int) async {
    await notify(
      "textDocument/didChange",
      ["textDocument": ["uri": uri, "version": version], "contentChanges": changes])
  }

  /// What is wrong with this version of a note.
  func diagnostics(of uri: String, version: Int) async -> [Message] {
    let published = await inbox.last {
      $0.method == "textDocument/publishDiagnostics" && $0["params"]["uri"].text == uri
        && $0["params"]["version"].number == version
    }
    return published["params"]["diagnostics"].list
  }

  /// The versions that something was said of, in order.
  func publishedVersions(of uri: String) -> [Int] {
    inbox.all.filter { $0["params"]["uri"].text == uri }.compactMap {
      $0["params"]["version"].number
    }
  }

  /// The last that was said of a note, whichever version it was said of.
  func lastPublished(of uri: String) -> Message? {
    inbox.all.last { $0["params"]["uri"].text == uri }?["params"]
  }

  func place(_ uri: String, _ line: Int, _ character: Int) -> [String: Any] {
    ["textDocument": ["uri": uri], "position": ["line": line, "character": character]]
  }
}

/// What a server has said.
private final class Inbox: Sendable {
  private let messages = Mutex<[Message]>([])

  func add(_ data: Data) {
    // Each is sent by itself, behind its header.
    guard let start = data.range(of: Data("\r\n\r\n".utf8))?.upperBound else { return }
    let message = Message(data.subdata(in: start..<data.endIndex))
    messages.withLock { $0.append(message) }
  }

  var all: [Message] { messages.withLock { $0 } }

  func first(_ isWanted: (Message) -> Bool) async -> Message {
    await wait { $0.first(where: isWanted) }
  }

  func last(_ isWanted: (Message) -> Bool) async -> Message {
    await wait { $0.last(where: isWanted) }
  }

  /// Waits up to a minute, for machines that do much else.
  private func wait(_ find: ([Message]) -> Message?) async -> Message {
    for _ in 0..<6_000 {
      if let found = find(all) { return found }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return Message(Data())
  }
}

/// A piece of JSON.
struct Message: @unchecked Sendable {
  private let value: Any?

  init(_ data: Data) {
    value = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
  }

  private init(value: Any?) { self.value = value }

  subscript(_ key: String) -> Message { Message(value: (value as? [String: Any])?[key]) }
  subscript(_ index: Int) -> Message {
    list.indices.contains(index) ? list[index] : Message(value: nil)
  }

  var list: [Message] { (value as? [Any])?.map { Message(value: $0) } ?? [] }
  var text: String? { value as? String }
  var number: Int? { (value as? NSNumber)?.intValue }
  var isNull: Bool { value is NSNull }
  var isThere: Bool { value != nil }

  var method: String? { self["method"].text }
  var id: Int? { self["id"].number }
  var error: Int? { self["error"]["code"].number }
  /// An answer to no request.
  var isRefusal: Bool { self["id"].isNull && self["error"].isThere }

  /// `3:0-3:7`.
  var range: String {
    func place(_ key: String) -> String {
      "\(self[key]["line"].number ?? -1):\(self[key]["character"].number ?? -1)"
    }
    return "\(place("start"))-\(place("end"))"
  }
}
