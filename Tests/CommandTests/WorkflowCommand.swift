import Foundation

/// A line that a runner of GitHub Actions takes for a command: `::name key=value,key=value::data`.
struct WorkflowCommand {
  let name: String
  private(set) var properties: [String: String] = [:]
  let data: String

  private static let known = ["file", "line", "endLine", "col", "endColumn", "title"]

  /// Nil for a line that is none.
  init?(_ line: String) {
    guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::"),
      let data = Self.unescaped(line[end.upperBound...], ["%25": "%", "%0D": "\r", "%0A": "\n"])
    else { return nil }
    let head = line[..<end.lowerBound].dropFirst(2)
    let parts = head.split(separator: " ", maxSplits: 1)
    guard let name = parts.first.map(String.init) else { return nil }
    (self.name, self.data) = (name, data)
    guard ["error", "warning"].contains(name) else {
      if !["group", "endgroup"].contains(name) || parts.count > 1 { return nil }
      return
    }
    for property in (parts.count > 1 ? parts[1] : "").split(separator: ",") {
      let pair = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, Self.known.contains(String(pair[0])), !pair[1].contains(":"),
        let value = Self.unescaped(
          pair[1], ["%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","])
      else { return nil }
      properties[String(pair[0])] = value
    }
  }

  /// Nil where a `%` is not escaped.
  private static func unescaped(_ text: Substring, _ escapes: [String: String]) -> String? {
    var result = ""
    var rest = text
    while let character = rest.first {
      if character == "%" {
        guard let escaped = escapes[String(rest.prefix(3))] else { return nil }
        result += escaped
        rest = rest.dropFirst(3)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
