import Diagnostics
import MathSyntax

/// The statements of a `net` block, in order; a line that does not parse is one diagnostic and no
/// statement.
package func parseNet(
  _ source: Excerpt, macros: inout Macros
) -> ([NetStatement], [Diagnostic]) {
  var parser = NetParser(macros: macros)
  for line in logicalLines(source) { parser.parse(line) }
  macros = parser.macros
  return (parser.statements, parser.diagnostics)
}

/// One function per statement; `line` is the logical line, its keyword included.
struct NetParser {
  var macros: Macros
  var statements: [NetStatement] = []
  var diagnostics: [Diagnostic] = []

  init(macros: Macros) {
    self.macros = macros
  }

  mutating func parse(_ line: Excerpt) {
    let line = line.trimmed
    let (keyword, rest) = keywordAndRest(of: line)
    do throws(Diagnostic) {
      let (code, caption) = splitCaption(rest)
      if let result = try result(keyword, code) {
        statements.append(NetStatement(result, at: line.range, caption: caption))
      } else if let kind = try statement(keyword, rest, line) {
        statements.append(NetStatement(kind, at: line.range))
      }
    } catch {
      diagnostics.append(error)
    }
  }

  private mutating func statement(
    _ keyword: String, _ rest: Excerpt, _ line: Excerpt
  ) throws(Diagnostic) -> NetStatement.Kind? {
    switch keyword {
    case "size": return .sizes(try sizes(rest))
    case "index": return .index(try index(rest))
    case "parameters": return try parameters(rest)
    case "alias": return try alias(rest)
    case "check": return .check(try chain(rest))
    case "seed": return .seed(try seed(rest))
    case "layout": return .layout(try layout(rest))
    case "einstein": return .setting(.einstein(try isOn(rest)))
    case "broadcast": return .setting(.broadcast(try isOn(rest)))
    case "batch": return .setting(.batch(try batchAxis(rest)))
    case "use": return .use(try use(rest))
    case "partials":
      guard rest.text == "direct" else {
        throw .malformedStatement("partials can be `direct`", at: rest.range)
      }
      return .partialsDirect
    case "": return try declarationOrDefinition(line)
    default: return nil
    }
  }

  /// The formula of `source`, or nil after its errors were reported.
  mutating func math(_ source: Excerpt) throws(Diagnostic) -> MathNode {
    let (node, found) = parseMath(source, dialect: .plain, macros: &macros)
    if let error = found.first(where: { $0.severity == .error }) {
      diagnostics += found.filter { $0 != error }
      throw error
    }
    diagnostics += found
    return node
  }
}

/// The words that start a statement; a line that starts otherwise declares or defines.
package let netKeywords: Set<String> = [
  "size", "index", "parameters", "alias", "check", "show", "expand", "descend", "seed",
  "plot", "draw", "steps", "compare", "use", "layout", "batch", "broadcast", "einstein", "partials",
]

/// A keyword is followed by space and something that could not make it a name of its own.
func keywordAndRest(of line: Excerpt) -> (String, Excerpt) {
  let letters = line.bytes.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  let word = String(decoding: letters, as: UTF8.self)
  let rest = line.excerpt(letters.count..<line.bytes.count).trimmed
  guard netKeywords.contains(word) else { return ("", line) }
  let after = letters.count < line.bytes.count ? line.bytes[letters.count] : UInt8(ascii: " ")
  let next = rest.bytes.first
  let isName =
    next == UInt8(ascii: "=") || rest.bytes.starts(with: Array("∈".utf8))
    || rest.bytes.starts(with: Array("in ".utf8))
  return isSpace(after) && !isName ? (word, rest) : ("", line)
}

extension Excerpt {
  /// Without white space at both ends.
  var trimmed: Excerpt {
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return excerpt(0..<0) }
    return first == 0 && last == bytes.count - 1 ? self : excerpt(first..<(last + 1))
  }
}
