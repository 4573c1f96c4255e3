import NoteSyntax

/// A line of a page's table of contents.
package struct ContentsEntry: Sendable {
  let level: Int
  let id: String
  let html: [UInt8]

  /// - Parameters:
  ///   - level: Of the heading, from 1 to 6.
  ///   - html: The heading as the content of a link, in UTF-8.
  package init(level: Int, id: String, html: [UInt8]) {
    self.level = level
    self.id = id
    self.html = html
  }
}

extension [ContentsEntry] {
  /// Fewer headings need no table.
  private static var least: Int { 3 }

  /// Deeper headings are left out.
  private static var deepest: Int { 3 }

  /// What the template `contents` takes: each heading with how far it is indented, from 0.
  var data: TemplateData {
    let top = map(\.level).min() ?? 1
    // A heading without a text would be a link without one.
    let shown = filter { $0.level < top + Self.deepest && !$0.html.isEmpty }
    let entries = shown.map { entry -> TemplateData in
      [
        "id": entry.id, "html": TemplateValue.html(entry.html[...]), "depth": entry.level - top,
      ]
    }
    return ["contents": entries, "hasContents": shown.count >= Self.least]
  }
}
