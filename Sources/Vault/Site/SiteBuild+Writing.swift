import Compiler
import NoteSyntax
import Pages

extension SiteBuild {
  /// Writes the pages of notes that are not as they were, on all cores.
  mutating func writeNotes(_ pages: SitePages) {
    let notes = pages.notes.compactMap { note -> (NoteRecord, ContentHash)? in
      let hash = pages.surroundingsHash(of: note)
      let isThere =
        note.surroundings == hash && note.output != nil
        && note.output == FileState.of(path(of: note.pagePath))
      return isThere ? nil : (note, hash)
    }
    let results = concurrentMap(notes, workers: vault.workers) { [builder] note, _ in
      Self.write(DisplayPath.join(builder.output, note.pagePath)) { () throws(FileError) in
        try pages.page(of: note)
      }
    }
    for ((note, hash), result) in zip(notes, results) {
      switch result {
      case .success(let state):
        cache.notes[note.path]?.surroundings = hash
        cache.notes[note.path]?.output = state
        outcome.written.append(note.pagePath)
      case .failure(let error): outcome.failures.append(error)
      }
    }
  }

  /// Writes the files that belong to no note, on all cores.
  mutating func write(_ files: [SiteFile], of pages: SitePages) {
    let wanted = Set(files.map(\.path))
    cache.siteFiles = cache.siteFiles.filter { wanted.contains($0.key) }
    let stale = files.filter { file in
      guard let made = cache.siteFiles[file.path], made.input == file.input else { return true }
      return made.output != FileState.of(path(of: file.path))
    }
    let results = concurrentMap(stale, workers: vault.workers) { [builder] file in
      Self.write(DisplayPath.join(builder.output, file.path)) { () throws(FileError) in
        try file.make(pages)
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
  mutating func copy(_ assets: [String]) {
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
        let output = try Self.write(target) { bytes }.get()
        copied[asset] = BuildCache.CopiedFile(
          source: state.isSettled(at: now) ? state : nil, output: output)
      } catch {
        outcome.failures.append(error)
      }
    }
    cache.assets = copied
  }

  /// What the system says of the file afterwards.
  private static func write(
    _ path: String, _ make: () throws(FileError) -> [UInt8]
  ) -> Result<FileState, FileError> {
    do throws(FileError) {
      try FileSystem.replace(path, with: try make())
      guard let state = FileState.of(path) else { throw FileError(path) }
      return .success(state)
    } catch {
      return .failure(error)
    }
  }
}
