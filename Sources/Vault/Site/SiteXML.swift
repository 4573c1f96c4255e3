import NoteSyntax
import Pages

/// The files of a site that programs read: the list of its pages, and what is new.
struct SiteXML {
  let config: SiteConfig
  let title: String

  /// As sitemaps.org says; without an address of the site, paths from its root.
  func sitemap(_ notes: [NoteRecord], others: [String]) -> [UInt8] {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">")
    for note in notes {
      let date = note.date.map { "<lastmod>\($0.day)</lastmod>" } ?? ""
      lines.append("<url><loc>\(escapedHTML(address(note.link.path)))</loc>\(date)</url>")
    }
    for path in others { lines.append("<url><loc>\(escapedHTML(address(path)))</loc></url>") }
    return text(lines + ["</urlset>"])
  }

  /// An Atom feed (RFC 4287) of the notes with a date, the latest first.
  func feed(_ notes: [NoteRecord], path: String, home: String) -> [UInt8] {
    let dated = notes.compactMap { note in note.date.map { (note, $0) } }
      .enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
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
    for (note, date) in dated { lines += entry(note, date) }
    return text(lines + ["</feed>"])
  }

  private static let mostEntries = 50

  private func entry(_ note: NoteRecord, _ date: NoteDate) -> [String] {
    let link = escapedHTML(address(note.link.path))
    var lines = ["<entry>", "<title>\(escapedHTML(note.title))</title>"]
    lines += ["<id>\(link)</id>", "<link href=\"\(link)\"/>"]
    lines.append("<updated>\(date.timestamp)</updated>")
    lines += note.tags.map { "<category term=\"\(escapedHTML($0))\"/>" }
    if let description = note.description {
      lines.append("<summary>\(escapedHTML(description))</summary>")
    }
    return lines + ["</entry>"]
  }

  private func address(_ path: String) -> String { (config.baseURL ?? "") + path }

  private func text(_ lines: [String]) -> [UInt8] {
    // XML has no place for most control characters.
    let text = lines.map { $0 + "\n" }.joined()
    return text.utf8.filter { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }
  }
}
