import Diagnostics
import NoteSyntax
import Synchronization

/// What a note may ask about the folder it stands in. It answers for other notes as they were when the
/// folder was looked at, and reads one only where a note is about it.
package struct World: Sendable {
  /// Paths of all files, relative to the root.
  private let files: SortedPaths
  private let byName: PathsByName
  /// Of links that lead out of the folder, whose files are none of it.
  private let outside: SortedPaths
  /// The text of the note at a path.
  private var read: @Sendable (String) -> SourceFile?
  private let allowsHTML: Bool
  /// The names that a note gives itself, where they are known without reading it.
  private var knownAliases: @Sendable (String) -> [String]? = { _ in nil }
  private var memory = Memory()
  /// Takes note of what is asked.
  package var trace: WorldTrace?

  /// - Parameters:
  ///   - files: Paths of all files.
  ///   - outside: Paths of links that lead out of the folder.
  ///   - allowsHTML: Whether HTML in notes reaches their pages, with the ids in it.
  ///   - read: The text of a note by its path; nil where it cannot be read.
  package init(
    files: SortedPaths = SortedPaths(), outside: SortedPaths = SortedPaths(),
    allowsHTML: Bool = false,
    read: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) {
    self.read = read
    self.allowsHTML = allowsHTML
    (self.files, self.outside) = (files, outside)
    byName = PathsByName(files)
  }

  /// The same files, with nothing known of what they say.
  ///
  /// - Parameters:
  ///   - knownAliases: The aliases of a note, where they are known without reading it.
  ///   - read: As in `init`; nil where it stays as it is.
  package func forgetful(
    knownAliases: @escaping @Sendable (String) -> [String]? = { _ in nil },
    read: (@Sendable (String) -> SourceFile?)? = nil
  ) -> World {
    var world = self
    world.memory = Memory()
    world.knownAliases = knownAliases
    if let read { world.read = read }
    return world
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
    return aliases[PathsByName.key(exact)]
  }

  /// The text of the note at `path`.
  func source(_ path: String) -> SourceFile? {
    guard files.contains(path) else { return nil }
    let file = read(path)
    trace?.read(path, file.map { ContentHash($0.bytes) })
    return file
  }

  /// The file that `target` names in the note at `source`.
  package func file(_ target: String, from source: String) -> String? {
    let found = find(target, from: source)
    trace?.asked(WorldTrace.Question(target: target, source: source, isNote: false), found)
    return found
  }

  /// Whether `target` names a link that leads out of the folder, in the note at `source`.
  func leadsOut(_ target: String, from source: String) -> Bool {
    places(of: target, from: source).contains(where: outside.contains)
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
    if let path = places(of: target, from: source).first(where: files.contains) { return path }
    guard let wanted = NotePath.normalized(target) else { return nil }
    let candidates = byName.paths(named: NotePath.name(wanted))
    let key = PathsByName.key(wanted)
    return candidates.first { PathsByName.key($0) == key }
      ?? candidates.first { PathsByName.key($0).hasSuffix("/" + key) }
      ?? candidates.first { _ in !wanted.contains("/") }
  }

  /// Where a file that is called `target` may be: beside the note that names it, or at the root.
  private func places(of target: String, from source: String) -> [String] {
    let bases = target.hasPrefix("/") ? [""] : [NotePath.folder(source), ""]
    return bases.compactMap { NotePath.normalized($0 + target) }
  }

  // MARK: Other notes

  /// What is known of notes once it has been asked for; each answer is the same whoever asks first.
  private final class Memory: Sendable {
    let outlines = Mutex<[String: Outline]>([:])
    let aliases = Mutex<[String: String]?>(nil)
  }

  /// What links and embeds need to know of a note.
  struct Outline: Sendable {
    let anchors: AnchorList
    /// Paths of the notes that it embeds.
    let embeds: [String]
    /// What the note said.
    fileprivate let content: ContentHash
    /// What was asked for besides; nil where nothing was.
    fileprivate let questions: WorldTrace.Record?
  }

  /// Nil where there is no such note.
  func outline(_ path: String) -> Outline? {
    let known = memory.outlines.withLock { $0[path] } ?? readOutline(path)
    if let known {
      trace?.read(path, known.content)
      if let questions = known.questions { trace?.add(questions) }
    }
    return known
  }

  private func readOutline(_ path: String) -> Outline? {
    guard files.contains(path) else { return nil }
    guard let file = read(path) else {
      trace?.read(path, nil)
      return nil
    }
    var world = self
    let trace = WorldTrace()
    world.trace = trace
    let (note, _) = parseNote(file, options: NoteOptions(allowHTML: allowsHTML))
    let embeds = note.elements.compactMap { element -> String? in
      guard case .embed(let embed) = element else { return nil }
      return world.note(embed.target, from: path)
    }
    let questions = trace.record
    let outline = Outline(
      anchors: AnchorList(note.places), embeds: embeds, content: ContentHash(file.bytes),
      questions: questions == WorldTrace.Record() ? nil : questions)
    memory.outlines.withLock { $0[path] = outline }
    return outline
  }

  /// Paths by the names that notes give themselves in their front matter. All notes are read for it
  /// the first time.
  package var aliases: [String: String] {
    memory.aliases.withLock { known in
      if let known { return known }
      var found: [String: String] = [:]
      for path in files where path.hasSuffix(".md") {
        let names = knownAliases(path) ?? read(path).map { readFrontMatter($0).aliases } ?? []
        for alias in names.map(PathsByName.key) where found[alias] == nil { found[alias] = path }
      }
      known = found
      return found
    }
  }
}
