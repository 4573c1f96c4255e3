import Foundation

/// The id of a request: a number or a text.
enum RequestID: Hashable, Codable, Sendable {
  case number(Int)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

/// What every message of a client has: a request has an id, a notification none, an answer no method.
struct MessageHead: Decodable {
  let id: RequestID?
  let method: String?
}

/// The part of a message that its method says the form of.
struct MessageBody<Params: Decodable>: Decodable {
  let params: Params
}

/// Why a request is not answered (JSON-RPC 2.0 and LSP 3.17).
struct ResponseError: Error, Encodable, Equatable {
  let code: Int
  let message: String

  static func parse(_ message: String) -> Self { .init(code: -32700, message: message) }
  static func invalidRequest(_ message: String) -> Self { .init(code: -32600, message: message) }
  static func unknownMethod(_ name: String) -> Self {
    .init(code: -32601, message: "there is no method \(name)")
  }
  static func invalidParams(_ message: String) -> Self { .init(code: -32602, message: message) }
  static let notInitialized = Self(code: -32002, message: "the server is not initialized")
  static let cancelled = Self(code: -32800, message: "the request was cancelled")
}

/// An answer to a request.
struct Response: Encodable {
  let id: RequestID?
  let result: Result<any Encodable & Sendable, ResponseError>

  private enum Key: CodingKey { case jsonrpc, id, result, error }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode("2.0", forKey: .jsonrpc)
    try container.encode(id, forKey: .id)
    switch result {
    case .success(let value): try value.encode(to: container.superEncoder(forKey: .result))
    case .failure(let error): try container.encode(error, forKey: .error)
    }
  }
}

/// Something that the server says by itself.
struct Notification<Params: Encodable>: Encodable {
  let jsonrpc = "2.0"
  let method: String
  let params: Params
}

/// The result of requests that only ask for something to be done.
struct NoResult: Encodable, Sendable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
