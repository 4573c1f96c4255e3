import Compiler
import NoteSyntax
import Pages

/// A file of a site that belongs to no note.
struct SiteFile: Sendable {
  /// From the root of the site.
  let path: String
  /// Equal where the file is.
  let input: ContentHash
  let write: @Sendable (SitePages, inout FileWriter) throws(FileError) -> Void
}

extension SitePages {
  /// The files of the site that belong to no note. None takes the place of a note's page.
  var files: [SiteFile] {
    var files = [
      SiteFile(path: frame.paths.stylesheet, input: key) { pages, file throws(FileError) in
        try file.write(pages.templates.completeStylesheet.utf8)
      },
      SiteFile(path: frame.paths.searchScript, input: key) { pages, file throws(FileError) in
        try file.write(pages.templates.searchScript)
      },
      SiteFile(path: names.free("badge.svg"), input: ContentHash("\(tally.numbers)")) {
        pages, file throws(FileError) in try file.write(BadgeSVG.svg(pages.tally))
      },
    ]
    files += searchFiles + listFiles + tagFiles + xmlFiles
    return files
  }

  private var listFiles: [SiteFile] {
    [indexFile, equationsFile, notFoundFile].compactMap { $0 }
  }

  private var indexFile: SiteFile? {
    guard index == nil else { return nil }
    let input = ContentHash.of([listingHash, surroundings.generalHash, key])
    return SiteFile(path: "index.html", input: input) { pages, file throws(FileError) in
      var content = pages.content(pages.frame.title, root: "")
      content.description = pages.config.description
      try pages.write(content, "index", to: &file) { file throws(FileError) in
        try pages.writeListing(to: &file)
      }
    }
  }

  private var equationsFile: SiteFile? {
    guard let path = frame.paths.equations else { return nil }
    let input = ContentHash.of([
      hash(.equations, of: notes), surroundings.generalHash, ContentHash("\(tally.numbers)"),
    ])
    return SiteFile(path: path, input: input) { pages, file throws(FileError) in
      var content = pages.content("Equations", root: "")
      content.tally = pages.tally
      try pages.write(content, "equations", to: &file) { file throws(FileError) in
        try pages.write(.equations, of: pages.notes, to: &file)
      }
    }
  }

  /// It may stand in for any address, so that its links begin at the root of the host.
  private var notFoundFile: SiteFile? {
    guard !names.isTaken("404.html") else { return nil }
    return SiteFile(path: "404.html", input: key) { pages, file throws(FileError) in
      let address = pages.config.baseURL.map { $0.split(separator: "/").dropFirst(2) } ?? []
      let root = address.isEmpty ? "/" : "/" + address.joined(separator: "/") + "/"
      var content = SitePageContent(
        "Not found", frame: pages.frame, root: root, stylesheet: .inline)
      content.header = HeaderContent(pages.frame, sections: [], root: root).html(pages.templates)
      try pages.write(content, "not-found", to: &file) { _ in }
    }
  }

  private var tagFiles: [SiteFile] {
    tags.tags.map { tag in
      let input = ContentHash.of([
        hash(.entry, of: tag.notes), surroundings.generalHash, ContentHash(tag.name),
      ])
      return SiteFile(path: tag.path, input: input) { pages, file throws(FileError) in
        let root = NotePath.root(from: tag.path)
        let content = pages.content(tag.name, root: root)
        try pages.write(content, "tag", to: &file) { file throws(FileError) in
          try pages.write(.entry, of: tag.notes, root: root, to: &file)
        }
      }
    }
  }

  private var xmlFiles: [SiteFile] {
    let input = ContentHash.of([hash(.entry, of: notes), key])
    var files = [
      SiteFile(path: names.free("sitemap.xml"), input: input) { pages, file throws(FileError) in
        try pages.xml.writeSitemap(pages, to: &file)
      }
    ]
    if let path = frame.paths.feed {
      files.append(
        SiteFile(path: path, input: input) { pages, file throws(FileError) in
          try pages.xml.writeFeed(pages, path: path, to: &file)
        })
    }
    return files
  }

  private var xml: SiteXML { SiteXML(config: config, title: frame.title) }

  private func content(_ title: String, root: String) -> SitePageContent {
    var content = SitePageContent(title, frame: frame, root: root)
    content.header = header(menu: 0, root: root).html
    return content
  }

  /// Writes a page, `body` its body.
  private func write(
    _ content: SitePageContent, _ template: String, to file: inout FileWriter,
    body: (inout FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    let page = content.unfilled(templates, template: template)
    try write(page, to: &file) { slot, file throws(FileError) in
      if slot == .body { try body(&file) }
    }
  }
}
