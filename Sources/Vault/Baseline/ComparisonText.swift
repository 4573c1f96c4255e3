import Diagnostics

extension Comparison {
  /// A line for each change, what got worse first: `worse: notes/a.md:10:1: holds → refuted: \nabla_x L = x`.
  var lines: [String] {
    let worst = changes.filter { $0.kind == .worse }
    return (worst + changes.filter { $0.kind != .worse }).map(\.text)
  }

  /// `1 got worse, 2 are mended`.
  var summary: String {
    var parts: [String] = []
    for (kind, one, many) in Self.descriptions {
      let count = changes.filter { $0.kind == kind }.count
      if count > 0 { parts.append("\(count) \(count == 1 ? one : many)") }
    }
    if parts.isEmpty { parts.append("nothing changed") }
    if known > 0 { parts.append("\(known) known problem\(known == 1 ? "" : "s") left out") }
    return parts.joined(separator: ", ")
  }

  private static let descriptions: [(Change.Kind, String, String)] = [
    (.worse, "got worse", "got worse"), (.mended, "is mended", "are mended"),
    (.changed, "is otherwise than before", "are otherwise than before"),
    (.gone, "is gone", "are gone"),
  ]

  /// The changes for programs.
  var json: JSONValue {
    .array(
      changes.map { change in
        .object([
          ("kind", .string(change.kind.rawValue)), ("path", .string(change.path)),
          ("line", .integer(change.line)), ("column", .integer(change.column)),
          ("before", .optional(change.before)), ("after", .optional(change.after)),
          ("text", .string(change.source)),
        ])
      })
  }
}

extension Comparison.Change {
  /// The source is shown so far.
  private static let widest = 80

  fileprivate var text: String {
    let words = source.onOneLine
    let shown = words.count > Self.widest ? words.prefix(Self.widest - 1) + "…" : words[...]
    return
      "\(kind.rawValue): \(path):\(line):\(column): \(before ?? "new") → \(after ?? "gone"): \(shown)"
  }
}
