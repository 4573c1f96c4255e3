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
  /// The way to the index, or nil where there is none.
  package var home: String?

  package init(title: String, body: [UInt8], tally: Tally, stylesheet: Stylesheet) {
    self.title = title
    self.body = body
    self.tally = tally
    self.stylesheet = stylesheet
    showsTitle = true
    problems = []
  }

  /// The page as HTML, in UTF-8.
  package func html(_ templates: Templates) -> [UInt8] {
    let body = String(decoding: body, as: UTF8.self)
    let (heading, rest) = showsTitle ? ("", body) : body.afterFirstHeading
    var data: TemplateData = [
      "title": title, "showsTitle": showsTitle, "heading": heading, "body": rest,
      "problems": problems.map(\.data), "hasProblems": !problems.isEmpty,
    ]
    data["home"] = home
    data.merge(stylesheet.data(templates)) { $1 }
    data.merge(tally.data) { $1 }
    data.merge(contents.data) { $1 }
    return templates.bytes(of: "page", data)
  }
}

extension String {
  /// The heading that a body begins with, which stands above all else on the page, and the rest.
  fileprivate var afterFirstHeading: (heading: String, rest: String) {
    guard hasPrefix("<h1"), let end = firstRange(of: "</h1>\n") else { return ("", self) }
    return (String(self[..<end.upperBound]), String(self[end.upperBound...]))
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

/// The list of a site's notes.
package struct IndexContent: Sendable {
  package var title: String
  package var entries: [Entry]
  package var stylesheet: Stylesheet

  package struct Entry: Sendable {
    package let title: String
    package let path: String
    package let tally: Tally

    package init(title: String, path: String, tally: Tally) {
      self.title = title
      self.path = path
      self.tally = tally
    }
  }

  package init(title: String, entries: [Entry], stylesheet: Stylesheet) {
    self.title = title
    self.entries = entries
    self.stylesheet = stylesheet
  }

  /// The list as HTML, in UTF-8.
  package func html(_ templates: Templates) -> [UInt8] {
    let notes = entries.map { entry -> TemplateData in
      var data = entry.tally.data
      data["title"] = entry.title
      data["path"] = entry.path
      return data
    }
    var data = entries.reduce(Tally()) { $0 + $1.tally }.data
    data["title"] = title
    data["notes"] = notes
    data.merge(stylesheet.data(templates)) { $1 }
    return templates.bytes(of: "index", data)
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
