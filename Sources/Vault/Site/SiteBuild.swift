import Compiler
import NoteSyntax
import Pages

/// One run of a builder.
struct SiteBuild {
  let builder: SiteBuilder
  /// The notes of the site.
  let notes: SortedPaths
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
    self.notes = SortedPaths(notes)
    isWhole = notes.count == builder.vault.notes.count
    names = SiteNames(builder.vault)
    var paths = names.paths
    if builder.vault.config.baseURL != nil { paths.feed = names.free("feed.xml") }
    frame = SiteFrame(title: builder.vault.config.title ?? "Notes", paths: paths)
    key = ContentHash.of([builder.key, names.hash(of: paths)])
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
  }

  private mutating func attempt(_ place: CachePlace?, _ old: BuildCache?) {
    do throws(FileError) { try update(place, old) } catch { outcome.failures.append(error) }
  }

  private mutating func update(_ place: CachePlace?, _ old: BuildCache?) throws(FileError) {
    if let old { cache = old }
    var pack = try openPack(place, isKept: old != nil)
    let change = try findChanges(pack)
    if old != nil, change.isNone, isUpToDate {
      try report(pack)
      // Only what the system says of files may be new.
      if change.hasNewStates, let place { try save(place) }
      return
    }
    if old != nil, let place { pack = try compacted(pack, place) }
    compile(change.notes, into: pack)
    try report(pack)
    guard outcome.failures.isEmpty else { return }
    try write(with: pack)
    guard outcome.failures.isEmpty, let place else { return }
    cache.packEnd = pack.count
    try save(place)
    FileSystem.remove(place.pack(1 - min(cache.pack, 1)))
  }

  /// What is to be said of the notes, in their order.
  private mutating func report(_ pack: PagePack) throws(FileError) {
    for record in cache.notes.records {
      guard let record else { continue }
      if !record.isHidden { outcome.pages += 1 }
      guard record.hasProblems || record.hasClaims else { continue }
      let details = try pack.details(of: record.parts)
      outcome.tally = outcome.tally + details.tally
      guard record.hasProblems else { continue }
      outcome.notes.append(
        NoteOutcome(path: vault.displayPath(record.path), problems: details.problems))
    }
  }

  private mutating func write(with pack: PagePack) throws(FileError) {
    let pages = try SitePages(self, pack)
    let files = pages.files
    let made = SortedPaths(pages.notes.map { pages.record($0).pagePath } + files.map(\.path))
      .union(pages.assets)
    try leaveOthersAlone(made)
    try manifest.begin(made)
    writeNotes(pages)
    write(files, of: pages)
    copy(pages.assets)
    guard outcome.failures.isEmpty else { return }
    try manifest.finish(isWhole ? made : made.union(manifest.files))
  }

  /// Where the notes stand in the folder of the site, what is there may be their author's.
  ///
  /// - Throws: Where a file would be replaced that no build made.
  private func leaveOthersAlone(_ made: SortedPaths) throws(FileError) {
    guard let root = FileSystem.resolved(vault.root),
      let site = FileSystem.resolved(builder.output),
      root == site || FileSystem.isInside(root, site)
    else { return }
    for file in made where !manifest.files.contains(file) {
      guard FileSystem.kind(of: path(of: file)) != nil else { continue }
      throw FileError(
        path(of: file),
        "no build made this file, and the site would replace it: name another folder with -o")
    }
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
    if isKept { return try PagePack(place.pack(cache.pack), end: cache.packEnd) }
    FileSystem.remove(place.index)
    cache.pack = 0
    return try PagePack(place.pack(0))
  }

  /// Bytes of old pages that a pack may have in any case.
  private static let allowedWaste = 4 << 20

  /// Where much of `pack` is not in use any more, another pack with what is.
  private mutating func compacted(
    _ pack: PagePack, _ place: CachePlace
  ) throws(FileError) -> PagePack {
    guard cache.packEnd > 2 * cache.packInUse + SiteBuild.allowedWaste else { return pack }
    cache.pack = 1 - min(cache.pack, 1)
    let other = try PagePack(place.pack(cache.pack))
    for index in cache.notes.records.indices {
      guard let parts = cache.notes.records[index]?.parts else { continue }
      cache.notes.records[index]?.parts = try other.add(parts, from: pack)
    }
    return other
  }
}
