import Compiler
import NoteSyntax
import Pages

/// What stands around the page of each note: the menu, its neighbours, the notes that lead to it. It is put together when the page is
/// written, so that a site of many notes takes no more memory for it.
struct Surroundings: Sendable {
  /// More notes than this are not all in the menu of every page: its size would grow with the square of their number.
  private static let mostInMenu = 60
  /// So many notes of a section stand together in the menu of each of them.
  private static let groupSize = 40

  private let map: SiteMap
  private let backlinks: Backlinks
  /// Notes that stand together in their menus, by their positions in the order of the site.
  private let groups: [Group]
  private var menuHashes: [ContentHash] = []

  private struct Group {
    let section: Int
    let positions: Range<Int>
  }

  /// - Parameter backlinks: Of positions in the order of the site.
  init(_ map: SiteMap, _ backlinks: Backlinks) {
    self.map = map
    self.backlinks = backlinks
    groups = map.sections.enumerated().flatMap { number, section in
      let range = section.positions
      return stride(from: range.lowerBound, to: range.upperBound, by: Self.groupSize).map { start in
        Group(
          section: number,
          positions: start..<min(start + Self.groupSize, range.upperBound))
      }
    }
    let count = isWhole ? min(groups.count, 1) : groups.count
    menuHashes = (0..<count).map { number in
      ContentHash(menu(number).map(Self.text).joined(separator: "\u{2}"))
    }
  }

  /// Whether all notes are in the menu of every page.
  private var isWhole: Bool { map.notes.count <= Self.mostInMenu }

  /// Of the menu of pages that belong to no note.
  var generalHash: ContentHash { hash(ofMenu: 0) }

  private func hash(ofMenu number: Int) -> ContentHash {
    menuHashes.indices.contains(number) ? menuHashes[number] : ContentHash("")
  }

  /// Equal where all that stands around the page is.
  ///
  /// - Parameter position: Of the note in the order of the site.
  func hash(at position: Int) -> ContentHash {
    let footer = footer(at: position)
    let links = [footer.previous, footer.next] + footer.backlinks
    let text = links.map { $0.map(Self.text) ?? "" }.joined(separator: "\u{2}")
    return ContentHash.of([hash(ofMenu: menuNumber(at: position)), ContentHash(text)])
  }

  func footer(at position: Int) -> FooterContent {
    var footer = FooterContent()
    if position > 0 { footer.previous = map.link(position - 1) }
    if position + 1 < map.notes.count { footer.next = map.link(position + 1) }
    footer.backlinks = backlinks[position].map(map.link)
    return footer
  }

  /// Which menu stands on the page of the note at `position`.
  func menuNumber(at position: Int) -> Int {
    isWhole ? 0 : groups.partitioningIndex { groups[$0].positions.upperBound > position }
  }

  /// One menu for all, or one a group: its notes in full, of all else the headings. The first one is that of pages which
  /// belong to no note, too.
  func menu(_ number: Int) -> [LinkSection] {
    if isWhole {
      return map.sections.map { section in
        LinkSection(heading: section.heading, notes: section.positions.map(map.link))
      }
    }
    guard groups.indices.contains(number) else { return [] }
    let group = groups[number]
    return map.sections.enumerated().compactMap { number, section in
      if number == group.section { return menu(of: section, group.positions) }
      guard let heading = section.heading else { return nil }
      return LinkSection(
        heading: heading, path: section.positions.first.map { map.link($0).path }, notes: [])
    }
  }

  private func menu(of section: SiteMap.Section, _ group: Range<Int>) -> LinkSection {
    func dots(_ position: Int) -> [PageLink] {
      section.positions.contains(position)
        ? [PageLink(title: "…", path: map.link(position).path)] : []
    }
    let links = dots(group.lowerBound - 1) + group.map(map.link) + dots(group.upperBound)
    return LinkSection(heading: section.heading, notes: links)
  }

  private static func text(_ link: PageLink) -> String { link.path + "\u{1}" + link.title }

  private static func text(_ section: LinkSection) -> String {
    let links = section.notes.map(text).joined(separator: "\u{3}")
    return "\(section.heading ?? "")\u{3}\(section.path ?? "")\u{3}\(links)"
  }
}
