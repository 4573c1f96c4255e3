import Diagnostics
import Yams

/// What is wrong with a config, collected while it is read.
final class ConfigProblems {
  let file: SourceFile
  private(set) var all: [Diagnostic] = []

  init(_ file: SourceFile) { self.file = file }

  func add(_ problem: Diagnostic) { all.append(problem) }
}

/// A value of the config; asked for something that it is not, it says so at its place.
struct ConfigValue {
  private let node: Node
  private let problems: ConfigProblems

  init(_ node: Node, _ problems: ConfigProblems) {
    (self.node, self.problems) = (node, problems)
  }

  struct Key {
    let name: String
    let range: SourceRange
  }

  var range: SourceRange { problems.file.range(of: node) }

  var isMapping: Bool { node.mapping != nil }

  /// A key without a value.
  var isNull: Bool {
    guard let scalar = node.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  /// The text of a scalar in lower case.
  var word: String? { node.scalar?.string.lowercased() }

  func report(_ problem: String) { problems.add(.badConfig(problem, at: range)) }

  /// Nothing, which is said.
  func reported<Value>(_ problem: String) -> Value? {
    report(problem)
    return nil
  }

  /// - Parameter name: The key, for the message.
  func text(_ name: String) -> String? {
    guard let text = node.scalar?.string else { return reported("\(quoted(name)) is not a text") }
    return text.isEmpty ? nil : text
  }

  func flag(_ name: String) -> Bool? {
    node.bool ?? reported("\(quoted(name)) is `true` or `false`")
  }

  /// A list; a text alone is a list of one.
  func list(_ name: String) -> [ConfigValue] {
    if let sequence = node.sequence { return sequence.map { ConfigValue($0, problems) } }
    if node.scalar != nil { return [self] }
    report("\(quoted(name)) is not a list")
    return []
  }

  func mapping(_ name: String, of content: String) -> [(Key, ConfigValue)] {
    guard let mapping = node.mapping else {
      report("\(name) is not a list of \(content)")
      return []
    }
    return mapping.compactMap { key, value in
      let place = problems.file.range(of: key)
      guard let name = key.string else {
        problems.add(.badConfig("a key is a word", at: place))
        return nil
      }
      return (Key(name: name, range: place), ConfigValue(value, problems))
    }
  }

  /// Keys are quoted, descriptions are not.
  private func quoted(_ name: String) -> String { name.contains(" ") ? name : "`\(name)`" }
}

extension ConfigValue {
  /// Reports a key of a part of the config that means nothing there.
  func reportUnknown(_ key: Key, among keys: [String]) {
    problems.add(.unknownKey(key.name, among: keys, at: key.range))
  }
}

extension SourceFile {
  /// The line from where a YAML node stands; Yams counts from 1, columns in characters.
  fileprivate func range(of node: Node) -> SourceRange {
    guard let mark = node.mark else { return 0..<0 }
    return range(from: mark)
  }

  func range(from mark: Mark) -> SourceRange {
    let line = range(ofLine: mark.line)
    let text = text(of: line)
    let start = text.unicodeScalars.prefix(max(0, mark.column - 1))
    let offset = start.reduce(0) { $0 + UTF8.width($1) }
    return min(line.lowerBound + offset, line.upperBound)..<line.upperBound
  }
}
