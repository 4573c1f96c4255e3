import Compiler
import NoteSyntax
import Pages
import Synchronization

/// The pages of a site, as far as its notes say what they are.
struct SitePages: Sendable {
  let map: SiteMap
  let tags: TagIndex
  let surroundings: Surroundings
  let tally: Tally
  let frame: SiteFrame
  let templates: Templates
  let config: SiteConfig
  let names: SiteNames
  let key: ContentHash
  private let pack: PagePack
  /// The first page, where a note is it.
  let index: NoteRecord?
  /// All notes that have a page, in their order.
  let notes: [NoteRecord]
  /// Headers of pages with the same menu, in the same depth.
  private let headers = Headers()

  private final class Headers: Sendable {
    let made = Mutex<[String: MarkableHeader]>([:])
  }

  init(_ build: SiteBuild, _ records: [NoteRecord], _ pack: PagePack) {
    config = build.vault.config
    frame = build.frame
    templates = build.builder.templates
    names = build.names
    key = build.key
    self.pack = pack
    index = records.first { $0.path == "index.md" && !$0.isHidden }
    map = SiteMap(
      records.filter { $0.path != "index.md" }, config: config, world: build.vault.world)
    notes = (index.map { [$0] } ?? []) + map.notes
    tags = TagIndex(map.notes, names: names)
    surroundings = Surroundings(map, frame: frame)
    tally = records.reduce(Tally()) { $1.isHidden ? $0 : $0 + $1.tally }
  }

  func bytes(_ part: PageBlob.Part, of note: NoteRecord) throws(FileError) -> [UInt8] {
    let blob = note.blob
    let offset = blob.offset(of: part)
    guard let bytes = pack.bytes(at: offset, count: blob.count(of: part)),
      !pack.isOld(at: offset) || PageBlob.hash(of: part, bytes) == blob.hash(of: part)
    else { throw .damagedCache }
    return bytes
  }

  /// The parts of all notes, one behind the other.
  func joined(
    _ part: PageBlob.Part, of notes: [NoteRecord], opening: [UInt8] = [], separator: [UInt8] = [],
    closing: [UInt8] = []
  ) throws(FileError) -> [UInt8] {
    var output: [UInt8] = []
    let length = notes.reduce(0) { $0 + $1.blob.count(of: part) + separator.count }
    output.reserveCapacity(opening.count + length + closing.count)
    output += opening
    for (index, note) in notes.enumerated() {
      if index > 0 { output += separator }
      output += try bytes(part, of: note)
    }
    output += closing
    return output
  }

  func hash(_ part: PageBlob.Part, of notes: [NoteRecord]) -> ContentHash {
    ContentHash.of(notes.map { $0.blob.hash(of: part) })
  }

  /// Equal where all that stands around the page of a note is.
  func surroundingsHash(of note: NoteRecord) -> ContentHash {
    if note.path == index?.path {
      return ContentHash.of([surroundings.generalHash, listingHash])
    }
    return surroundings[note.path]?.hash ?? ContentHash("")
  }

  /// The page of a note, all of it.
  func page(of note: NoteRecord) throws(FileError) -> [UInt8] {
    let root = NotePath.root(from: note.pagePath)
    let around = surroundings[note.path]
    let header = header(menu: around?.menu ?? 0, root: root).marking(root + note.link.path)
    let page = UnfilledPage(html: try bytes(.page, of: note), places: note.places)
    let footer =
      note.path == index?.path
      ? try listing() : (around?.footer ?? FooterContent()).html(templates, root: root)
    return page.filled { $0 == .header ? header : footer }
  }

  func header(menu: Int, root: String) -> MarkableHeader {
    let key = "\(menu) \(root)"
    if let known = headers.made.withLock({ $0[key] }) { return known }
    let content = HeaderContent(frame, sections: surroundings.menu(menu), root: root)
    let header = MarkableHeader(content.html(templates))
    headers.made.withLock { $0[key] = header }
    return header
  }

  /// The list of all notes.
  func listing() throws(FileError) -> [UInt8] {
    var content = ListingContent()
    content.tally = tally
    for section in map.sections {
      let entries = try joined(.entry, of: section.notes)
      content.sections.append(ListingSection(heading: section.heading, entries: entries))
    }
    content.tags = tags.tags.map { tag in
      (PageLink(title: tag.name, path: NotePath.url(tag.path)), tag.notes.count)
    }
    return content.html(templates, isIntroduced: index != nil)
  }

  var listingHash: ContentHash {
    let headings = map.sections.map { "\($0.heading ?? "")\u{1}\($0.notes.count)" }
    return ContentHash.of([
      hash(.entry, of: map.notes), ContentHash(headings.joined(separator: "\u{2}")),
      ContentHash("\(tally.numbers)"),
    ])
  }
}
