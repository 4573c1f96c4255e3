import Diagnostics

/// What a note may ask about the folder it stands in. A value: nothing is read while compiling.
package struct World: Sendable {
  /// Paths of all files, relative to the root.
  private let files: Set<String>
  /// Paths by their last part, as links name them; the shortest path first.
  private var byName: [String: [String]] = [:]
  /// The notes that others use, by their paths.
  package var sources: [String: SourceFile] = [:]

  package init(files: [String] = []) {
    self.files = Set(files)
    for file in files {
      byName[Self.key(NotePath.name(file)), default: []].append(file)
    }
    byName = byName.mapValues { paths in
      paths.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }
  }

  /// The note that `target` names in the note at `source`: by path from there or from the root, or
  /// by its name alone; `.md` may be left out. An empty target is the note itself.
  package func note(_ target: String, from source: String) -> String? {
    if target.isEmpty { return source }
    let plain = NotePath.withoutExtension(target)
    let exact = plain.hasSuffix(".html") ? String(plain.dropLast(5)) : plain
    return find(exact + ".md", from: source)
  }

  /// The file that `target` names in the note at `source`.
  package func file(_ target: String, from source: String) -> String? {
    find(target, from: source)
  }

  /// The names of all notes, without `.md`, for hints.
  package var noteNames: [String] {
    files.filter { $0.hasSuffix(".md") }.map { NotePath.withoutExtension(NotePath.name($0)) }
      .sorted()
  }

  /// The names of all files that are not notes, for hints.
  package var fileNames: [String] {
    files.filter { !$0.hasSuffix(".md") }.map(NotePath.name).sorted()
  }

  private func find(_ target: String, from source: String) -> String? {
    let isRooted = target.hasPrefix("/")
    for base in isRooted ? [""] : [NotePath.folder(source), ""] {
      if let path = NotePath.normalized(base + target), files.contains(path) { return path }
    }
    guard let wanted = NotePath.normalized(target) else { return nil }
    let candidates = byName[Self.key(NotePath.name(wanted))] ?? []
    return candidates.first { Self.key($0) == Self.key(wanted) }
      ?? candidates.first { Self.key($0).hasSuffix("/" + Self.key(wanted)) }
      ?? candidates.first { _ in !wanted.contains("/") }
  }

  /// Links write spaces as hyphens and do not mind about case.
  private static func key(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " ? "-" : $0 })
  }
}

/// The notes that `use [[…]]` names in a note, as written; some may stand outside of `net` blocks. O(n).
package func usedNotes(in file: SourceFile) -> [String] {
  let bytes = file.bytes
  let mark = Array("use [[".utf8)
  var found: [String] = []
  var position = 0
  while let open = bytes[position...].firstIndex(of: UInt8(ascii: "[")) {
    position = open + 1
    let start = open + 2 - mark.count
    guard start >= 0, open + 2 <= bytes.count, bytes[start..<(open + 2)].elementsEqual(mark),
      let end = bytes[(open + 2)...].firstIndex(where: {
        $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "\n")
      })
    else { continue }
    found.append(String(decoding: bytes[(open + 2)..<end], as: UTF8.self))
    position = end
  }
  return found
}
