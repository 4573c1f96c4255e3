import Compiler

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The list of files that a site was made of, which stands in the site: what is no longer made is removed by it, and nothing
/// else ever is. While a build writes, the list has the old files and the new ones, so that a build that is killed leaves
/// nothing behind that the next one does not know.
struct SiteManifest {
  static let fileName = ".gradweave-files"
  private static let unfinishedMark = "# a build is not finished"

  private let folder: String
  private(set) var files = SortedPaths()
  /// Whether the last build did not come to its end.
  private(set) var isUnfinished = false
  /// Whether one before this one did not, so that parts of files may lie about.
  private var hasRemains = false

  init(of folder: String) {
    self.folder = folder
    guard let bytes = try? FileSystem.bytes(of: DisplayPath.join(folder, SiteManifest.fileName))
    else { return }
    var files: [String] = []
    for part in bytes.split(separator: UInt8(ascii: "\n")) {
      let line = String(decoding: part, as: UTF8.self)
      if line == SiteManifest.unfinishedMark {
        isUnfinished = true
        hasRemains = true
      } else if NotePath.normalized(line) == line {
        files.append(line)
      }
    }
    self.files = SortedPaths(files)
  }

  /// To be called before the first file is written.
  mutating func begin(_ planned: SortedPaths) throws(FileError) {
    files = planned.union(files)
    isUnfinished = true
    try write()
  }

  /// Removes what is not among `made`, and what a killed build left behind.
  mutating func finish(_ made: SortedPaths) throws(FileError) {
    let stale = files.subtracting(made)
    if hasRemains {
      for file in files { unlink(FileSystem.temporaryPath(of: DisplayPath.join(folder, file))) }
    }
    for file in stale {
      let path = DisplayPath.join(folder, file)
      if unlink(path) != 0, errno != ENOENT, errno != ENOTDIR { throw FileError(path) }
      removeEmptyFolders(above: file)
    }
    guard isUnfinished || !stale.isEmpty || !files.isSame(as: made) else { return }
    files = made
    isUnfinished = false
    hasRemains = false
    try write()
  }

  private func removeEmptyFolders(above file: String) {
    var inner = DisplayPath.parent(file)
    // A folder that is not empty stays.
    while !inner.isEmpty, FileSystem.removeEmptyFolder(DisplayPath.join(folder, inner)) {
      inner = DisplayPath.parent(inner)
    }
  }

  private func write() throws(FileError) {
    let path = DisplayPath.join(folder, SiteManifest.fileName)
    try FileSystem.replace(path) { file throws(FileError) in
      if isUnfinished { try file.write((SiteManifest.unfinishedMark + "\n").utf8) }
      // A line feed in a name would make two lines of it, and the second may be the name of a file that no build made.
      for name in files where !name.utf8.contains(UInt8(ascii: "\n")) {
        try file.write((name + "\n").utf8)
      }
    }
  }
}
