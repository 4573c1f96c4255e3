/// Which notes a command is about: a vault and some or all of its notes.
package struct Selection: Sendable {
  package let vault: Vault
  package let notes: [String]

  /// The notes at `path`, a note or a folder, with the vault they belong to: the nearest folder
  /// above with a site config, else the folder itself.
  package init(_ path: String, excluding excluded: String? = nil) throws(FileError) {
    let path = DisplayPath.plain(path)
    switch FileSystem.kind(of: path.isEmpty ? "." : path) {
    case .folder:
      let root = Selection.root(above: path) ?? path
      vault = try Vault(root: root, excluding: excluded)
      let inside = DisplayPath.inside(root, path) ?? ""
      notes = vault.notes.filter { inside.isEmpty || $0.hasPrefix(inside + "/") }
    case .file:
      // An unreadable file that is named is wrong usage, one among others is not.
      _ = try FileSystem.bytes(of: path)
      let folder = DisplayPath.parent(path)
      let root = Selection.root(above: folder) ?? folder
      vault = try Vault(root: root, excluding: excluded)
      notes = [DisplayPath.inside(root, path) ?? path]
    case .other: throw FileError(path, "Not a file or a folder")
    case nil: throw FileError(path, "No such file or directory")
    }
  }

  /// The nearest folder from `path` upwards that has a site config. Inside the working directory
  /// the search ends there.
  private static func root(above path: String) -> String? {
    var folder = path
    while true {
      let config = DisplayPath.join(folder, SiteConfig.fileName)
      if FileSystem.kind(of: config) == .file { return folder }
      if folder.isEmpty || folder == "/" || folder.hasSuffix("..") { return nil }
      folder = DisplayPath.parent(folder)
    }
  }
}
