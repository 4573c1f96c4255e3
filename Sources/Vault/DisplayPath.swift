/// Paths as diagnostics print them: relative to the working directory where they are inside it.
package enum DisplayPath {
  /// `path` without `.` parts, doubled slashes and, inside the working directory, its absolute head.
  package static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let plain = parts.joined(separator: "/")
    guard path.hasPrefix("/") else { return plain }
    guard let folder = FileSystem.workingFolder else { return "/" + plain }
    if "/" + plain == folder { return "" }
    return ("/" + plain).hasPrefix(folder + "/")
      ? String(("/" + plain).dropFirst(folder.count + 1)) : "/" + plain
  }

  /// `path` inside `folder`, which is plain.
  package static func join(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || path.isEmpty { return folder + path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder that holds `path`, which is plain; empty for the working directory.
  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path`, relative to `folder`, both plain; nil where it is not inside.
  package static func inside(_ folder: String, _ path: String) -> String? {
    if folder.isEmpty { return path.hasPrefix("/") || path.hasPrefix("..") ? nil : path }
    if path == folder { return "" }
    let head = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(head) ? String(path.dropFirst(head.count)) : nil
  }
}
