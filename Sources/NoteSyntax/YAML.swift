import Yams

/// YAML whose aliases stand for aliases: nine of nine of nine … are soon more than any memory holds.
package struct TooManyAliases: Error {
  /// So many can stand for 3¹¹ values at most: where a aliases are spread over levels of three each.
  package static let limit = 32

  package var message: String { "more than \(Self.limit) aliases (`*name`)" }
}

/// What `text` says, or nil where that is nothing.
///
/// - Throws: `YamlError` where it is no YAML, or `TooManyAliases`.
package func yamlRoot(of text: String) throws -> Node? {
  if text.utf8.hasAnchors, text.utf8.marks(UInt8(ascii: "*")) > TooManyAliases.limit {
    throw TooManyAliases()
  }
  // Without an encoding, Yams asks the environment for one.
  return try Yams.Parser(yaml: text, encoding: .utf8).singleRoot()
}

extension String.UTF8View {
  /// Without an anchor nothing can stand for something else, whatever the stars in a text are.
  fileprivate var hasAnchors: Bool { marks(UInt8(ascii: "&")) > 0 }

  /// How many names follow `mark` where a value may begin.
  fileprivate func marks(_ mark: UInt8) -> Int {
    var count = 0
    var previous = UInt8(ascii: "\n")
    var isMarked = false
    for byte in self {
      if isMarked, !" \t\r\n".utf8.contains(byte) { count += 1 }
      isMarked = byte == mark && " \t\r\n[]{},:-?\"'".utf8.contains(previous)
      previous = byte
    }
    return count
  }
}
