import Verification

/// A note's page, all but its template.
package struct PageContent: Sendable {
  package var title: String
  /// Whether the title stands above the body; not where the body begins with it.
  package var showsTitle: Bool
  /// The note as HTML, in UTF-8.
  package var body: [UInt8]
  package var tally: Tally
  /// What is wrong with the note outside its blocks.
  package var problems: [ProblemContent]
  package var stylesheet: Stylesheet
  package var contents: [ContentsEntry] = []
  package var description: String?
  package var date: String?
  package var tags: [PageLink] = []
  /// The site that the page belongs to, with the way to its root; nil for a page alone.
  package var site: (frame: SiteFrame, root: String)?

  package init(title: String, body: [UInt8], tally: Tally, stylesheet: Stylesheet) {
    self.title = title
    self.body = body
    self.tally = tally
    self.stylesheet = stylesheet
    showsTitle = true
    problems = []
  }

  /// The page as HTML, in UTF-8, with nothing around it.
  package func html(_ templates: Templates) -> [UInt8] { unfilled(templates).html }

  /// The page with places for what its site puts around it.
  package func unfilled(_ templates: Templates) -> UnfilledPage {
    templates.unfilled("page", data(templates))
  }

  private func data(_ templates: Templates) -> TemplateData {
    let (heading, rest) = showsTitle ? ([], body[...]) : body.afterFirstHeading
    var data: TemplateData = [
      "title": title, "showsTitle": showsTitle, "heading": TemplateValue.html(heading),
      "body": TemplateValue.html(rest), "header": TemplateValue.slot(.header),
      "footer": TemplateValue.slot(.footer),
      "problems": problems.map(\.data), "hasProblems": !problems.isEmpty,
    ]
    data["description"] = description
    data["date"] = date
    data.merge(siteData)
    data.merge(stylesheet.data(templates))
    data.merge(tally.data)
    data.merge(contents.data)
    return data
  }

  private var siteData: TemplateData {
    guard let (frame, root) = site else { return ["hasAbout": date != nil] }
    var data: TemplateData = [
      "root": root, "home": root + frame.paths.index,
      "searchScript": root + frame.paths.searchScript,
      "tags": tags.map { $0.data(from: root) }, "hasTags": !tags.isEmpty,
      "hasAbout": date != nil || !tags.isEmpty,
    ]
    data["siteTitle"] = frame.title == title ? nil : frame.title
    data["feed"] = frame.paths.feed.map { root + $0 }
    return data
  }
}

extension [UInt8] {
  /// The heading that a body begins with, which stands above all else on the page, and the rest.
  fileprivate var afterFirstHeading: (heading: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    guard starts(with: "<h1".utf8), let end = firstPlace(of: Array("</h1>\n".utf8), from: 0) else {
      return ([], self[...])
    }
    return (self[..<end.upperBound], self[end.upperBound...])
  }
}

/// Where a page's stylesheet is.
package enum Stylesheet: Hashable, Sendable {
  case inline
  /// A path from the page.
  case linked(String)

  func data(_ templates: Templates) -> TemplateData {
    switch self {
    case .inline: ["style": templates.completeStylesheet]
    case .linked(let path): ["stylesheet": path]
    }
  }
}

extension Tally {
  /// The numbers of the summary line: what holds, fails, is unclear.
  var data: TemplateData {
    [
      "hasClaims": claims > 0, "holding": self[.holds], "oneHolds": self[.holds] == 1,
      "byDefinition": byDefinition, "hasDefinitions": byDefinition > 0, "failing": failing,
      "oneFails": failing == 1, "someFail": failing > 0, "unclear": self[.unclear],
      "asIntended": asIntended, "someIntended": asIntended > 0,
      "oneUnclear": self[.unclear] == 1, "someUnclear": self[.unclear] > 0,
    ]
  }
}
