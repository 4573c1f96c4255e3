import Compiler
import NoteSyntax

extension SiteBuild {
  /// What is new since the last build.
  struct Changes {
    /// Whether a note, by its place in the table, has to be compiled.
    var isChanged: [Bool]
    var hasNewFiles = false
    /// Whether files are the same that the system says something new of.
    var hasNewStates = false

    var notes: [Int] { isChanged.indices.filter { isChanged[$0] } }
    var isNone: Bool { !hasNewFiles && !isChanged.contains(true) }
  }

  /// Finds out what changed; what is known of notes that are gone is forgotten.
  ///
  /// - Parameter pack: Has what is known of the notes.
  mutating func findChanges(_ pack: PagePack) throws(FileError) -> Changes {
    var changes = Changes(isChanged: Array(repeating: false, count: notes.count))
    let files = ContentHash(
      (Array(vault.files) + [""] + vault.outside).joined(separator: "\u{0}"))
    changes.hasNewFiles = files != cache.files
    cache.files = files
    let old = cache.notes.paths
    cache.notes = cache.notes.only(notes)
    if !old.allSatisfy(notes.contains) { changes.hasNewFiles = true }
    findChangedNotes(&changes)
    world = vault.world.forgetful(
      knownAliases: cache.notes.aliases { !changes.isChanged[$0] })
    for index in try invalidNotes(changes, pack) { changes.isChanged[index] = true }
    return changes
  }

  /// The notes that are new or say something else.
  private mutating func findChangedNotes(_ changes: inout Changes) {
    for (index, note) in notes.enumerated() {
      guard let record = cache.notes.records[index] else {
        changes.isChanged[index] = true
        continue
      }
      let path = vault.displayPath(note)
      let state = FileState.of(path)
      if let state, state == record.state { continue }
      let now = FileState.now
      guard let (bytes, read) = try? FileSystem.note(at: path),
        ContentHash(bytes) == record.content, record.isReadable
      else {
        changes.isChanged[index] = true
        continue
      }
      let settled = read.isSettled(at: now) ? read : nil
      if settled != record.state {
        cache.notes.records[index]?.state = settled
        changes.hasNewStates = true
      }
    }
  }

  /// The notes that are the same and of which something else that they ask for is not.
  private func invalidNotes(_ changes: Changes, _ pack: PagePack) throws(FileError) -> [Int] {
    let same = notes.indices.filter { !changes.isChanged[$0] }
    let usesAliases = same.contains {
      cache.notes.records[$0]?.dependence.contains(.aliases) ?? false
    }
    let hasNewAliases = usesAliases && ContentHash.of(world.aliases) != cache.aliases
    var invalid: [Int] = []
    for index in same {
      guard let record = cache.notes.records[index] else { continue }
      let isSuspect =
        record.dependence.contains(.aliases) && hasNewAliases
        || record.dependence.contains(.names) && changes.hasNewFiles
      // Most notes ask for nothing but where links lead, which stays with the files.
      let isToAsk = record.dependence.contains(.otherNotes) || changes.hasNewFiles
      if isSuspect {
        invalid.append(index)
      } else if isToAsk {
        let trace = try pack.trace(of: record.parts)
        if isInvalid(trace, of: record.path, changes) { invalid.append(index) }
      }
    }
    return invalid
  }

  /// Whether something is not as it was that a note asked for.
  private func isInvalid(
    _ trace: WorldTrace.Record, of path: String, _ changes: Changes
  ) -> Bool {
    if trace.contents.contains(where: { isNew($0.key, $0.value, changes) }) { return true }
    guard changes.hasNewFiles else { return false }
    return trace.answers.contains { question, answer in
      let source = question.source.isEmpty ? path : question.source
      let new =
        question.isNote
        ? world.note(question.target, from: source) : world.file(question.target, from: source)
      return new != answer
    }
  }

  /// Whether a note that was read for another one says something else now.
  private func isNew(_ path: String, _ content: ContentHash?, _ changes: Changes) -> Bool {
    if let index = notes.index(of: path), !changes.isChanged[index],
      let record = cache.notes.records[index]
    {
      return record.content != content
    }
    let bytes = try? FileSystem.note(at: vault.displayPath(path)).bytes
    return bytes.map { ContentHash($0) } != content
  }

  /// Whether all files of the site are as the last build left them.
  var isUpToDate: Bool {
    guard !manifest.isUnfinished else { return false }
    for (record, written) in zip(cache.notes.records, cache.notes.written) {
      guard let record, !record.isHidden else { continue }
      guard let written, written.output == FileState.of(path(of: record.pagePath)) else {
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
