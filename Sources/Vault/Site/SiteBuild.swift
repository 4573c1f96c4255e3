import Compiler
import NoteSyntax
import Pages

/// One run of a builder.
struct SiteBuild {
  let builder: SiteBuilder
  /// The notes of the site, in the order of the vault.
  let notes: [String]
  /// Whether these are all notes of the vault. Only then is what is no longer made removed.
  let isWhole: Bool
  let names: SiteNames
  let frame: SiteFrame
  let key: ContentHash
  var cache = BuildCache()
  var manifest: SiteManifest
  var outcome = SiteBuilder.Outcome()
  /// What tells of other notes.
  var world: World

  var vault: Vault { builder.vault }

  init(_ builder: SiteBuilder, _ notes: [String]) {
    self.builder = builder
    self.notes = notes
    isWhole = notes.count == builder.vault.notes.count
    names = SiteNames(builder.vault)
    var paths = names.paths
    if builder.vault.config.baseURL != nil { paths.feed = names.free("feed.xml") }
    frame = SiteFrame(title: builder.vault.config.title ?? "Notes", paths: paths)
    key = builder.key
    manifest = SiteManifest(of: builder.output)
    world = builder.vault.world
  }

  mutating func run() {
    let place = isWhole ? builder.cache : nil
    let old = place.flatMap { BuildCache.load($0, key: key) }
    attempt(place, old)
    if old != nil, outcome.failures.contains(.damagedCache) {
      cache = BuildCache()
      outcome = SiteBuilder.Outcome()
      attempt(place, nil)
    }
    finish()
  }

  private mutating func attempt(_ place: CachePlace?, _ old: BuildCache?) {
    do throws(FileError) { try update(place, old) } catch { outcome.failures.append(error) }
  }

  private mutating func update(_ place: CachePlace?, _ old: BuildCache?) throws(FileError) {
    if let old { cache = old }
    let change = findChanges()
    if old != nil, change.isNone, isUpToDate {
      // Only what the system says of files may be new.
      if change.hasNewStates, let place { try save(place) }
      return
    }
    let pack = try openPack(place, isKept: old != nil)
    compile(change.notes, into: pack)
    guard outcome.failures.isEmpty else { return }
    try write(with: pack)
    guard outcome.failures.isEmpty, let place else { return }
    cache.packEnd = pack.count
    try save(place)
    FileSystem.remove(place.pack(1 - min(cache.pack, 1)))
  }

  /// The reports of the notes, in their order.
  private mutating func finish() {
    let records = notes.compactMap { cache.notes[$0] }
    outcome.notes = records.map { record in
      NoteOutcome(
        path: vault.displayPath(record.path), problems: record.problems, tally: record.tally)
    }
    outcome.pages = records.filter { !$0.isHidden }.count
  }

  private mutating func write(with pack: PagePack) throws(FileError) {
    let records = notes.compactMap { cache.notes[$0] }
    let pages = SitePages(self, records, pack)
    let assets = Set(records.flatMap { $0.isHidden ? [] : $0.assets })
    let files = pages.files
    let made = Set(pages.notes.map(\.pagePath) + files.map(\.path)).union(assets)
    try manifest.begin(made)
    writeNotes(pages)
    write(files, of: pages)
    copy(assets.sorted())
    guard outcome.failures.isEmpty else { return }
    try manifest.finish(isWhole ? made : made.union(manifest.files))
  }

  private mutating func save(_ place: CachePlace) throws(FileError) {
    // A folder of notes that cannot be written has no cache; nothing is lost but time.
    guard (try? place.prepare()) != nil else { return }
    try cache.save(place, key: key)
  }

  /// The pack that new pages go to.
  private mutating func openPack(
    _ place: CachePlace?, isKept: Bool
  ) throws(FileError) -> PagePack {
    guard let place, (try? place.prepare()) != nil else {
      let path = DisplayPath.join(builder.output, ".gradweave-pages")
      return try PagePack(path, isHidden: true)
    }
    guard isKept else {
      FileSystem.remove(place.index)
      cache.pack = 0
      return try PagePack(place.pack(0))
    }
    let pack = try PagePack(place.pack(cache.pack), end: cache.packEnd)
    let isLoose = cache.packEnd > 2 * cache.packInUse + SiteBuild.allowedWaste
    return isLoose ? try compacted(pack, place) : pack
  }

  /// Bytes of old pages that a pack may have in any case.
  private static let allowedWaste = 4 << 20

  /// Another pack with what is in use of `pack`.
  private mutating func compacted(
    _ pack: PagePack, _ place: CachePlace
  ) throws(FileError) -> PagePack {
    cache.pack = 1 - min(cache.pack, 1)
    let other = try PagePack(place.pack(cache.pack))
    for (path, record) in cache.notes where record.blob.count > 0 {
      let blob = record.blob
      guard let bytes = pack.bytes(at: blob.offset, count: blob.count) else {
        throw .damagedCache
      }
      cache.notes[path]?.blob.offset = try other.add(bytes)
    }
    return other
  }
}
