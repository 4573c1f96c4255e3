/// A small XML reader that knows how many children MathML's elements have.
enum MarkupChecker {
  private static let arity = [
    "mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3,
    "munderover": 3, "semantics": 2,
  ]

  /// The first thing that is wrong with `markup`; nil if nothing is. Works on bytes: it is run on
  /// thousands of formulas.
  static func problem(in markup: String) -> String? {
    var open: [(name: String, children: Int)] = []
    var rest = Array(markup.utf8)[...]
    while let first = rest.first {
      guard first == UInt8(ascii: "<") else {
        let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        if let problem = textProblem(rest[..<end]) { return problem }
        rest = rest[end...]
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return "an unclosed tag" }
      let tag = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if let problem = tagProblem(tag, &open) { return problem }
    }
    return open.isEmpty ? nil : "an unclosed <\(open[0].name)>"
  }

  /// Opens or closes an element.
  private static func tagProblem(
    _ tag: String, _ open: inout [(name: String, children: Int)]
  ) -> String? {
    if tag.hasPrefix("/") {
      guard let last = open.popLast(), last.name == tag.dropFirst() else {
        return "a stray <\(tag)>"
      }
      guard let wanted = arity[last.name], wanted != last.children else { return nil }
      return "\(last.children) children in <\(last.name)>"
    }
    if !open.isEmpty { open[open.count - 1].children += 1 }
    if tag.utf8.contains(UInt8(ascii: " ")), let problem = attributeProblem(tag) { return problem }
    if !tag.hasSuffix("/") { open.append((String(tag.prefix { $0 != " " }), 0)) }
    return nil
  }

  /// Every `&` begins one of the four entities that are written.
  private static func textProblem(_ text: ArraySlice<UInt8>) -> String? {
    let entities = ["amp;", "lt;", "gt;", "quot;"]
    for (index, byte) in zip(text.indices, text) where byte == UInt8(ascii: "&") {
      let after = String(decoding: text[(index + 1)...].prefix(5), as: UTF8.self)
      if !entities.contains(where: { after.hasPrefix($0) }) { return "a bare &" }
    }
    return nil
  }

  /// `name a="b" c="d"`, perhaps with a slash at the end.
  private static func attributeProblem(_ tag: String) -> String? {
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
