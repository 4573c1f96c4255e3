import Diagnostics
import Yams

/// What `gradweave.yml` at the root of a vault says.
package struct SiteConfig: Hashable, Sendable {
  package static let fileName = "gradweave.yml"

  /// TeX macros of all notes, in their order: `\R` and `\mathbb{R}`.
  package var macros: [Macro] = []
  /// Whether HTML in a note reaches its page.
  package var allowHTML = false

  package struct Macro: Hashable, Sendable {
    package let name: String
    package let body: String
  }

  package init() {}

  private static let keys = ["allowHTML", "macros"]

  /// Reads a config; what cannot be understood is reported and left as it is without it.
  package static func parse(_ file: SourceFile) -> (SiteConfig, [Diagnostic]) {
    var config = SiteConfig()
    let text = file.text(of: 0..<file.bytes.count)
    do {
      guard let root = try compose(yaml: text) else { return (config, []) }
      guard let mapping = root.mapping else {
        return (config, [.badConfig("the site config is not a list of keys and values", at: 0..<0)])
      }
      let diagnostics = config.read(mapping, in: file)
      return (config, diagnostics)
    } catch let error as YamlError {
      return (config, [.badConfig(error, in: file)])
    } catch {
      return (config, [.badConfig("the site config is no YAML", at: 0..<0)])
    }
  }

  private mutating func read(_ mapping: Node.Mapping, in file: SourceFile) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (key, value) in mapping {
      let name = key.string ?? ""
      switch name {
      case "macros": diagnostics += readMacros(value, in: file)
      case "allowHTML":
        if let flag = value.bool {
          allowHTML = flag
        } else {
          diagnostics.append(
            .badConfig("`allowHTML` is `true` or `false`", at: file.range(of: value)))
        }
      default:
        diagnostics.append(.unknownKey(name, among: Self.keys, at: file.range(of: key)))
      }
    }
    return diagnostics
  }

  private mutating func readMacros(_ value: Node, in file: SourceFile) -> [Diagnostic] {
    guard let mapping = value.mapping else {
      return [.badConfig("`macros` is a list of names and bodies", at: file.range(of: value))]
    }
    var diagnostics: [Diagnostic] = []
    for (name, body) in mapping {
      if let name = name.string, let body = body.scalar?.string {
        macros.append(Macro(name: name, body: body))
      } else {
        diagnostics.append(.badConfig("a macro is a name and a text", at: file.range(of: name)))
      }
    }
    return diagnostics
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
