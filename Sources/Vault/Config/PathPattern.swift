/// A path in a vault, or many at once: `drafts/`, `*.tmp.md`, `**/solutions`, `week-?/notes.md`.
///
/// As in `.gitignore`: `*` and `?` stand for anything but `/`, `**` for any folders; a pattern without a `/` in
/// front of its last sign is about names anywhere; one that ends in `/` is about folders alone.
package struct PathPattern: Hashable, Sendable {
  private let parts: [[Character]]
  private let isForFolders: Bool

  /// Nil for an empty pattern.
  package init?(_ text: String) {
    let plain = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    isForFolders = plain.hasSuffix("/")
    let names = plain.split(separator: "/")
    guard !names.isEmpty else { return nil }
    let isAnywhere = names.count == 1 && !plain.hasPrefix("/")
    parts = (isAnywhere ? [["*", "*"]] : []) + names.map { Array($0) }
  }

  /// - Parameter path: Relative to the root.
  package func matches(_ path: String, isFolder: Bool) -> Bool {
    guard isFolder || !isForFolders else { return false }
    return matches(path.split(separator: "/").map { Array($0) }[...], parts[...])
  }

  private func matches(_ path: ArraySlice<[Character]>, _ parts: ArraySlice<[Character]>) -> Bool {
    // Each row says which beginnings of the path the parts so far stand for.
    var row = [true] + Array(repeating: false, count: path.count)
    for part in parts {
      var next = Array(repeating: false, count: path.count + 1)
      if part == ["*", "*"] {
        let first = row.firstIndex(of: true) ?? next.count
        for end in first..<max(first, next.count) { next[end] = true }
      } else {
        for (end, name) in path.enumerated() where row[end] {
          next[end + 1] = Self.matches(name, part)
        }
      }
      row = next
    }
    return row.last ?? false
  }

  /// Goes back to the last `*` alone: O(name × pattern).
  private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
    var (i, j) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while i < name.count {
      if j < pattern.count, pattern[j] == "*" {
        star = (j, i)
        j += 1
      } else if j < pattern.count, pattern[j] == "?" || pattern[j] == name[i] {
        (i, j) = (i + 1, j + 1)
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        (i, j) = (last.name + 1, last.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[j...].allSatisfy { $0 == "*" }
  }
}
