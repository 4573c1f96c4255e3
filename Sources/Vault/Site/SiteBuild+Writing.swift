import Compiler
import NoteSyntax
import Pages
import Synchronization

extension SiteBuild {
  /// Writes the pages of notes that are not as they were, on all cores.
  mutating func writeNotes(_ pages: SitePages) {
    let notes = pages.notes.indices.filter { !isThere(pages.notes[$0], pages, at: $0) }
    let results = Mutex((written: cache.notes.written, failures: [Int: FileError]()))
    cache.notes.written = []
    concurrentForEach(notes, workers: vault.workers, isLight: true) { [builder] position in
      let path = DisplayPath.join(builder.output, pages.note(at: position).pagePath)
      let state = Self.state(of: path) { () throws(FileError) in
        try pages.writePage(at: position, to: path)
      }
      let surroundings = pages.surroundingsHash(at: position)
      return state.map { WrittenPage(surroundings: surroundings, output: $0) }
    } take: { number, result in
      results.withLock { results in
        switch result {
        case .success(let page): results.written[pages.notes[notes[number]]] = page
        case .failure(let error): results.failures[number] = error
        }
      }
    }
    let failures = results.withLock { results in
      swap(&cache.notes.written, &results.written)
      return results.failures
    }
    for (number, position) in notes.enumerated() {
      if let failure = failures[number] {
        outcome.failures.append(failure)
      } else {
        outcome.written.append(pages.note(at: position).pagePath)
      }
    }
  }

  /// Whether the page of a note is as it is to be.
  private func isThere(_ note: Int, _ pages: SitePages, at position: Int) -> Bool {
    guard let written = cache.notes.written[note] else { return false }
    return written.surroundings == pages.surroundingsHash(at: position)
      && written.output == FileState.of(path(of: pages.record(note).pagePath))
  }

  /// Writes the files that belong to no note, on all cores.
  mutating func write(_ files: [SiteFile], of pages: SitePages) {
    let wanted = Set(files.map(\.path))
    cache.siteFiles = cache.siteFiles.filter { wanted.contains($0.key) }
    let stale = files.filter { file in
      guard let made = cache.siteFiles[file.path], made.input == file.input else { return true }
      return made.output != FileState.of(path(of: file.path))
    }
    let results = concurrentMap(stale, workers: vault.workers, isLight: true) { [builder] file in
      let path = DisplayPath.join(builder.output, file.path)
      return Self.state(of: path) { () throws(FileError) in
        try FileSystem.replace(path) { writer throws(FileError) in try file.write(pages, &writer) }
      }
    }
    for (file, result) in zip(stale, results) {
      switch result {
      case .success(let state):
        cache.siteFiles[file.path] = BuildCache.MadeFile(input: file.input, output: state)
        outcome.written.append(file.path)
      case .failure(let error): outcome.failures.append(error)
      }
    }
  }

  /// Copies images and other files.
  mutating func copy(_ assets: SortedPaths) {
    var copied: [String: BuildCache.CopiedFile] = [:]
    for asset in assets {
      let (source, target) = (vault.displayPath(asset), path(of: asset))
      if let known = cache.assets[asset], known.source != nil,
        known.source == FileState.of(source), known.output == FileState.of(target)
      {
        copied[asset] = known
        continue
      }
      do throws(FileError) {
        let now = FileState.now
        let (bytes, state) = try FileSystem.content(of: source)
        let output = try Self.state(of: target) { () throws(FileError) in
          try FileSystem.replace(target, with: bytes)
        }.get()
        copied[asset] = BuildCache.CopiedFile(
          source: state.isSettled(at: now) ? state : nil, output: output)
      } catch {
        outcome.failures.append(error)
      }
    }
    cache.assets = copied
  }

  /// What the system says of the file at `path` once `write` has written it.
  private static func state(
    of path: String, _ write: () throws(FileError) -> Void
  ) -> Result<FileState, FileError> {
    do throws(FileError) {
      try write()
      guard let state = FileState.of(path) else { throw FileError(path) }
      return .success(state)
    } catch {
      return .failure(error)
    }
  }
}
