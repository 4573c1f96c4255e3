import Diagnostics
import NoteSyntax
import Synchronization

/// What a note may ask about the folder it stands in. It answers for other notes as they were when the
/// folder was looked at, and reads one only where a note is about it.
package struct World: Sendable {
  /// Paths of all files, relative to the root.
  private let files: Set<String>
  /// Paths by their last part, as links name them; the shortest path first.
  private var byName: [String: [String]] = [:]
  /// The text of the note at a path.
  private let read: @Sendable (String) -> SourceFile?
  private let allowsHTML: Bool
  /// The names that a note gives itself, where they are known without reading it.
  private let knownAliases: @Sendable (String) -> [String]?
  private let memory = Memory()
  /// Takes note of what is asked.
  package var trace: WorldTrace?

  /// - Parameters:
  ///   - files: Paths of all files.
  ///   - allowsHTML: Whether HTML in notes reaches their pages, with the ids in it.
  ///   - knownAliases: The aliases of a note, where they are known without reading it.
  ///   - read: The text of a note by its path; nil where it cannot be read.
  package init(
    files: [String] = [], allowsHTML: Bool = false,
    knownAliases: @escaping @Sendable (String) -> [String]? = { _ in nil },
    read: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) {
    self.read = read
    self.allowsHTML = allowsHTML
    self.knownAliases = knownAliases
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
    let found = findNote(target, from: source)
    trace?.asked(WorldTrace.Question(target: target, source: source, isNote: true), found)
    return found
  }

  private func findNote(_ target: String, from source: String) -> String? {
    let plain = NotePath.withoutExtension(target)
    let exact = plain.hasSuffix(".html") ? String(plain.dropLast(5)) : plain
    if let path = find(exact + ".md", from: source) { return path }
    trace?.askedAliases()
    return aliases[Self.key(exact)]
  }

  /// The text of the note at `path`.
  func source(_ path: String) -> SourceFile? {
    guard files.contains(path) else { return nil }
    let file = read(path)
    trace?.read(path, file)
    return file
  }

  /// The file that `target` names in the note at `source`.
  package func file(_ target: String, from source: String) -> String? {
    let found = find(target, from: source)
    trace?.asked(WorldTrace.Question(target: target, source: source, isNote: false), found)
    return found
  }

  /// The names of all notes, without `.md`, for hints.
  package var noteNames: [String] {
    trace?.askedNames()
    return files.filter { $0.hasSuffix(".md") }.map { NotePath.withoutExtension(NotePath.name($0)) }
      .sorted()
  }

  /// The names of all files that are not notes, for hints.
  package var fileNames: [String] {
    trace?.askedNames()
    return files.filter { !$0.hasSuffix(".md") }.map(NotePath.name).sorted()
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

  // MARK: Other notes

  /// What is known of notes once it has been asked for; each answer is the same whoever asks first.
  private final class Memory: Sendable {
    let outlines = Mutex<[String: Outline]>([:])
    let aliases = Mutex<[String: String]?>(nil)
  }

  /// What links and embeds need to know of a note.
  struct Outline: Sendable {
    let anchors: Anchors
    /// Paths of the notes that it embeds.
    let embeds: [String]
    /// What had to be known for it.
    let record: WorldTrace.Record
  }

  /// Nil where there is no such note.
  func outline(_ path: String) -> Outline? {
    let known = memory.outlines.withLock { $0[path] } ?? readOutline(path)
    if let known { trace?.add(known.record) }
    return known
  }

  private func readOutline(_ path: String) -> Outline? {
    var world = self
    let trace = WorldTrace()
    world.trace = trace
    guard let file = world.source(path) else { return nil }
    let (note, _) = parseNote(file, options: NoteOptions(allowHTML: allowsHTML))
    let embeds = note.elements.compactMap { element -> String? in
      guard case .embed(let embed) = element else { return nil }
      return world.note(embed.target, from: path)
    }
    let outline = Outline(anchors: note.places, embeds: embeds, record: trace.record)
    memory.outlines.withLock { $0[path] = outline }
    return outline
  }

  /// Paths by the names that notes give themselves in their front matter. All notes are read for it
  /// the first time.
  package var aliases: [String: String] {
    memory.aliases.withLock { known in
      if let known { return known }
      var found: [String: String] = [:]
      for path in files.sorted() where path.hasSuffix(".md") {
        let names = knownAliases(path) ?? read(path).map { readFrontMatter($0).aliases } ?? []
        for alias in names where found[Self.key(alias)] == nil {
          found[Self.key(alias)] = path
        }
      }
      known = found
      return found
    }
  }

  private static func mayChange(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x80 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  /// Links write spaces as hyphens and do not mind about case.
  private static func key(_ name: String) -> String {
    guard name.utf8.contains(where: mayChange) else { return name }
    return String(name.lowercased().map { $0 == " " ? "-" : $0 })
  }
}
