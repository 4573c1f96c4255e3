/// What stands around the pages of a site, made from what the site knows of its notes.
package struct SiteFrame: Sendable {
  /// The name of the site.
  package let title: String
  /// Where the pages that all others lead to are, from the root.
  package let paths: SitePaths

  package init(title: String, paths: SitePaths) {
    self.title = title
    self.paths = paths
  }
}

/// The files of a site that belong to no note, from its root; nil for those it does not have.
package struct SitePaths: Hashable, Sendable {
  package var index = "index.html"
  package var stylesheet = "style.css"
  package var searchScript = "search.js"
  package var searchIndex = "search-index.js"
  package var equations: String?
  package var feed: String?

  package init() {}
}

/// A page as others name it.
package struct PageLink: Hashable, Sendable {
  package let title: String
  /// From the root, as a URL.
  package let path: String

  package init(title: String, path: String) {
    self.title = title
    self.path = path
  }

  func data(from root: String) -> TemplateData { ["title": title, "path": root + path] }
}

/// Notes under one heading, in their order.
package struct LinkSection: Hashable, Sendable {
  package let heading: String?
  /// Where the heading leads; nil where its notes stand below it.
  package let path: String?
  package let notes: [PageLink]

  package init(heading: String?, path: String? = nil, notes: [PageLink]) {
    self.heading = heading
    self.path = path
    self.notes = notes
  }

  fileprivate func data(from root: String) -> TemplateData {
    var data: TemplateData = ["notes": notes.map { $0.data(from: root) }]
    data["heading"] = heading
    data["hasNotes"] = !notes.isEmpty
    if let path { data["path"] = root + path }
    return data
  }
}

/// The top of a page: the name of the site, its notes, the search.
package struct HeaderContent: Sendable {
  package let frame: SiteFrame
  package let sections: [LinkSection]
  /// The way from the page to the root: empty or `../`.
  package let root: String

  package init(_ frame: SiteFrame, sections: [LinkSection], root: String) {
    self.frame = frame
    self.sections = sections
    self.root = root
  }

  /// As HTML, in UTF-8.
  package func html(_ templates: Templates) -> [UInt8] {
    var data: TemplateData = [
      "root": root, "siteTitle": frame.title, "home": root + frame.paths.index,
      "searchScript": root + frame.paths.searchScript,
      "searchIndex": root + frame.paths.searchIndex,
      "sections": sections.map { $0.data(from: root) }, "hasSections": !sections.isEmpty,
    ]
    data["equations"] = frame.paths.equations.map { root + $0 }
    return templates.bytes(of: "header", data)
  }
}

/// The top of pages that differ in nothing but which link of it leads to themselves.
package struct MarkableHeader: Sendable {
  package let html: [UInt8]
  /// Where the values of `href` end, with their quotation marks, by what they say.
  private var ends: [[UInt8]: [Int]] = [:]

  package init(_ html: [UInt8]) {
    self.html = html
    let opening = Array("href=\"".utf8)
    var position = 0
    while let start = html.firstPlace(of: opening, from: position)?.upperBound,
      let end = html[start...].firstIndex(of: UInt8(ascii: "\""))
    {
      ends[Array(html[start..<end]), default: []].append(end + 1)
      position = end + 1
    }
  }

  /// With links to `target` marked as those to the page itself.
  package func marking(_ target: String) -> [UInt8] {
    let mark = Array(" aria-current=\"page\"".utf8)
    var output: [UInt8] = []
    output.reserveCapacity(html.count + mark.count)
    var copied = 0
    for end in ends[Array(target.utf8)] ?? [] {
      output += html[copied..<end]
      output += mark
      copied = end
    }
    output += html[copied...]
    return output
  }
}

/// The end of a note's page: its neighbours, and the notes that lead here.
package struct FooterContent: Sendable {
  package var previous: PageLink?
  package var next: PageLink?
  package var backlinks: [PageLink] = []

  package init() {}

  /// As HTML, in UTF-8; empty where there is nothing to say.
  package func html(_ templates: Templates, root: String) -> [UInt8] {
    var data: TemplateData = [
      "backlinks": backlinks.map { $0.data(from: root) }, "hasBacklinks": !backlinks.isEmpty,
      "hasNeighbours": previous != nil || next != nil,
    ]
    data["previous"] = previous?.data(from: root)
    data["next"] = next?.data(from: root)
    return templates.bytes(of: "footer", data)
  }
}

extension [UInt8] {
  func firstPlace(of part: [UInt8], from position: Int) -> Range<Int>? {
    guard let first = part.first, position <= count else { return nil }
    var position = position
    while let start = self[position...].firstIndex(of: first) {
      if self[start...].starts(with: part) { return start..<(start + part.count) }
      position = start + 1
    }
    return nil
  }
}
