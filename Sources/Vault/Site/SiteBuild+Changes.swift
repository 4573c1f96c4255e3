import Compiler
import NoteSyntax

extension SiteBuild {
  /// What is new since the last build.
  struct Changes {
    /// The notes that have to be compiled.
    var notes: [String] = []
    var hasNewFiles = false
    /// Whether files are the same that the system says something new of.
    var hasNewStates = false

    var isNone: Bool { notes.isEmpty && !hasNewFiles }
  }

  /// Finds out what changed; what is known of notes that are gone is forgotten.
  mutating func findChanges() -> Changes {
    var changes = Changes()
    let files = ContentHash(vault.files.joined(separator: "\u{0}"))
    changes.hasNewFiles = files != cache.files
    cache.files = files
    let wanted = Set(notes)
    for path in cache.notes.keys where !wanted.contains(path) {
      cache.notes[path] = nil
      changes.hasNewFiles = true
    }
    var changed = findChangedNotes(&changes)
    var known = cache.notes.mapValues(\.aliases)
    for path in changed { known[path] = nil }
    world = vault.world { [known] in known[$0] }
    let invalid = invalidNotes(changed: changed, hasNewFiles: changes.hasNewFiles)
    changed.formUnion(invalid)
    changes.notes = notes.filter { changed.contains($0) }
    return changes
  }

  /// The notes that are new or say something else.
  private mutating func findChangedNotes(_ changes: inout Changes) -> Set<String> {
    var changed: Set<String> = []
    for note in notes {
      guard let record = cache.notes[note] else {
        changed.insert(note)
        continue
      }
      let path = vault.displayPath(note)
      let state = FileState.of(path)
      if let state, state == record.state { continue }
      let now = FileState.now
      guard let (bytes, read) = try? FileSystem.note(at: path),
        ContentHash(bytes) == record.content, record.isReadable
      else {
        changed.insert(note)
        continue
      }
      let settled = read.isSettled(at: now) ? read : nil
      if settled != record.state {
        cache.notes[note]?.state = settled
        changes.hasNewStates = true
      }
    }
    return changed
  }

  /// The notes that are the same and of which something else that they ask for is not.
  private func invalidNotes(changed: Set<String>, hasNewFiles: Bool) -> [String] {
    let records = cache.notes.values.filter { !changed.contains($0.path) }
    let usesAliases = records.contains { $0.trace.usesAliases }
    let hasNewAliases = usesAliases && ContentHash.of(world.aliases) != cache.aliases
    return records.filter { record in
      if record.trace.usesAliases, hasNewAliases { return true }
      if record.trace.usesNames, hasNewFiles { return true }
      if record.trace.contents.contains(where: { isNew($0.key, $0.value, changed: changed) }) {
        return true
      }
      guard hasNewFiles else { return false }
      return record.trace.answers.contains { question, answer in
        let source = question.source.isEmpty ? record.path : question.source
        let new =
          question.isNote
          ? world.note(question.target, from: source) : world.file(question.target, from: source)
        return new != answer
      }
    }.map(\.path)
  }

  /// Whether a note that was read for another one says something else now.
  private func isNew(_ path: String, _ content: ContentHash?, changed: Set<String>) -> Bool {
    if !changed.contains(path), let record = cache.notes[path] { return record.content != content }
    let bytes = try? FileSystem.note(at: vault.displayPath(path)).bytes
    return bytes.map { ContentHash($0) } != content
  }

  /// Whether all files of the site are as the last build left them.
  var isUpToDate: Bool {
    guard !manifest.isUnfinished else { return false }
    for record in cache.notes.values where !record.isHidden {
      guard record.output != nil, record.output == FileState.of(path(of: record.pagePath)) else {
        return false
      }
    }
    for (file, made) in cache.siteFiles where FileState.of(path(of: file)) != made.output {
      return false
    }
    return cache.assets.allSatisfy { file, copied in
      copied.source != nil && FileState.of(vault.displayPath(file)) == copied.source
        && FileState.of(path(of: file)) == copied.output
    }
  }

  /// A file of the site.
  func path(of file: String) -> String { DisplayPath.join(builder.output, file) }
}

extension ContentHash {
  /// Of a table, whatever its order.
  static func of(_ table: [String: String]) -> ContentHash {
    ContentHash(
      table.sorted { $0.key < $1.key }.map { $0.key + "\u{1}" + $0.value }
        .joined(separator: "\u{2}"))
  }
}
