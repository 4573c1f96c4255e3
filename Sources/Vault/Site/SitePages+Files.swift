import Compiler
import NoteSyntax
import Pages

/// A file of a site that belongs to no note.
struct SiteFile: Sendable {
  /// From the root of the site.
  let path: String
  /// Equal where the file is.
  let input: ContentHash
  let make: @Sendable (SitePages) throws(FileError) -> [UInt8]
}

extension SitePages {
  /// The files of the site that belong to no note. None takes the place of a note's page.
  var files: [SiteFile] {
    var files = [
      SiteFile(path: frame.paths.stylesheet, input: key) { pages throws(FileError) in
        Array(pages.templates.completeStylesheet.utf8)
      },
      SiteFile(path: frame.paths.searchScript, input: key) { pages throws(FileError) in
        pages.templates.searchScript
      },
      SiteFile(path: names.free("badge.svg"), input: ContentHash("\(tally.numbers)")) {
        pages throws(FileError) in BadgeSVG.svg(pages.tally)
      },
    ]
    files += searchFiles + listFiles + tagFiles + xmlFiles
    return files
  }

  private var listFiles: [SiteFile] {
    var files: [SiteFile] = []
    if index == nil {
      let input = ContentHash.of([listingHash, surroundings.generalHash, key])
      files.append(
        SiteFile(path: "index.html", input: input) { pages throws(FileError) in
          var content = pages.content(pages.frame.title, root: "")
          content.description = pages.config.description
          content.body = try pages.listing()
          return content.html(pages.templates, template: "index")
        })
    }
    if let path = frame.paths.equations {
      let input = ContentHash.of([
        hash(.equations, of: notes), surroundings.generalHash, ContentHash("\(tally.numbers)"),
      ])
      files.append(
        SiteFile(path: path, input: input) { pages throws(FileError) in
          var content = pages.content("Equations", root: "")
          content.tally = pages.tally
          content.body = try pages.joined(.equations, of: pages.notes)
          return content.html(pages.templates, template: "equations")
        })
    }
    if !names.isTaken("404.html") {
      files.append(
        SiteFile(path: "404.html", input: key) { pages throws(FileError) in
          pages.notFound
        })
    }
    return files
  }

  private var tagFiles: [SiteFile] {
    tags.tags.map { tag in
      let input = ContentHash.of([
        hash(.entry, of: tag.notes), surroundings.generalHash, ContentHash(tag.name),
      ])
      return SiteFile(path: tag.path, input: input) { pages throws(FileError) in
        let root = NotePath.root(from: tag.path)
        var content = pages.content(tag.name, root: root)
        content.body = RootMark.replaced(
          in: try pages.joined(.entry, of: tag.notes), by: root)
        return content.html(pages.templates, template: "tag")
      }
    }
  }

  private var xmlFiles: [SiteFile] {
    let input = ContentHash.of([hash(.entry, of: notes), key])
    var files = [
      SiteFile(path: names.free("sitemap.xml"), input: input) { pages throws(FileError) in
        let others = [pages.index == nil ? "index.html" : nil, pages.frame.paths.equations]
        return pages.xml.sitemap(
          pages.notes,
          others: others.compactMap { $0 } + pages.tags.tags.map { NotePath.url($0.path) })
      }
    ]
    if let path = frame.paths.feed {
      files.append(
        SiteFile(path: path, input: input) { pages throws(FileError) in
          pages.xml.feed(pages.notes, path: path, home: "")
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

  /// It may stand in for any address, so that its links begin at the root of the host.
  private var notFound: [UInt8] {
    let address = config.baseURL.map { $0.split(separator: "/").dropFirst(2) } ?? []
    let root = address.isEmpty ? "/" : "/" + address.joined(separator: "/") + "/"
    var content = SitePageContent("Not found", frame: frame, root: root, stylesheet: .inline)
    content.header = HeaderContent(frame, sections: [], root: root).html(templates)
    return content.html(templates, template: "not-found")
  }
}
