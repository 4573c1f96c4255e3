import Compiler
import NoteSyntax
import Pages

/// What stands around the page of each note: the menu, its neighbours, the notes that lead to it.
struct Surroundings: Sendable {
  /// More notes than this are not all in the menu of every page: its size would grow with the square of their number.
  private static let mostInMenu = 60
  /// So many notes of a section stand together in the menu of each of them.
  private static let groupSize = 40

  private let frame: SiteFrame
  private let menus: [[LinkSection]]
  private let menuHashes: [ContentHash]
  private var around: [String: Around] = [:]

  /// What stands around one page.
  struct Around: Sendable {
    let menu: Int
    var footer: FooterContent
    /// Equal where all that stands around the page is.
    var hash: ContentHash
  }

  init(_ map: SiteMap, frame: SiteFrame) {
    self.frame = frame
    let groups = Surroundings.groups(of: map)
    menus = Surroundings.menus(of: map, groups)
    menuHashes = menus.map { ContentHash($0.map(Surroundings.text).joined(separator: "\u{2}")) }
    let order = map.notes
    let backlinks = Surroundings.backlinks(order)
    var menu = 0
    var left = groups.first?.count ?? 0
    for (index, note) in order.enumerated() {
      if left == 0, menu + 1 < groups.count {
        menu += 1
        left = groups[menu].count
      }
      left -= 1
      var footer = FooterContent()
      if index > 0 { footer.previous = order[index - 1].link }
      if index + 1 < order.count { footer.next = order[index + 1].link }
      footer.backlinks = backlinks[note.path] ?? []
      let place = menus.count == 1 ? 0 : menu
      around[note.path] = Around(
        menu: place, footer: footer, hash: hash(of: footer, menu: place))
    }
  }

  subscript(_ note: String) -> Around? { around[note] }

  /// The first one is that of pages which belong to no note, too.
  func menu(_ number: Int) -> [LinkSection] { menus.indices.contains(number) ? menus[number] : [] }

  /// Of the menu of pages that belong to no note.
  var generalHash: ContentHash { menuHashes.first ?? ContentHash("") }

  private func hash(of footer: FooterContent, menu: Int) -> ContentHash {
    let links = [footer.previous, footer.next] + footer.backlinks
    let text = links.map { $0.map(Surroundings.text) ?? "" }.joined(separator: "\u{2}")
    let menuHash = menuHashes.indices.contains(menu) ? menuHashes[menu] : ContentHash("")
    return ContentHash.of([menuHash, ContentHash(text)])
  }

  private static func text(_ link: PageLink) -> String { link.path + "\u{1}" + link.title }

  private static func text(_ section: LinkSection) -> String {
    let links = section.notes.map(text).joined(separator: "\u{3}")
    return "\(section.heading ?? "")\u{3}\(section.path ?? "")\u{3}\(links)"
  }

  /// The notes that lead to each note, in the order of the site.
  private static func backlinks(_ order: [NoteRecord]) -> [String: [PageLink]] {
    var backlinks: [String: [PageLink]] = [:]
    for note in order {
      for target in note.linkedNotes { backlinks[target, default: []].append(note.link) }
    }
    return backlinks
  }

  private static func groups(of map: SiteMap) -> [ArraySlice<NoteRecord>] {
    map.sections.flatMap { section in
      stride(from: 0, to: section.notes.count, by: groupSize).map { start in
        section.notes[start..<min(start + groupSize, section.notes.count)]
      }
    }
  }

  /// One menu for all, or one a group: its notes in full, of all else the headings.
  private static func menus(
    of map: SiteMap, _ groups: [ArraySlice<NoteRecord>]
  ) -> [[LinkSection]] {
    guard map.notes.count > mostInMenu else {
      let all = map.sections.map { section in
        LinkSection(heading: section.heading, notes: section.notes.map(\.link))
      }
      return all.isEmpty ? [] : [all]
    }
    return groups.map { group in
      let first = group.first?.path
      var sections: [LinkSection] = []
      for section in map.sections {
        let isOurs = section.notes.contains { $0.path == first }
        if isOurs { sections += menu(of: section, group) }
        if !isOurs, let heading = section.heading {
          sections.append(
            LinkSection(heading: heading, path: section.notes.first?.link.path, notes: []))
        }
      }
      return sections
    }
  }

  private static func menu(
    of section: SiteMap.Section, _ group: ArraySlice<NoteRecord>
  ) -> [LinkSection] {
    var links: [PageLink] = []
    if group.startIndex > 0 {
      links.append(PageLink(title: "…", path: section.notes[group.startIndex - 1].link.path))
    }
    links += group.map(\.link)
    if group.endIndex < section.notes.count {
      links.append(PageLink(title: "…", path: section.notes[group.endIndex].link.path))
    }
    return [LinkSection(heading: section.heading, notes: links)]
  }
}
