import Diagnostics

/// The files of a vault.
struct FileFinder {
  /// Paths relative to the root, sorted.
  private(set) var files: [String] = []
  /// All folders that were looked into, the root first, with an empty path.
  private(set) var folders = [""]
  /// Links to files that are not in the vault: a stranger's note could show what they say.
  private(set) var outside: [String] = []
  /// Folders inside the vault that cannot be read.
  private(set) var reports: [FileReport] = []
  private let root: String
  private let excluded: String?
  private let ignored: [PathPattern]

  /// All files below `root`, but for those that are hidden, belong to other tools, match one of `ignored`
  /// or stand in `excluded`. A folder that cannot be read is reported; the root that cannot be read is an error.
  static func search(
    _ root: String, excluding excluded: String?, ignoring ignored: [PathPattern] = []
  ) throws(FileError) -> FileFinder {
    var finder = FileFinder(root: root, excluded: excluded, ignored: ignored)
    let entries = try FileSystem.entries(of: root.isEmpty ? "." : root)
    finder.add(entries, in: "")
    finder.files.sort()
    return finder
  }

  private init(root: String, excluded: String?, ignored: [PathPattern]) {
    self.root = root
    self.excluded = excluded
    self.ignored = ignored
  }

  /// Folders of other tools, in which a `.md` is no note.
  private static let foreign: Set<String> = ["node_modules", "_site", "__pycache__"]

  private mutating func add(_ entries: [FileSystem.Entry], in folder: String) {
    var pending = [(folder: folder, entries: entries)]
    while let (folder, entries) = pending.popLast() {
      for entry in entries where !entry.name.hasPrefix(".") {
        let path = folder + entry.name
        if isIgnored(path, isFolder: entry.kind == .folder) { continue }
        switch entry.kind {
        case .file where entry.isLink && !FileSystem.isInside(DisplayPath.join(root, path), root):
          outside.append(path)
          // Of other files it is said where a note shows them.
          if path.hasSuffix(".md") || path == SiteConfig.fileName {
            reports.append(.unreadable(.leadingOut(DisplayPath.join(root, path))))
          }
        case .file: files.append(path)
        case .folder where !isForeign(entry.name, path):
          folders.append(path)
          if let inner = list(path) { pending.append((path + "/", inner)) }
        // A link that leads nowhere: reading it will say so.
        case .other where path.hasSuffix(".md"): files.append(path)
        case .folder, .other: break
        }
      }
    }
  }

  private func isIgnored(_ path: String, isFolder: Bool) -> Bool {
    ignored.contains { $0.matches(path, isFolder: isFolder) }
  }

  private func isForeign(_ name: String, _ path: String) -> Bool {
    Self.foreign.contains(name) || DisplayPath.join(root, path) == excluded
  }

  private mutating func list(_ path: String) -> [FileSystem.Entry]? {
    do throws(FileError) {
      return try FileSystem.entries(of: DisplayPath.join(root, path))
    } catch {
      reports.append(.unreadable(error))
      return nil
    }
  }
}

extension FileError {
  static func leadingOut(_ path: String) -> FileError {
    FileError(path, "it is a link that leads out of the folder of notes")
  }
}
