/// A note, a folder or a pattern that was named.
struct SelectedPlace {
  let root: String
  /// Relative to the root.
  private let path: String
  private let kind: Kind

  private enum Kind {
    case note, folder
    /// What the paths of notes match, relative to a folder that is `path`.
    case pattern(PathPattern, String)
  }

  /// As it was written; nil for what is none.
  var pattern: String? {
    if case .pattern(_, let text) = kind { text } else { nil }
  }

  /// - Parameter named: What stands there.
  init(named path: String) throws(FileError) {
    let path = DisplayPath.plain(path)
    switch FileSystem.kind(of: path.isEmpty ? "." : path) {
    case .folder: self.init(path, in: path, .folder)
    case .file:
      // An unreadable file that is named is wrong usage, one among others is not.
      _ = try FileSystem.bytes(of: path)
      self.init(path, in: DisplayPath.parent(path), .note)
    case .other: throw FileError(path, "Not a file or a folder")
    case nil: throw FileError(path, "No such file or directory")
    }
  }

  /// - Parameter text: A path, or where nothing has it, a pattern such as `week-*/**`.
  init(_ text: String) throws(FileError) {
    let isThere = FileSystem.kind(of: text.isEmpty ? "." : text) != nil
    guard !isThere, let pattern = GlobPath(text) else {
      try self.init(named: text)
      return
    }
    guard FileSystem.kind(of: pattern.folder.isEmpty ? "." : pattern.folder) == .folder else {
      throw FileError(text, "No such file or directory")
    }
    self.init(pattern.folder, in: pattern.folder, .pattern(pattern.rest, text))
  }

  /// - Parameter folder: Where the search for the vault begins.
  private init(_ path: String, in folder: String, _ kind: Kind) {
    root = SelectedPlace.root(above: folder) ?? folder
    self.path = DisplayPath.inside(root, path) ?? path
    self.kind = kind
  }

  func notes(of vault: Vault) -> [String] {
    if case .note = kind { return [path] }
    return vault.notes.filter(contains)
  }

  /// Whether a path of the vault is meant.
  func contains(_ other: String) -> Bool {
    let below = path.isEmpty ? "" : path + "/"
    switch kind {
    case .note: return other == path
    case .folder: return other.hasPrefix(below)
    case .pattern(let pattern, _):
      return other.hasPrefix(below)
        && pattern.matchesPart(of: String(other.dropFirst(below.utf8.count)))
    }
  }

  /// The nearest folder from `path` upwards that has a site config. Inside the working directory
  /// the search ends there.
  static func root(above path: String) -> String? {
    var folder = path
    while true {
      let config = DisplayPath.join(folder, SiteConfig.fileName)
      if FileSystem.kind(of: config) == .file { return folder }
      if folder.isEmpty || folder == "/" || folder.hasSuffix("..") { return nil }
      folder = DisplayPath.parent(folder)
    }
  }
}

/// A path with wildcards, at the first of which it is cut.
private struct GlobPath {
  /// Plain; empty for the working directory.
  let folder: String
  let rest: PathPattern

  /// Nil for a path without wildcards.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let place = parts.firstIndex { $0.contains { $0 == "*" || $0 == "?" } }
    // In front of it a `/`: it is about whole paths.
    guard let place, let rest = PathPattern("/" + parts[place...].joined(separator: "/")) else {
      return nil
    }
    folder = DisplayPath.plain(parts[..<place].joined(separator: "/") + (place == 0 ? "" : "/"))
    self.rest = rest
  }
}

extension PathPattern {
  /// Whether a path or one of the folders that it lies in is meant.
  fileprivate func matchesPart(of path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.indices.contains { end in
      let isFolder = end + 1 < parts.count
      return matches(parts[...end].joined(separator: "/"), isFolder: isFolder)
    }
  }
}
