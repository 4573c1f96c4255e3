import Compiler
import NoteSyntax
import Pages

/// The files of a site that programs read: the list of its pages, and what is new.
struct SiteXML {
  let config: SiteConfig
  let title: String

  /// As sitemaps.org says; without an address of the site, paths from its root.
  func writeSitemap(_ pages: SitePages, to file: inout FileWriter) throws(FileError) {
    try write(
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">",
      ], to: &file)
    for note in pages.notes {
      let place = escapedHTML(address(pages.record(note).link.path))
      let date = try pages.date(of: note).map { "<lastmod>\($0.day)</lastmod>" } ?? ""
      try write(["<url><loc>\(place)</loc>\(date)</url>"], to: &file)
    }
    let lists = [pages.index == nil ? "index.html" : nil, pages.frame.paths.equations]
    for path in lists.compactMap({ $0 }) + pages.tags.tags.map({ NotePath.url($0.path) }) {
      try write(["<url><loc>\(escapedHTML(address(path)))</loc></url>"], to: &file)
    }
    try write(["</urlset>"], to: &file)
  }

  /// An Atom feed (RFC 4287) of the notes with a date, the latest first.
  func writeFeed(_ pages: SitePages, path: String, to file: inout FileWriter) throws(FileError) {
    let home = ""
    var dates: [(Int, NoteDate)] = []
    for note in pages.notes {
      if let date = try pages.date(of: note) { dates.append((note, date)) }
    }
    let dated = dates.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .prefix(SiteXML.mostEntries).map(\.element)
    let latest = dated.first?.1.timestamp ?? "1970-01-01T00:00:00Z"
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">")
    lines.append("<title>\(escapedHTML(title))</title>")
    if let description = config.description {
      lines.append("<subtitle>\(escapedHTML(description))</subtitle>")
    }
    lines.append("<id>\(escapedHTML(address(home)))</id>")
    lines.append("<link rel=\"self\" href=\"\(escapedHTML(address(path)))\"/>")
    lines.append("<link href=\"\(escapedHTML(address(home)))\"/>")
    lines.append("<updated>\(latest)</updated>")
    lines.append("<author><name>\(escapedHTML(title))</name></author>")
    for (note, date) in dated {
      lines += entry(pages.record(note), try pages.details(of: note), date)
    }
    try write(lines + ["</feed>"], to: &file)
  }

  private static let mostEntries = 50

  private func entry(
    _ note: NoteRecord, _ details: NoteDetails, _ date: NoteDate
  ) -> [String] {
    let link = escapedHTML(address(note.link.path))
    var lines = ["<entry>", "<title>\(escapedHTML(note.title))</title>"]
    lines += ["<id>\(link)</id>", "<link href=\"\(link)\"/>"]
    lines.append("<updated>\(date.timestamp)</updated>")
    lines += details.tags.map { "<category term=\"\(escapedHTML($0))\"/>" }
    if let description = details.description {
      lines.append("<summary>\(escapedHTML(description))</summary>")
    }
    return lines + ["</entry>"]
  }

  private func address(_ path: String) -> String { (config.baseURL ?? "") + path }

  private func write(_ lines: [String], to file: inout FileWriter) throws(FileError) {
    // XML has no place for most control characters.
    for line in lines {
      try file.write((line + "\n").utf8.filter { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 })
    }
  }
}
