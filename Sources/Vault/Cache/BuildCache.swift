import NoteSyntax

/// What the last build of a site knew, so that the next one does only what changed. Without it everything is done again, and
/// comes out the same.
struct BuildCache: Sendable {
  var notes = NoteTable()
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
  var packInUse: Int { notes.records.reduce(0) { $0 + ($1?.parts.count ?? 0) } }
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
