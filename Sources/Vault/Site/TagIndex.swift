import NoteSyntax
import Pages

/// The tags of a site, each with its notes.
struct TagIndex: Sendable {
  struct Tag: Sendable {
    let name: String
    /// From the root of the site.
    let path: String
    /// Places of notes in the table, in the order of the site.
    fileprivate(set) var notes: [Int]
  }

  /// By name.
  private(set) var tags: [Tag] = []
  private let names: SiteNames
  /// Places among `tags`, by slug; the slugs of names.
  private var places: [String: Int] = [:]
  private var slugs: [String: String] = [:]

  init(_ names: SiteNames) { self.names = names }

  /// Adds a note; they come in the order of the site.
  mutating func add(_ note: Int, tags names: [String]) {
    var seen: Set<String> = []
    for name in names {
      let slug = slugs[name] ?? Anchors.slug(of: name)
      slugs[name] = slug
      guard seen.insert(slug).inserted else { continue }
      let place = places[slug] ?? tags.count
      if place == tags.count {
        places[slug] = place
        tags.append(Tag(name: name, path: TagIndex.path(of: name, self.names), notes: []))
      }
      tags[place].notes.append(note)
    }
  }

  /// To be called once all notes are added.
  mutating func sort() {
    tags.sort { NaturalName($0.name) < NaturalName($1.name) }
    places = [:]
  }

  static let folder = "tags/"

  static func path(of tag: String, _ names: SiteNames) -> String {
    names.free("\(folder)\(Anchors.slug(of: tag)).html")
  }
}
