import Compiler
import NoteSyntax
import Pages
import Synchronization

/// The pages of a site, as far as its notes say what they are.
struct SitePages: Sendable {
  let map: SiteMap
  let tags: TagIndex
  /// What the notes show.
  let assets: SortedPaths
  let tally: Tally
  let frame: SiteFrame
  let templates: Templates
  let config: SiteConfig
  let names: SiteNames
  let key: ContentHash
  let surroundings: Surroundings
  /// The first page, where a note is it.
  let index: Int?
  /// All notes that have a page, by their places in the table, in their order.
  let notes: [Int]
  private let table: NoteTable
  private let pack: PagePack
  private let headers = Headers()

  /// Headers of pages with the same menu, in the same depth: neighbours have the same, so that a few are enough.
  private final class Headers: Sendable {
    static let most = 16

    let made = Mutex<[String: MarkableHeader]>([:])
  }

  init(_ build: SiteBuild, _ pack: PagePack) throws(FileError) {
    config = build.vault.config
    frame = build.frame
    templates = build.builder.templates
    names = build.names
    key = build.key
    self.pack = pack
    let table = build.cache.notes.unwritten
    self.table = table
    index = table.paths.index(of: "index.md").flatMap { table.record($0).isHidden ? nil : $0 }
    map = SiteMap(table, without: index, config: config, world: build.vault.world)
    notes = (index.map { [$0] } ?? []) + map.notes
    let links = try SiteLinks(map, index, table, pack, names)
    (tags, assets, tally) = (links.tags, links.assets, links.tally)
    surroundings = Surroundings(map, links.backlinks)
  }

  func record(_ note: Int) -> NoteRecord { table.record(note) }

  /// The note at a position in `notes`.
  func note(at position: Int) -> NoteRecord { record(notes[position]) }

  func details(of note: Int) throws(FileError) -> NoteDetails {
    try pack.details(of: record(note).parts)
  }

  func date(of note: Int) throws(FileError) -> NoteDate? {
    record(note).hasDate ? try details(of: note).date : nil
  }

  /// Writes a part of all notes, one behind the other.
  ///
  /// - Parameter root: What stands for the way to the root in them.
  func write(
    _ part: PackedParts.Part, of notes: some Sequence<Int>, separator: [UInt8] = [],
    root: String? = nil, to file: inout FileWriter
  ) throws(FileError) {
    var isFirst = true
    for note in notes {
      if !isFirst { try file.write(separator) }
      isFirst = false
      let bytes = try pack.bytes(part, of: record(note).parts)
      try file.write(root.map { RootMark.replaced(in: bytes, by: $0) } ?? bytes)
    }
  }

  func hash(_ part: PackedParts.Part, of notes: some Sequence<Int>) -> ContentHash {
    ContentHash.of(notes.lazy.map { record($0).parts[part].hash })
  }

  /// Its position in the order of the site; nil for the first page, which stands outside of it.
  private func mapPosition(_ position: Int) -> Int? {
    guard index != nil else { return position }
    return position == 0 ? nil : position - 1
  }

  /// Equal where all that stands around the page of the note at a position in `notes` is.
  func surroundingsHash(at position: Int) -> ContentHash {
    mapPosition(position).map(surroundings.hash)
      ?? ContentHash.of([surroundings.generalHash, listingHash])
  }

  /// Writes the page of the note at a position in `notes`.
  func writePage(at position: Int, to path: String) throws(FileError) {
    let note = note(at: position)
    let root = NotePath.root(from: note.pagePath)
    let page = UnfilledPage(
      html: try pack.bytes(.page, of: note.parts),
      places: try pack.details(of: note.parts).places)
    let place = mapPosition(position)
    let header = header(menu: place.map(surroundings.menuNumber) ?? 0, root: root)
      .marking(root + note.link.path)
    if let place {
      let footer = surroundings.footer(at: place).html(templates, root: root)
      try FileSystem.replace(
        path, with: page.filled { $0 == .header ? header : $0 == .footer ? footer : [] })
    } else {
      try FileSystem.replace(path) { file throws(FileError) in
        try write(page, to: &file) { slot, file throws(FileError) in
          if slot == .header { try file.write(header) }
          if slot == .footer { try writeListing(to: &file) }
        }
      }
    }
  }

  /// Writes a page, `fill` what belongs in its places.
  func write(
    _ page: UnfilledPage, to file: inout FileWriter,
    fill: (UnfilledPage.Slot, inout FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    for part in page.parts {
      switch part {
      case .html(let html): try file.write(html)
      case .slot(let slot): try fill(slot, &file)
      }
    }
  }

  func header(menu: Int, root: String) -> MarkableHeader {
    let key = "\(menu) \(root)"
    if let known = headers.made.withLock({ $0[key] }) { return known }
    let content = HeaderContent(frame, sections: surroundings.menu(menu), root: root)
    let header = MarkableHeader(content.html(templates))
    headers.made.withLock { made in
      if made.count >= Headers.most { made = [:] }
      made[key] = header
    }
    return header
  }

  /// Writes the list of all notes.
  func writeListing(to file: inout FileWriter) throws(FileError) {
    var content = ListingContent()
    content.tally = tally
    content.headings = map.sections.map(\.heading)
    content.tags = tags.tags.map { tag in
      (PageLink(title: tag.name, path: NotePath.url(tag.path)), tag.notes.count)
    }
    let listing = content.unfilled(templates, isIntroduced: index != nil)
    try write(listing, to: &file) { slot, file throws(FileError) in
      guard case .entries(let number) = slot, map.sections.indices.contains(number) else { return }
      let notes = map.sections[number].positions.lazy.map { map.notes[$0] }
      try write(.entry, of: notes, root: "", to: &file)
    }
  }

  var listingHash: ContentHash {
    let headings = map.sections.map { "\($0.heading ?? "")\u{1}\($0.positions.count)" }
    return ContentHash.of([
      hash(.entry, of: map.notes), ContentHash(headings.joined(separator: "\u{2}")),
      ContentHash("\(tally.numbers)"),
    ])
  }
}
