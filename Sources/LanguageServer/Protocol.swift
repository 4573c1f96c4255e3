/// The values of the Language Server Protocol 3.17 that notes need, named as there.
struct Position: Codable, Hashable, Sendable {
  /// Both count from 0.
  var line: Int
  var character: Int
}

struct PositionRange: Codable, Hashable, Sendable {
  var start: Position
  var end: Position
}

struct Location: Codable, Hashable, Sendable {
  let uri: String
  let range: PositionRange
}

struct TextEdit: Codable, Hashable, Sendable {
  let range: PositionRange
  let newText: String
}

struct WorkspaceEdit: Codable, Hashable, Sendable {
  let changes: [String: [TextEdit]]
}

struct TextDocument: Codable, Sendable {
  let uri: String
  let version: Int?
}

struct PlaceParams: Decodable, Sendable {
  let textDocument: TextDocument
  let position: Position
}

struct DocumentParams: Decodable, Sendable {
  let textDocument: TextDocument
}

struct CancelParams: Decodable, Sendable {
  let id: RequestID
}

// MARK: Beginning

struct InitializeParams: Decodable, Sendable {
  let capabilities: Capabilities?

  struct Capabilities: Decodable, Sendable {
    let general: General?
  }

  struct General: Decodable, Sendable {
    let positionEncodings: [String]?
  }
}

struct InitializeResult: Encodable, Sendable {
  let capabilities: ServerCapabilities
  let serverInfo: ServerInfo

  struct ServerInfo: Encodable, Sendable {
    let name: String
    let version: String
  }
}

struct ServerCapabilities: Encodable, Sendable {
  let positionEncoding: String
  let textDocumentSync = Sync()
  let hoverProvider = true
  let definitionProvider = true
  let documentSymbolProvider = true
  let completionProvider = Completion()
  let codeActionProvider = CodeActions()

  struct Sync: Encodable, Sendable {
    let openClose = true
    /// Changes and not whole texts, though whole ones are taken too.
    let change = 2
    let save = true
  }

  struct Completion: Encodable, Sendable {
    let triggerCharacters = ["\\"]
  }

  struct CodeActions: Encodable, Sendable {
    let codeActionKinds = [CodeAction.quickFix]
  }
}

// MARK: Texts

struct OpenParams: Decodable, Sendable {
  let textDocument: Item

  struct Item: Decodable, Sendable {
    let uri: String
    let version: Int?
    let text: String
  }
}

struct ChangeParams: Decodable, Sendable {
  let textDocument: TextDocument
  let contentChanges: [TextChange]
}

struct TextChange: Decodable, Sendable {
  /// Nil: the whole text.
  let range: PositionRange?
  let text: String
}

// MARK: Diagnostics

struct PublishParams: Encodable, Sendable {
  let uri: String
  let version: Int?
  let diagnostics: [ClientDiagnostic]
}

struct ClientDiagnostic: Codable, Hashable, Sendable {
  let range: PositionRange
  let severity: Int
  let code: String
  let source: String
  let message: String
  let relatedInformation: [Related]

  struct Related: Codable, Hashable, Sendable {
    let location: Location
    let message: String
  }
}

struct CodeActionParams: Decodable, Sendable {
  let textDocument: TextDocument
  let range: PositionRange
  let context: Context?

  struct Context: Decodable, Sendable {
    let only: [String]?
  }
}

struct CodeAction: Encodable, Sendable {
  static let quickFix = "quickfix"

  let title: String
  let kind = CodeAction.quickFix
  let diagnostics: [ClientDiagnostic]
  let isPreferred: Bool
  let edit: WorkspaceEdit
}

// MARK: What is asked

struct Hover: Encodable, Sendable {
  let contents: Markup
  let range: PositionRange

  struct Markup: Encodable, Sendable {
    let kind = "markdown"
    let value: String
  }
}

struct CompletionItem: Encodable, Sendable {
  let label: String
  let kind: Int
  let detail: String?
  let documentation: String?
  let textEdit: TextEdit

  enum Kind: Int {
    case function = 3
    case variable = 6
    case value = 12
    case keyword = 14
    case constant = 21
  }
}

struct DocumentSymbol: Encodable, Sendable {
  let name: String
  let detail: String
  let kind: Int
  let range: PositionRange
  let selectionRange: PositionRange

  enum Kind: Int {
    case function = 12
    case variable = 13
    case boolean = 17
  }
}
