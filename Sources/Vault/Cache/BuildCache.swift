import NoteSyntax

/// What the last build of a site knew, so that the next one does only what changed. Without it everything is done again, and
/// comes out the same.
struct BuildCache: Sendable {
  /// By their paths in the vault.
  var notes: [String: NoteRecord] = [:]
  /// The files that are copied as they are, by their paths in the vault.
  var assets: [String: CopiedFile] = [:]
  /// The files that belong to no note, by their paths in the site.
  var siteFiles: [String: MadeFile] = [:]
  /// Of all paths in the vault.
  var files = ContentHash("")
  /// Of the names that notes give themselves.
  var aliases = ContentHash("")
  /// Which of the two packs has the pages, and how much of it counts.
  var pack = 0
  var packEnd = 0

  /// A file of the vault that is in the site, too.
  struct CopiedFile: Hashable, Sendable {
    /// Nil where a later change might not show.
    var source: FileState?
    var output: FileState
  }

  /// A file that was made from other things.
  struct MadeFile: Hashable, Sendable {
    var input: ContentHash
    var output: FileState
  }

  /// How much of the pack is the pages'.
  var packInUse: Int { notes.values.reduce(0) { $0 + $1.blob.count } }
}

/// Where the cache of a site is: in the folder `.gradweave` at the root of the vault, a file for each folder that sites of it
/// were built into.
package struct CachePlace: Hashable, Sendable {
  package static let folderName = ".gradweave"

  let folder: String
  private let name: String

  package init(vault root: String, output: String) {
    folder = DisplayPath.join(root, CachePlace.folderName)
    let working = FileSystem.workingFolder ?? ""
    let absolute = output.hasPrefix("/") ? output : DisplayPath.join(working, output)
    name = ContentHash(absolute).short
  }

  var index: String { DisplayPath.join(folder, name + ".index") }

  func pack(_ number: Int) -> String { DisplayPath.join(folder, "\(name)-\(number).pages") }

  /// Removes the cache of a vault.
  package static func clean(vault root: String) throws(FileError) {
    let folder = DisplayPath.join(root, folderName)
    guard FileSystem.kind(of: folder) == .folder else { return }
    try FileSystem.removeFolder(folder)
  }

  /// Where a preview of the vault has its site: beside the cache, else among the files of the moment.
  package static func previewFolder(of root: String) -> String {
    let place = CachePlace(vault: root, output: "preview")
    do throws(FileError) {
      try place.prepare()
      return DisplayPath.join(place.folder, "preview")
    } catch {
      let name = ContentHash(FileSystem.resolved(root) ?? root).short
      return "/tmp/gradweave-preview-\(name)"
    }
  }

  /// Makes the folder, and tells git to leave it alone. A vault that is gone is not made again: it would be one without notes.
  func prepare() throws(FileError) {
    guard FileSystem.kind(of: folder) != .folder else { return }
    let vault = DisplayPath.parent(folder)
    guard vault.isEmpty || FileSystem.kind(of: vault) == .folder else {
      throw FileError(vault, "No such file or directory")
    }
    try FileSystem.makeFolder(folder)
    try FileSystem.replace(
      DisplayPath.join(folder, ".gitignore"), with: Array("*\n".utf8), keepsFolders: true)
  }
}

extension BuildCache {
  /// The first bytes of the file; the number changes with its form.
  private static let form = "gradweave cache 3"

  /// What is kept at `place`, if it is whole and was made by this program with the same config and templates: `key`.
  static func load(_ place: CachePlace, key: ContentHash) -> BuildCache? {
    guard let bytes = try? FileSystem.bytes(of: place.index), bytes.count > 16 else { return nil }
    let content = Array(bytes.dropLast(16))
    var end = CacheReader(Array(bytes.suffix(16)))
    guard let sum = try? end.hash(), sum == ContentHash(content) else { return nil }
    var reader = CacheReader(content)
    return try? BuildCache(from: &reader, key: key)
  }

  private init(from reader: inout CacheReader, key: ContentHash) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    guard try reader.text() == BuildCache.form, try reader.hash() == key else {
      throw Damaged()
    }
    files = try reader.hash()
    aliases = try reader.hash()
    pack = try reader.integer()
    packEnd = try reader.integer()
    let records = try reader.list { reader throws(Damaged) in
      NoteRecord(try NoteFields(from: &reader))
    }
    notes = Dictionary(records.map { ($0.path, $0) }) { first, _ in first }
    let copied = try reader.list { reader throws(Damaged) in
      let path = try reader.text()
      let source = try reader.optional { reader throws(Damaged) in try reader.state() }
      return (path, CopiedFile(source: source, output: try reader.state()))
    }
    assets = Dictionary(copied) { first, _ in first }
    let made = try reader.list { reader throws(Damaged) in
      let path = try reader.text()
      return (path, MadeFile(input: try reader.hash(), output: try reader.state()))
    }
    siteFiles = Dictionary(made) { first, _ in first }
  }

  func save(_ place: CachePlace, key: ContentHash) throws(FileError) {
    var writer = CacheWriter()
    writer.write(BuildCache.form)
    writer.write(key)
    writer.write(files)
    writer.write(aliases)
    writer.write(pack)
    writer.write(packEnd)
    writer.write(notes.values.sorted { $0.path < $1.path }) { $1.fields.write(to: &$0) }
    writer.write(assets.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value.source) { $0.write($1) }
      writer.write(entry.value.output)
    }
    writer.write(siteFiles.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value.input)
      writer.write(entry.value.output)
    }
    writer.write(ContentHash(writer.bytes))
    try FileSystem.replace(place.index, with: writer.bytes, keepsFolders: true)
  }
}
