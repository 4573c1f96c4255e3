/// A note in lists of notes.
package struct EntryContent: Sendable {
  package let title: String
  /// From the root, as a URL.
  package let path: String
  package let description: String?
  package let date: String?
  package let tags: [PageLink]
  package let tally: Tally

  package init(
    title: String, path: String, description: String?, date: String?, tags: [PageLink],
    tally: Tally
  ) {
    (self.title, self.path, self.description) = (title, path, description)
    (self.date, self.tags, self.tally) = (date, tags, tally)
  }

  /// As HTML, in UTF-8, for any page: the stand-in `RootMark` is before each path.
  package func html(_ templates: Templates) -> [UInt8] {
    var data = tally.data
    data["title"] = title
    data["path"] = RootMark.text + path
    data["description"] = description
    data["date"] = date
    data["tags"] = tags.map { $0.data(from: RootMark.text) }
    data["hasTags"] = !tags.isEmpty
    data["state"] = tally.state
    data["stateLabel"] = tally.stateLabel
    data["stateMark"] = tally.stateMark
    return templates.bytes(of: "entry", data)
  }
}

/// Stands for the way to the root of the site, in HTML that is made before its page is known.
package enum RootMark {
  static let text = "\u{1}"

  package static func replaced(in html: [UInt8], by root: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(html.count)
    var copied = 0
    for place in html.indices where html[place] == 1 {
      output += html[copied..<place]
      output += root.utf8
      copied = place + 1
    }
    output += html[copied...]
    return output
  }
}

extension Tally {
  /// The worst that is to be said, as a style: `fails`, `unclear`, `holds` or `plain`.
  package var state: String {
    if failing > 0 { return "fails" }
    if self[.unclear] > 0 { return "unclear" }
    return claims > 0 ? "holds" : "plain"
  }

  var stateLabel: String {
    switch state {
    case "fails": "something fails"
    case "unclear": "something is unclear"
    case "holds": "all equations hold"
    default: "no equations to check"
    }
  }

  var stateMark: String {
    switch state {
    case "fails": "✗"
    case "unclear": "?"
    case "holds": "✓"
    default: "·"
    }
  }
}

/// The list of all notes of a site: the body of its first page.
package struct ListingContent: Sendable {
  /// The headings of its sections; the notes of each come later.
  package var headings: [String?] = []
  /// With the number of their notes.
  package var tags: [(link: PageLink, count: Int)] = []
  package var tally = Tally()

  package init() {}

  /// As HTML, in UTF-8, for a page at the root, with places for the entries of its sections.
  package func unfilled(_ templates: Templates, isIntroduced: Bool) -> UnfilledPage {
    var data = tally.data
    data["sections"] = headings.enumerated().map { number, heading -> TemplateData in
      var data: TemplateData = ["entries": TemplateValue.slot(.entries(number))]
      data["heading"] = heading
      return data
    }
    data["tags"] = tags.map { tag -> TemplateData in
      ["title": tag.link.title, "path": tag.link.path, "count": tag.count]
    }
    data["hasTags"] = !tags.isEmpty
    data["isIntroduced"] = isIntroduced
    return templates.unfilled("listing", data)
  }
}

/// The equations of a note in the list of all equations.
package struct NoteEquationsContent: Sendable {
  package let title: String
  /// From the root, as a URL.
  package let path: String
  package let equations: [ListedEquation]

  package init(title: String, path: String, equations: [ListedEquation]) {
    (self.title, self.path, self.equations) = (title, path, equations)
  }

  /// As HTML, in UTF-8, for a page at the root; empty where there are none.
  package func html(_ templates: Templates) -> [UInt8] {
    guard !equations.isEmpty else { return [] }
    let rows = equations.map { equation -> TemplateData in
      var data = equation.data
      data["path"] = path
      return data
    }
    return templates.bytes(
      of: "note-equations", ["title": title, "path": path, "equations": rows])
  }
}

/// A page of the site that belongs to no note.
package struct SitePageContent: Sendable {
  package var title: String
  package var description: String?
  package var header: [UInt8] = []
  package var tally: Tally?
  package var stylesheet: Stylesheet
  /// The way to the root.
  package var root: String
  package var frame: SiteFrame

  package init(_ title: String, frame: SiteFrame, root: String, stylesheet: Stylesheet? = nil) {
    self.title = title
    self.frame = frame
    self.root = root
    self.stylesheet = stylesheet ?? .linked(root + frame.paths.stylesheet)
  }

  /// The page as HTML, in UTF-8, with a place for its body.
  ///
  /// - Parameter template: `index`, `equations`, `tag` or `not-found`.
  package func unfilled(_ templates: Templates, template: String) -> UnfilledPage {
    var data = tally?.data ?? [:]
    data["title"] = title
    data["siteTitle"] = frame.title == title ? nil : frame.title
    data["description"] = description
    data["root"] = root
    data["home"] = root + frame.paths.index
    data["feed"] = frame.paths.feed.map { root + $0 }
    data["searchScript"] = root + frame.paths.searchScript
    data["header"] = TemplateValue.html(header[...])
    data["body"] = TemplateValue.slot(.body)
    data.merge(stylesheet.data(templates))
    return templates.unfilled(template, data)
  }
}
