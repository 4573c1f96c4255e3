import NoteSyntax
import Pages

/// The tags of a site, each with its notes.
struct TagIndex: Sendable {
  struct Tag: Sendable {
    let name: String
    /// From the root of the site.
    let path: String
    var notes: [NoteRecord]
  }

  /// By name.
  private(set) var tags: [Tag] = []

  /// - Parameter notes: In the order of the site.
  init(_ notes: [NoteRecord], names: SiteNames) {
    var bySlug: [String: Tag] = [:]
    var slugs: [String: String] = [:]
    for note in notes {
      var seen: Set<String> = []
      for name in note.tags {
        let slug = slugs[name] ?? Anchors.slug(of: name)
        slugs[name] = slug
        guard seen.insert(slug).inserted else { continue }
        if bySlug[slug] == nil {
          bySlug[slug] = Tag(name: name, path: TagIndex.path(of: name, names), notes: [])
        }
        bySlug[slug]?.notes.append(note)
      }
    }
    tags = bySlug.values.sorted { NaturalName($0.name) < NaturalName($1.name) }
  }

  static func path(of tag: String, _ names: SiteNames) -> String {
    names.free("tags/\(Anchors.slug(of: tag)).html")
  }
}
