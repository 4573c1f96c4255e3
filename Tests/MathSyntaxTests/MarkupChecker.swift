/// A small XML reader that knows how many children MathML's elements have.
enum MarkupChecker {
  private static let arity = [
    "mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3,
    "munderover": 3, "semantics": 2,
  ]

  /// The first thing that is wrong with `markup`; nil if nothing is.
  static func problem(in markup: String) -> String? {
    var open: [(name: String, children: Int)] = []
    var rest = Substring(markup)
    while let first = rest.first {
      guard first == "<" else {
        let text = rest.prefix { $0 != "<" }
        if let problem = textProblem(text) { return problem }
        rest = rest.dropFirst(text.count)
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { return "an unclosed tag" }
      let tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard let last = open.popLast(), last.name == tag.dropFirst() else {
          return "a stray </\(tag.dropFirst())>"
        }
        if let wanted = arity[last.name], wanted != last.children {
          return "\(last.children) children in <\(last.name)>"
        }
        continue
      }
      if !open.isEmpty { open[open.count - 1].children += 1 }
      if let problem = attributeProblem(tag) { return problem }
      if !tag.hasSuffix("/") { open.append((String(tag.prefix { $0 != " " }), 0)) }
    }
    return open.isEmpty ? nil : "an unclosed <\(open[0].name)>"
  }

  /// Every `&` begins one of the four entities that are written.
  private static func textProblem(_ text: Substring) -> String? {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      let isEntity = ["amp;", "lt;", "gt;", "quot;"].contains { part.hasPrefix($0) }
      if !isEntity { return "a bare &" }
    }
    return nil
  }

  /// `name a="b" c="d"`, perhaps with a slash at the end.
  private static func attributeProblem(_ tag: Substring) -> String? {
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1, !tag.contains("<") else { return "a bad attribute in <\(tag)>" }
    for (index, part) in parts.enumerated() where index % 2 == 0 {
      let isLast = index == parts.count - 1
      let isSound = isLast ? part.isEmpty || part == "/" || index == 0 : part.hasSuffix("=")
      let isApart = index == 0 || isLast || part.hasPrefix(" ")
      if !isSound || !isApart { return "a bad attribute in <\(tag)>" }
    }
    return nil
  }
}
