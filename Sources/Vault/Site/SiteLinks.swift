import Compiler
import Pages

/// What ties the notes of a site together, gathered in one walk through all that is known of them.
struct SiteLinks: Sendable {
  private(set) var tags: TagIndex
  /// What the notes show.
  private(set) var assets = SortedPaths()
  /// Of the notes that have a page.
  private(set) var tally = Tally()
  /// Of positions in the order of the site.
  private(set) var backlinks = Backlinks(count: 0, [])

  /// - Parameter index: The first page, which has no tags, and whose links are none of those that count.
  init(
    _ map: SiteMap, _ index: Int?, _ table: NoteTable, _ pack: PagePack, _ names: SiteNames
  ) throws(FileError) {
    tags = TagIndex(names)
    var positions = [Int32](repeating: -1, count: table.paths.count)
    for (position, note) in map.notes.enumerated() { positions[note] = Int32(position) }
    var links: [(source: Int32, target: Int32)] = []
    var shown: Set<String> = []
    for note in (index.map { [$0] } ?? []) + map.notes {
      let details = try pack.details(of: table.record(note).parts)
      shown.formUnion(details.assets)
      tally = tally + details.tally
      guard note != index else { continue }
      tags.add(note, tags: details.tags)
      for target in details.linkedNotes.compactMap(table.paths.index) where positions[target] >= 0 {
        links.append((positions[note], positions[target]))
      }
    }
    tags.sort()
    assets = SortedPaths(Array(shown))
    backlinks = Backlinks(count: map.notes.count, links)
  }
}
