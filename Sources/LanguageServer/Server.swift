import Foundation
import Vault

/// Answers a client that edits notes. What a message changes is changed in the order of the messages; what takes
/// time, compiling and answering, goes on beside it.
package actor LanguageServer {
  private let send: @Sendable (Data) -> Void
  private let version: String
  var encoding = PositionEncoding.utf16
  var documents: [String: Document] = [:]
  var workshop = Workshop()
  /// How many texts it was given.
  var editions = 0
  /// The texts that are being compiled, by their editions.
  var runs: [Int: Run] = [:]
  /// How long a note may take.
  let timeLimit: Duration
  /// Requests that are being answered.
  private var answering: [RequestID: Task<Void, Never>] = [:]
  /// Those that wait for a document to be compiled.
  var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
  private var state = State.new

  private enum State { case new, running, ending }

  /// - Parameters:
  ///   - version: Of the program, as clients show it.
  ///   - timeLimit: How long a note may take.
  ///   - send: Writes bytes to the client; they must reach it in this order.
  package init(
    version: String, timeLimit: Duration = Vault.standardTimeLimit,
    send: @escaping @Sendable (Data) -> Void
  ) {
    (self.version, self.timeLimit, self.send) = (version, timeLimit, send)
  }

  /// Whether the client has said that it is about to end.
  package var isEnding: Bool { state == .ending }

  /// Takes a message in; false after the one that ends the program.
  package func receive(_ message: Data) -> Bool {
    guard let head = try? JSONDecoder().decode(MessageHead.self, from: message) else {
      refuse(nil, malformed(message))
      return true
    }
    // What is no call is an answer, and nothing was asked.
    guard let method = head.method else { return true }
    if method == "exit" { return false }
    guard let id = head.id else {
      if state == .running { notify(method, message) }
      return true
    }
    request(id, method, message)
    return true
  }

  /// Says that a part of the stream could not be read.
  package func refuse(_ reason: String) { refuse(nil, .invalidRequest(reason)) }

  private func malformed(_ message: Data) -> ResponseError {
    let isJSON =
      (try? JSONSerialization.jsonObject(with: message, options: .fragmentsAllowed)) != nil
    return isJSON ? .invalidRequest("this is no message") : .parse("this is no JSON")
  }

  // MARK: Requests

  private func request(_ id: RequestID, _ method: String, _ message: Data) {
    switch (method, state) {
    case ("initialize", .new): initialize(id, message)
    case ("initialize", _): refuse(id, .invalidRequest("the server is initialized already"))
    case (_, .new): refuse(id, .notInitialized)
    case (_, .ending): refuse(id, .invalidRequest("the server is about to end"))
    case ("shutdown", _):
      state = .ending
      answer(id, NoResult())
    default:
      answering[id] = Task {
        let result = await result(of: method, message)
        answering[id] = nil
        reply(id, Task.isCancelled ? .failure(.cancelled) : result)
      }
    }
  }

  private func initialize(_ id: RequestID, _ message: Data) {
    let params: InitializeParams? = try? decode(message)
    let offered = params?.capabilities?.general?.positionEncodings ?? []
    if offered.contains(PositionEncoding.utf8.rawValue) { encoding = .utf8 }
    state = .running
    answer(
      id,
      InitializeResult(
        capabilities: ServerCapabilities(positionEncoding: encoding.rawValue),
        serverInfo: .init(name: "gradweave", version: version)))
  }

  private func result(
    of method: String, _ message: Data
  ) async -> Result<any Encodable & Sendable, ResponseError> {
    do {
      switch method {
      case "textDocument/hover":
        return .success(
          try await asked(message) { (note, params: PlaceParams) in
            note.hover(at: params.position)
          })
      case "textDocument/definition":
        return .success(
          try await asked(message) { (note, params: PlaceParams) in
            note.declarations(at: params.position, in: params.textDocument.uri)
          })
      case "textDocument/completion":
        return .success(
          try await asked(message) { (note, params: PlaceParams) in
            note.completions(at: params.position)
          })
      case "textDocument/codeAction":
        return .success(
          try await asked(message) { (note, params: CodeActionParams) in
            note.codeActions(params)
          })
      case "textDocument/documentSymbol":
        return .success(try await asked(message) { (note, _: DocumentParams) in note.symbols })
      default: return .failure(.unknownMethod(method))
      }
    } catch let error as ResponseError {
      return .failure(error)
    } catch {
      return .failure(.invalidParams("the parameters of \(method) are not understood"))
    }
  }

  /// What `look` finds in the document as it reads now.
  private func asked<Params: Decodable & DocumentNaming, Found: Encodable & Sendable>(
    _ message: Data, _ look: @escaping @Sendable (CheckedNote, Params) -> Found
  ) async throws -> Found where Params: Sendable {
    let params: Params = try decode(message)
    guard let note = await checked(params.textDocument.uri) else {
      throw ResponseError.invalidParams("\(params.textDocument.uri) is not open")
    }
    return await looking { look(note, params) }
  }

  func decode<Params: Decodable>(_ message: Data) throws -> Params {
    try JSONDecoder().decode(MessageBody<Params>.self, from: message).params
  }

  // MARK: Notifications

  private func notify(_ method: String, _ message: Data) {
    switch method {
    case "textDocument/didOpen": open(try? decode(message))
    case "textDocument/didChange": change(try? decode(message))
    case "textDocument/didClose": close(try? decode(message))
    case "textDocument/didSave", "workspace/didChangeWatchedFiles": lookAgain()
    case "$/cancelRequest":
      let params: CancelParams? = try? decode(message)
      if let id = params?.id { cancel(id) }
    default: break
    }
  }

  private func cancel(_ id: RequestID) {
    answering[id]?.cancel()
    // Those that wait see that they need not.
    for uri in waiting.keys { wake(uri) }
  }

  // MARK: Answers

  private func answer(_ id: RequestID, _ result: any Encodable & Sendable) {
    reply(id, .success(result))
  }

  private func refuse(_ id: RequestID?, _ error: ResponseError) { reply(id, .failure(error)) }

  private func reply(
    _ id: RequestID?, _ result: Result<any Encodable & Sendable, ResponseError>
  ) {
    write(Response(id: id, result: result))
  }

  func write(_ message: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let data = try? encoder.encode(message) else { return }
    send(MessageFraming.framed(data))
  }
}

/// Parameters that say which document they are about.
protocol DocumentNaming {
  var textDocument: TextDocument { get }
}

extension PlaceParams: DocumentNaming {}
extension DocumentParams: DocumentNaming {}
extension CodeActionParams: DocumentNaming {}
